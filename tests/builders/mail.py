"""A mailbox in memory behind the MailReader port, and mails to put into it."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage

from bot.domain.mailbox import Mailbox, Security
from bot.domain.ports import Mail, MailAnswer, MailRequest
from bot.errors import FetchError


class FakeMailReader:
    """Implements MailReader over a list of (sender's address, mail)."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.validity = 7
        self.requests: list[MailRequest] = []
        self.failure: FetchError | None = None

    async def read(self, request: MailRequest) -> MailAnswer:
        self.requests.append(request)
        if self.failure is not None:
            raise self.failure
        known, _, last = (request.place or "").partition(":")
        first = int(last) if known == str(self.validity) else 0
        found = []
        for number, (address, data) in enumerate(self.mails[first:], start=first + 1):
            sender = request.mailbox.sender(address)
            if sender is not None:
                found.append(Mail(key=f"mail:{self.validity}:{number}", data=data, sender=sender))
        return MailAnswer(mails=tuple(found), place=f"{self.validity}:{len(self.mails)}")


NO_MAIL = FakeMailReader()


def mailbox(**changes: object) -> Mailbox:
    """Return the mailbox of a newsroom, with what matters to a test."""
    values = {"host": "imap.example", "port": 993, "user": "news@example", "password_env": "NEWS_PASSWORD"}
    values |= changes
    return Mailbox(**{**values, "security": Security(values.get("security", "tls"))})


def letter(
    subject: str,
    paragraphs: Iterable[str],
    *,
    sender: str = "Harbour Post <brief@harbour.example>",
    message_id: str = "",
    html: bool = False,
) -> bytes:
    """Return a newsletter; as HTML, its plain part only points at it, as many do."""
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message["Date"] = "Wed, 04 Mar 2026 10:30:00 +0100"
    if message_id:
        message["Message-ID"] = f"<{message_id}>"
    if html:
        rows = "".join(f"<tr><td><p>{paragraph}</p></td></tr>" for paragraph in paragraphs)
        message.set_content("Open this letter in your browser: https://harbour.example/letter")
        message.add_alternative(f"<html><body><table>{rows}</table></body></html>", subtype="html")
    else:
        message.set_content("\n\n".join(paragraphs))
    return message.as_bytes()
