"""Ctrl-C reaches every process of a terminal's group; only the main thread of the program is to hear it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def interrupts_kept_off() -> Iterator[None]:
    """Start threads and processes in this block: they inherit that SIGINT is blocked, from their first instruction.

    A signal that comes meanwhile is heard at the end of the block.
    """
    resource_tracker.ensure_running()  # starting it later would unblock the signal in this thread
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
