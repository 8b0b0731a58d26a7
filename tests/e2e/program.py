"""The real program as a process, for end-to-end tests."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import aiohttp

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 45


class Program:
    """`python -m bot run` with a settings file; its log is kept for assertions.

    Use as an async context manager; leaving it sends SIGTERM and waits for the drained end.
    """

    def __init__(self, config: Path, environment: Mapping[str, str] | None = None) -> None:
        self._config = config
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COUNTERPOINT_")},
            "PYTHONPATH": str(ROOT),
            **(environment or {}),
        }
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.log = ""

    async def __aenter__(self):
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "--config", str(self._config), "run",
            cwd=self._config.parent, env=self._environment, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, kind, error, trace):
        if self._process.returncode is None:
            await self.stop()

    async def stop(self) -> int:
        """Send SIGTERM and return the exit status."""
        self.terminate()
        return await self.ended()

    def terminate(self) -> None:
        """Send SIGTERM and do not wait."""
        self._process.send_signal(signal.SIGTERM)

    async def kill(self) -> None:
        """Send SIGKILL: the crash that nothing can prepare for."""
        self._process.kill()
        await self.ended()

    @contextmanager
    def files_full(self) -> Iterator[None]:
        """Let the program write to no file meanwhile, as on a full disk."""
        former = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0, former[1]))
        try:
            yield
        finally:
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, former)

    async def ready(self) -> tuple[int, dict[str, str]]:
        """Return what /readyz answers: the status and each part's state."""
        await self.until_working("web")
        address = re.search(r"address=(\S+)", self.log)[1]
        async with aiohttp.ClientSession() as session, session.get(f"{address}readyz") as answer:
            return answer.status, await answer.json()

    async def until_logged(self, words: str, *, seconds: float = 60) -> None:
        """Return once the log holds some words; fail with the log when it does not in time."""
        await self._until(re.escape(words), seconds)

    async def until_working(self, part: str, *, seconds: float = 60) -> None:
        """Return once a part says that it works."""
        await self._until(rf"\] working +\[bot\.app\.supervise\] part={part}\b", seconds)

    async def _until(self, pattern: str, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not re.search(pattern, self.log):
                    assert self._process.returncode is None, f"the program ended:\n{self.log}"
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"not logged within {seconds} s: {pattern}\n{self.log}") from None

    async def ended(self) -> int:
        """Return the exit status once the program has ended by itself."""
        async with asyncio.timeout(STOP_SECONDS):
            status = await self._process.wait()
            await self._reader
        return status

    async def _read(self) -> None:
        while line := await self._process.stderr.readline():
            self.log += line.decode(errors="replace")


async def counterpoint(
    config: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Run one verb of the command line; returns status, standard output and standard error."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--config", str(config), *arguments,
        cwd=config.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "NO_COLOR": "1", **(environment or {})},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate()
    return process.returncode, out.decode(), error.decode()
