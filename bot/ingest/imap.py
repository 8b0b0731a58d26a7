"""Mailboxes over IMAP (RFC 9051, RFC 3501): what is new in a folder, read and left as it is.

The library blocks, so each visit is a thread of its own; a server that answers nothing is hung up on. The folder is
opened for reading only and mails are peeked at: nothing is marked unless the operator asks for it.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from bot.domain.mailbox import Mailbox
from bot.domain.ports import Mail, MailAnswer, MailRequest
from bot.errors import FetchError
from bot.ingest.guard import AddressGuard, Network
from bot.ingest.imap_line import Line, mails_bytes, told

if TYPE_CHECKING:
    from imapclient import IMAPClient

MAILS_AT_FIRST = 50  # a mailbox of years is no news; the newest show what the letters look like
MAILS_A_VISIT = 100
_VISIT_SECONDS = 120.0  # then the rest is read at the next visit
_FROM, _SIZE, _WHOLE = "BODY.PEEK[HEADER.FIELDS (FROM)]", "RFC822.SIZE", "BODY.PEEK[]"


class ImapReader:
    """Implements the MailReader port.

    Args:
        environ: Where passwords are: the variable a mailbox names, or a file that the same name with _FILE names.
        allowed_networks: Networks that may be reached although they are not public.
    """

    def __init__(self, *, environ: Mapping[str, str], allowed_networks: Sequence[Network] = ()) -> None:
        self._environ = environ
        self._guard = AddressGuard(allowed_networks)

    async def read(self, request: MailRequest) -> MailAnswer:
        """Return what is new in a mailbox; see the port."""
        box = request.mailbox
        place = f"{box.user} at {box.host}"
        try:
            password = password_of(box, self._environ)
            line = Line(request=request, guard=self._guard)
            try:
                async with asyncio.timeout(_VISIT_SECONDS + request.timeout_seconds):
                    return await asyncio.to_thread(_visit, line, password)
            finally:
                line.hang_up()  # ends the thread, whatever its server does
        except TimeoutError as error:
            raise FetchError(f"{place}: no complete answer in time: the server is slow or down") from error
        except FetchError as error:
            raise FetchError(f"{place}: {error.message}", lasting=error.lasting) from error


def password_of(box: Mailbox, environ: Mapping[str, str]) -> str:
    """Return the password of a mailbox.

    Raises:
        FetchError: The environment does not hold it.
    """
    if password := environ.get(box.password_env):
        return password
    if named := environ.get(f"{box.password_env}_FILE"):
        try:
            return Path(named).read_text("utf-8").rstrip("\r\n")
        except (OSError, ValueError) as error:
            cause = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise FetchError(f"the file that {box.password_env}_FILE names cannot be read ({cause})") from error
    raise FetchError(f"its password is missing: set the environment variable {box.password_env}, or its _FILE")


def passwords(boxes: Iterable[Mailbox], environ: Mapping[str, str]) -> list[str]:
    """Return the passwords of mailboxes, for the log to mask; of those that are missing the health record tells."""
    found = []
    for box in boxes:
        with suppress(FetchError):
            found.append(password_of(box, environ))
    return found


def _visit(line: Line, password: str) -> MailAnswer:
    """Return what is new.

    Raises:
        FetchError: Cause and fix; never the password.
    """
    with told(line.request, password):
        client = line.connect()
        try:
            line.log_in(client, password)
            return _read(client, line.request, line.open_folder(client))
        finally:
            line.leave(client)


def _read(client: IMAPClient, request: MailRequest, opened: Mapping[bytes, Any]) -> MailAnswer:
    """Return the mails after the last one read, and mark them where that is asked for."""
    box = request.mailbox
    validity, following = int(opened.get(b"UIDVALIDITY", 0)), int(opened.get(b"UIDNEXT", 0))
    former = _last_read(request.place, validity)
    if former is not None and following == former + 1:
        return MailAnswer(mails=(), place=f"{validity}:{former}")
    uids = _newest(client, int(opened.get(b"EXISTS", 0))) if former is None else _since(client, former)
    heads = client.fetch(uids, [_FROM, _SIZE])
    mails: list[Mail] = []
    warnings: list[str] = []
    last = former or 0
    left, late = mails_bytes(request), monotonic() + _VISIT_SECONDS
    for uid in uids:
        head: Mapping[bytes, Any] = heads.get(uid, {})
        size = int(head.get(_SIZE.encode(), 0))
        sender = box.sender(_address(head))
        if size > request.max_bytes and sender is not None:
            warnings.append(f"a mail of {size:,} bytes is left out: {request.max_bytes:,} are read (ingest.max_bytes)")
        elif head and sender is not None:
            left -= size
            if left < 0 or monotonic() > late:
                break
            if data := _whole(client, uid):
                mails.append(Mail(key=f"mail:{validity}:{uid}", data=data, sender=sender))
        last = uid
    if box.mark_read and mails:
        client.add_flags([int(mail.key.rpartition(":")[2]) for mail in mails], [rb"\Seen"], silent=True)
    return MailAnswer(mails=tuple(mails), place=f"{validity}:{last}", warnings=tuple(warnings))


def _last_read(place: str | None, validity: int) -> int | None:
    """Return the UID that was read last, or None where UIDs mean something else now (RFC 9051 section 2.3.1.1)."""
    known, _, last = (place or "").partition(":")
    return int(last) if known == str(validity) and last.isdecimal() else None


def _newest(client: IMAPClient, count: int) -> list[int]:
    """Return the UIDs of the newest mails, oldest first."""
    client.use_uid = False
    try:
        found = client.fetch(list(range(max(1, count - MAILS_AT_FIRST + 1), count + 1)), ["UID"])
    finally:
        client.use_uid = True
    return sorted(int(row[b"UID"]) for row in found.values() if b"UID" in row)


def _since(client: IMAPClient, former: int) -> list[int]:
    """Return the UIDs after one, oldest first, a visit's worth. "n:*" names the last mail even where it is older."""
    found = client.search(["UID", f"{former + 1}:*"])
    return sorted(int(uid) for uid in found if int(uid) > former)[:MAILS_A_VISIT]


def _whole(client: IMAPClient, uid: int) -> bytes:
    """Return one mail, or nothing where it is gone meanwhile."""
    row: Mapping[bytes, Any] = client.fetch([uid], [_WHOLE]).get(uid, {})
    data = row.get(b"BODY[]")
    return data if isinstance(data, bytes) else b""


def _address(head: Mapping[bytes, Any]) -> str:
    """Return the sender's address as the From field has it."""
    written = next((value for name, value in head.items() if name.startswith(b"BODY[HEADER")), b"")
    if not isinstance(written, bytes):
        return ""
    return parseaddr(str(email.message_from_bytes(written, policy=email.policy.compat32).get("From", "")))[1]
