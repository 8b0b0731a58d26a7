"""A verb of the real program on a terminal of its own, where Ctrl-C is a key."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.e2e.program import ROOT

CTRL_C = b"\x03"
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """`python -m bot` as the foreground program of a pseudo-terminal; `screen` is all it has written.

    Use as an async context manager; leaving it ends a program that still runs.
    """

    def __init__(self, config: Path, *arguments: str) -> None:
        self._command = [sys.executable, "-m", "bot", "--config", str(config), *arguments]
        self._folder = config.parent
        self._master = -1
        self._written = b""
        self._ended = asyncio.Event()
        self.program: subprocess.Popen[bytes] | None = None

    async def __aenter__(self):
        self._start()
        asyncio.get_running_loop().add_reader(self._master, self._read)
        return self

    def _start(self) -> None:
        self._master, slave = os.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "TERM": "xterm", "NO_COLOR": "1"}
        self.program = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: os.login_tty(0),  # noqa: PLW1509 - only this makes the terminal its own; no threads here
        )
        os.close(slave)

    async def __aexit__(self, kind, error, trace):
        asyncio.get_running_loop().remove_reader(self._master)
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self._master)

    @property
    def screen(self) -> str:
        """Return what stands on the terminal, without its controls."""
        return CONTROL.sub("", self._written.decode(errors="replace"))

    def press(self, key: bytes) -> None:
        """Type a key; the terminal makes a signal of Ctrl-C."""
        os.write(self._master, key)

    async def until_shown(self, pattern: str, *, seconds: float = 60) -> None:
        """Return once the screen shows something; fail with the screen when it does not in time."""
        try:
            async with asyncio.timeout(seconds):
                while not re.search(pattern, self.screen):
                    assert not self._ended.is_set(), f"the program ended:\n{self.screen[-2000:]}"
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"not shown within {seconds} s: {pattern}\n{self.screen[-2000:]}") from None

    async def status(self, *, seconds: float = 45) -> int:
        """Return the exit status once the program has ended by itself."""
        async with asyncio.timeout(seconds):
            await self._ended.wait()
            return await asyncio.to_thread(self.program.wait)

    def _read(self) -> None:
        try:
            found = os.read(self._master, 65_536)
        except OSError:  # how Linux tells that nobody has the other end open any more
            found = b""
        self._written += found
        if not found:
            asyncio.get_running_loop().remove_reader(self._master)
            self._ended.set()
