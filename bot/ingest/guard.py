"""Which addresses may be connected to: public ones, unless an operator allows a network (SSRF guard).

The check is made on the address a socket is about to connect to, after every way to write it has been resolved. So
decimal, octal and IPv6-mapped spellings, names that resolve to private addresses, rebinding and redirects all meet
it (docs/decisions/0053-outbound-requests.md).
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
AddressInfo = tuple[int, int, int, str, tuple[object, ...]]

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
# What Python's tables call global, wholly or in some versions: protocol assignments (a cloud's metadata service among
# them), Azure's host, local NAT64, site-local, documentation and segment-routing addresses.
_SPECIAL = tuple(
    ip_network(block)
    for block in ("192.0.0.0/24", "168.63.129.16/32", "64:ff9b:1::/48", "fec0::/10", "3fff::/20", "5f00::/16")
)


class RefusedAddressError(OSError):
    """The address is not public and not allowed. An OSError, as the connector expects from a socket factory."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "the address is private, local or reserved")


class AddressGuard:
    """Creates sockets for public addresses and those in `allowed`; refuses all others."""

    def __init__(self, allowed: Sequence[Network] = ()) -> None:
        self._allowed = tuple(allowed)

    def open_socket(self, info: AddressInfo) -> socket.socket:
        """Return a socket for one resolved address (the connector's socket factory).

        Raises:
            RefusedAddressError: The address is not public and no allowed network holds it.
        """
        family, kind, protocol, _, target = info
        if not self.permits(str(target[0])):
            raise RefusedAddressError
        return socket.socket(family, kind, protocol)

    async def require_target(self, host: str, port: int) -> None:
        """Return when a proxy may be asked to connect to a host: no address of it that we know of is refused.

        A name we cannot resolve is left to the proxy, whose network it may belong to; what a name turns into later is
        the proxy's to guard.

        Raises:
            RefusedAddressError: The host is, or resolves to, an address that is refused.
        """
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            return
        if not all(self.permits(str(target[0])) for *_, target in found):
            raise RefusedAddressError

    def permits(self, text: str) -> bool:
        """Say whether a numeric address may be connected to."""
        address = ip_address(text.partition("%")[0])  # a scope ("%eth0") names an interface, not a host
        inner = embedded_address(address)
        if any(each in network for each in (address, inner) for network in self._allowed):
            return True
        return is_public(inner) and (inner is not address or is_public(address))


def embedded_address(address: Address) -> Address:
    """Return the IPv4 address that a mapped, NAT64, 6to4 or Teredo address leads to, else the address itself."""
    if not isinstance(address, IPv6Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address


def is_public(address: Address) -> bool:
    """Say whether an address is globally reachable and no multicast, reserved or special address."""
    if any(address in block for block in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
