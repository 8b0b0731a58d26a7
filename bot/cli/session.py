"""What every verb shares: the settings file in use, the terminal, and how errors end the program."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import typer

from bot.errors import CounterpointError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from bot.app.compose import App
    from bot.settings import Settings

EXIT_FAILED = 1
EXIT_SETTINGS = 2
VERB_LOG_LEVEL: Final = "warning"  # a verb's answer is what it prints; `run` follows log.level

Result = TypeVar("Result")


@dataclass(slots=True, kw_only=True)
class Session:
    """One run of the command. `config` None means the usual places."""

    config: Path | None = None


SESSION = Session()


def console() -> Console:
    """Return the terminal for answers: no markup, no emoji codes, no highlighting of outside text."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False)


def fail(message: str, status: int = EXIT_FAILED) -> typer.Exit:
    """Print a message to standard error and return the exit to raise."""
    typer.echo(message, err=True)
    return typer.Exit(status)


@contextmanager
def reported() -> Iterator[None]:
    """Turn our errors into one message with cause and fix, never a traceback."""
    try:
        yield
    except SettingsError as error:
        lines = "\n".join(f"  {problem}" for problem in error.problems)
        raise fail(f"Settings are wrong:\n{lines}", EXIT_SETTINGS) from error
    except CounterpointError as error:
        raise fail(error.message) from error


def load_settings() -> Settings:
    """Return the settings in use; problems end the program with status 2."""
    from bot.settings import load

    return load(SESSION.config, os.environ)


def with_app(work: Callable[[App], Awaitable[Result]]) -> Result:
    """Open the program's parts without connecting anywhere, do some work, close them."""
    from bot.app.loading import loading

    with loading():
        from bot.app.compose import open_app
        from bot.log import configure
        from bot.settings import secrets_of

    async def session() -> Result:
        settings = load_settings()
        configure(level=VERB_LOG_LEVEL, form=settings.log.format, secrets=secrets_of(settings))
        async with open_app(settings) as app:
            return await work(app)

    with reported():
        return asyncio.run(session())


def read_lines(path: str) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for "-", as they arrive."""
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
        yield from sys.stdin
        return
    try:
        with Path(path).open(encoding="utf-8", errors="surrogateescape") as file:
            yield from file
    except OSError as error:
        raise fail(f"{path}: cannot be read ({error.strerror})") from error
