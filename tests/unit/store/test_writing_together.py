"""Group commit: few transactions, everybody told the truth, nobody harmed by another's fault or end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.errors import StoreError
from bot.store.together import MOST, Together


class Disk:
    """Takes batches; refuses those that hold a negative number, and waits at the gate before each."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def write(self, numbers: Sequence[int]) -> None:
        await self.gate.wait()
        if any(number < 0 for number in numbers):
            raise StoreError(f"{min(numbers)} is negative")
        self.batches.append(list(numbers))


async def test_values_put_at_the_same_time_are_one_batch() -> None:
    disk = Disk()
    together = Together(disk.write)
    await asyncio.gather(*(together.put(number) for number in range(50)))
    assert disk.batches == [list(range(50))]


async def test_what_comes_while_a_batch_is_written_is_the_next_one() -> None:
    disk = Disk()
    together = Together(disk.write)
    disk.gate.clear()
    first = asyncio.create_task(together.put(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    rest = [asyncio.create_task(together.put(number)) for number in (2, 3)]
    await asyncio.sleep(0)
    assert not first.done()
    disk.gate.set()
    await asyncio.gather(first, *rest)
    assert disk.batches == [[1], [2, 3]]


async def test_a_batch_has_a_greatest_size() -> None:
    disk = Disk()
    together = Together(disk.write)
    await asyncio.gather(*(together.put(number) for number in range(2 * MOST + 1)))
    assert [len(batch) for batch in disk.batches] == [MOST, MOST, 1]


async def test_only_the_wrong_value_is_refused() -> None:
    disk = Disk()
    together = Together(disk.write)
    ends = await asyncio.gather(*(together.put(number) for number in (1, -2, 3)), return_exceptions=True)
    assert [str(end) for end in ends] == ["None", "-2 is negative", "None"]
    assert disk.batches == [[1], [3]]
    await together.put(4)
    assert disk.batches[-1] == [4]


async def test_who_is_cancelled_takes_nobody_along() -> None:
    disk = Disk()
    together = Together(disk.write)
    disk.gate.clear()
    tasks = [asyncio.create_task(together.put(number)) for number in range(3)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    disk.gate.set()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)
    assert ends[1:] == [None, None]


async def test_a_fault_of_the_program_reaches_all_who_wait_for_it() -> None:
    async def broken(_numbers: Sequence[int]) -> None:
        raise LookupError("a fault")

    together = Together(broken)
    ends = await asyncio.gather(together.put(1), together.put(2), return_exceptions=True)
    assert all(isinstance(end, LookupError) for end in ends)
    with pytest.raises(LookupError):
        await together.put(3)
