"""Put on PYTHONPATH, this refuses every connection but Unix sockets, in the program and in all its children."""

import socket


class _RefusingSocket(socket.socket):
    def connect(self, address):
        self._refuse(address)
        return super().connect(address)

    def connect_ex(self, address):
        self._refuse(address)
        return super().connect_ex(address)

    def _refuse(self, address):
        if self.family != socket.AF_UNIX:
            message = f"a connection to {address} was tried; the demo works offline"
            raise RuntimeError(message)


def _no_names(host, *_arguments, **_more):
    message = f"the name {host} was looked up; the demo works offline"
    raise RuntimeError(message)


socket.socket = _RefusingSocket
socket.getaddrinfo = _no_names
