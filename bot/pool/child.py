"""What runs inside a pool child: limits, then one task at a time. Never imported for its effects elsewhere."""

from __future__ import annotations

import gc
import importlib
import resource
import signal
from collections.abc import Callable
from typing import cast

YOUNG_OBJECTS = 50_000  # made before a look for cycles: a few articles' worth, some 10 MB


def resolve(task: str) -> Callable[..., object]:
    """Return the function that "package.module:function" names.

    Raises:
        LookupError: There is no such module or function; a task name is ours, so this is a programming error.
    """
    module_name, _, function_name = task.partition(":")
    try:
        function = getattr(importlib.import_module(module_name), function_name)
    except (ImportError, AttributeError) as error:
        message = f"no pool task {task!r}: {error}"
        raise LookupError(message) from error
    return cast("Callable[..., object]", function)


def enter(memory_bytes: int) -> None:
    """Set a child up: its address space bounded, and Ctrl-C left to the parent, which drains."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))


def collect_seldom() -> None:
    """Look for cycles seldom: a task drops all it built with its result, and looking took a sixteenth of its time."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


def perform(task: str, arguments: tuple[object, ...]) -> object:
    """Run one task in this process."""
    return resolve(task)(*arguments)
