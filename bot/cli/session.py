"""What every verb shares: the settings file in use, the terminal, and how errors end the program."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, TypeVar, cast

import typer

from bot.errors import CounterpointError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from bot.app.compose import App
    from bot.settings import Settings

EXIT_FAILED = 1  # something was wrong with the data, the database or the world
EXIT_USAGE = 2  # the settings or the command line are wrong; the same for typer's own messages
VERB_LOG_LEVEL: Final = "warning"  # a verb's answer is what it prints; `run` follows log.level

Result = TypeVar("Result")


class Form(TypedDict):
    """How text is read."""

    encoding: str
    errors: str
    newline: str


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
        raise fail("\n".join(error.problems), EXIT_USAGE) from error
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
    """Yield the lines of a file, or of standard input for "-", as they arrive.

    Only a line feed ends a line, and bytes that are not UTF-8 are kept as lone surrogates: nothing is cleaned.
    """
    form: Form = {"encoding": "utf-8-sig", "errors": "surrogateescape", "newline": "\n"}
    if path == "-":
        cast("TextIOWrapper", sys.stdin).reconfigure(**form)
        yield from sys.stdin
        return
    try:
        with Path(path).open(**form) as file:
            yield from file
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); name a file of JSON lines, or - for standard input"
        raise fail(message, EXIT_USAGE) from error
