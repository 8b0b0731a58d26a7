"""A chat platform in memory: implements bot.domain.ports.Messenger and goes wrong on request."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.domain.delivery import Receipt
from bot.errors import SendError, UnknownSendError

if TYPE_CHECKING:
    from bot.domain.audience import Place
    from bot.domain.document import Document


class Fault(Enum):
    """What may happen to a post, apart from an error that is raised before anything is sent."""

    LOSE_ANSWER = auto()  # posted, and the answer never comes: UnknownSendError
    HANG = auto()  # posted, and the call never returns: whoever waits is cancelled or killed
    HANG_BEFORE = auto()  # not posted, and the call never returns


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message that stands in a channel."""

    place: Place
    key: str
    document: Document
    parent: Receipt | None


@dataclass
class FakeMessenger:
    """Posts at once; `faults` are used up one a send. `readable` is the permission to read history."""

    faults: deque[Fault | SendError] = field(default_factory=deque)
    readable: bool = True
    posts: list[Post] = field(default_factory=list)
    searches: int = 0
    edits: list[Post] = field(default_factory=list)
    sending: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(
        self, *, place: Place, document: Document, key: str, parent: Receipt | None, search_first: bool
    ) -> Receipt:
        self.sending.set()
        if search_first and (found := self._search(place, key)):
            return found
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, SendError):
            raise fault
        if fault is Fault.HANG_BEFORE:
            await asyncio.Event().wait()
        self.posts.append(Post(place=place, key=key, document=document, parent=parent))
        if fault is Fault.LOSE_ANSWER:
            raise UnknownSendError("the answer was lost")
        if fault is Fault.HANG:
            await asyncio.Event().wait()
        return Receipt(message_id=str(len(self.posts)))

    async def edit(
        self, *, place: Place, document: Document, key: str, message: Receipt, parent: Receipt | None
    ) -> None:
        self.sending.set()
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, SendError):
            raise fault
        before = self.posts[int(message.message_id) - 1]
        assert (before.place, before.key, before.parent) == (place, key, parent)
        self.edits.append(Post(place=place, key=key, document=document, parent=parent))
        self.posts[int(message.message_id) - 1] = self.edits[-1]

    def _search(self, place: Place, key: str) -> Receipt | None:
        self.searches += 1
        if not self.readable:
            raise UnknownSendError("history cannot be read: grant the permission")
        found = (number for number, post in enumerate(self.posts, 1) if (post.place, post.key) == (place, key))
        return next((Receipt(message_id=str(number)) for number in found), None)
