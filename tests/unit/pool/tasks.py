"""Tasks that the pool's tests run in real children."""

from __future__ import annotations

import os
import signal

from bot.errors import ParseError


def double(number: int) -> int:
    return 2 * number


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def spin() -> None:
    while True:
        pass


def hoard(size_bytes: int) -> int:
    return len(bytearray(size_bytes))


def refuse() -> None:
    message = "not a feed"
    raise ParseError(message)


def process_id() -> int:
    return os.getpid()


def die_on_two(number: int) -> int:
    if number == 2:
        die()
    return number


def blocked_signals(_: object) -> set[signal.Signals]:
    return {signal.Signals(one) for one in signal.pthread_sigmask(signal.SIG_BLOCK, ())}
