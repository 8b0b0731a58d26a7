"""Loading the program without the garbage collector in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Import modules in this block: all they make stays, and is never looked through for garbage.

    With the collector on, a sixth of the import went into that (docs/reference/footprint.md).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # https://docs.python.org/3/library/gc.html#gc.freeze
        gc.enable()
