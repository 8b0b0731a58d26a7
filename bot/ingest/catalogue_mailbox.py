"""What a row of the catalogue says of a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import quote

from bot.domain.mailbox import Mailbox, Security, Sender
from bot.ingest.normalise import clean_title

MAILBOX_KEYS = ("host", "port", "user", "password_env", "folder", "security", "senders", "mark_read")
OWN_VARIABLES = "COUNTERPOINT_"  # settings; a name there that is none of them is a problem of theirs
_HOST = re.compile(r"[\w.-]{1,253}|[0-9a-fA-F:]{2,45}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_SENDER = re.compile(r"[^\s@]*@[^\s@]+|\*")
_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
_MAX_PORT = 65_535


class Report(Protocol):
    """Takes a problem: key, value, reason and fix."""

    def __call__(self, key: str, value: object, reason: str, fix: str) -> None:
        """Note the problem."""
        ...


def read_mailbox(row: Mapping[str, object], report: Report) -> Mailbox:
    """Return the mailbox; it means nothing where a problem is reported."""
    security = _security(row, report)
    return Mailbox(
        host=_text(row, "host", _HOST, 'write the name of the IMAP server, as host = "imap.example.org"', report),
        port=_port(row, _PORTS[security], report),
        user=_text(row, "user", re.compile(r"[^\x00-\x1f\x7f]{1,300}"), 'write user = "news@example.org"', report),
        password_env=_variable(row, report),
        folder=_folder(row, report),
        security=security,
        senders=tuple(_senders(row.get("senders", {}), report)),
        mark_read=_flag(row, report),
    )


def location_of(box: Mailbox) -> str:
    """Return the address of a mailbox (RFC 5092, without what is secret)."""
    scheme = "imaps" if box.security == Security.TLS else "imap"
    host = f"[{box.host}]" if ":" in box.host else box.host
    return f"{scheme}://{quote(box.user, safe='')}@{host}:{box.port}/{quote(box.folder, safe='')}"


def _text(row: Mapping[str, object], key: str, pattern: re.Pattern[str], fix: str, report: Report) -> str:
    value = row.get(key, "")
    if isinstance(value, str) and pattern.fullmatch(value.strip()):
        return value.strip()
    report(key, value, "is missing" if value == "" else "is not what it should be", fix)
    return ""


def _variable(row: Mapping[str, object], report: Report) -> str:
    """Return the name of the variable. What stands there by mistake may be the password itself: it is not shown."""
    value = row.get("password_env", "")
    if isinstance(value, str) and _VARIABLE.fullmatch(value) and not value.upper().startswith(OWN_VARIABLES):
        return value
    reason = "is missing" if value == "" else f"is no name of an environment variable of yours (not {OWN_VARIABLES}…)"
    report("password_env", value, reason, 'write password_env = "NEWS_MAIL_PASSWORD" and set that variable')
    return ""


def _security(row: Mapping[str, object], report: Report) -> Security:
    value = row.get("security", Security.TLS)
    if isinstance(value, str) and value in tuple(Security):
        return Security(value)
    report("security", value, "is no way to keep a connection private", 'write "tls", "starttls" or "none" (loopback)')
    return Security.TLS


def _port(row: Mapping[str, object], usual: int, report: Report) -> int:
    value = row.get("port", usual)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MAX_PORT:
        return value
    report("port", value, "is no port", f"write {usual}, or leave it out")
    return usual


def _folder(row: Mapping[str, object], report: Report) -> str:
    value = row.get("folder", "INBOX")
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value
    report("folder", value, "is no name of a folder", 'write folder = "Newsletters", or leave it out')
    return "INBOX"


def _flag(row: Mapping[str, object], report: Report) -> bool:
    value = row.get("mark_read", False)
    if not isinstance(value, bool):
        report("mark_read", value, "is neither true nor false", "write true or false")
    return value is True


def _senders(value: object, report: Report) -> Iterator[Sender]:
    """Yield who writes: an address, and a publisher's name or a table of publisher and family."""
    fix = 'write senders = { "news@harbour.example" = "Harbour Post" }'
    if not isinstance(value, Mapping):
        report("senders", value, "is no table of addresses", fix)
        return
    for written, said in value.items():
        names = {"publisher": said} if isinstance(said, str) else said
        address = str(written).strip().lower()
        if not _SENDER.fullmatch(address):
            report(
                "senders", written, "is no address", f'{fix}; "@harbour.example" for all of a host, "*" for everyone'
            )
        elif (
            not isinstance(names, Mapping)
            or names.keys() - {"publisher", "family"}
            or not all(isinstance(name, str) for name in names.values())
        ):
            report("senders", written, "names neither a publisher nor a table of publisher and family", fix)
        else:
            publisher, family = (clean_title(names.get(key, "")) for key in ("publisher", "family"))
            yield Sender(address=address, publisher=publisher, family=family.lower())
