"""Group commit: values that several tasks want written at the same moment share one transaction.

A transaction costs a flush to the disk and a dozen hops between threads, whatever it writes. While one batch is being
written, the next gathers (https://www.sqlite.org/faq.html#q19).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.errors import StoreError

Value = TypeVar("Value")

MOST = 200
"""Values of one transaction: it must not hold up the other writers for long."""


class Together(Generic[Value]):
    """Writes values in batches; who puts one waits until it is stored.

    Args:
        write: Stores a batch in one transaction, all or none.
    """

    def __init__(self, write: Callable[[Sequence[Value]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[tuple[Value, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, value: Value) -> None:
        """Return when the value is stored.

        Raises:
            StoreError: It is not stored; values of the same batch are unaffected by what is wrong with this one.
        """
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((value, stored))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await stored

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._settle(batch)
        finally:
            self._writing = None

    async def _settle(self, batch: Sequence[tuple[Value, asyncio.Future[None]]]) -> None:
        """Write a batch; where it is refused, each value alone, so that only the wrong one fails."""
        try:
            await self._write([value for value, _ in batch])
        except StoreError as error:
            if len(batch) == 1:
                _tell(batch[0][1], error)
                return
            for one in batch:
                await self._settle([one])
        except BaseException as error:
            for _, stored in batch:
                _tell(stored, error)
            raise
        else:
            for _, stored in batch:
                _tell(stored, None)


def _tell(stored: asyncio.Future[None], error: BaseException | None) -> None:
    """Settle a future whose owner may have been cancelled meanwhile."""
    if stored.done():
        return
    if error is None:
        stored.set_result(None)
    else:
        stored.set_exception(error)
