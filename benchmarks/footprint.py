"""DESIGN's figures: start to ready, idle memory of the main process and of the tree, and the demo's time.

    python benchmarks/footprint.py [--runs 5]

Starts the real program (`python -m bot run`) on a migrated database with compiled bytecode and the web part on; prints
medians beside the goals and, as the baseline of this machine, a bare import of the vendors.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
VENDORS = "slack_bolt.async_app, discord.ext.commands, fastapi, uvicorn, sqlalchemy.ext.asyncio, aiosqlite, apscheduler"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, port: int) -> dict[str, str]:
    (folder / "sources.toml").write_text("")
    (folder / "counterpoint.toml").write_text(
        f'data_dir = "data"\n[sources]\ncatalogue = "sources.toml"\n[web]\nport = {port}\n[log]\nlevel = "error"\n'
    )
    return {**os.environ, "COUNTERPOINT_CONFIG": str(folder / "counterpoint.toml"), "PYTHONPATH": str(ROOT)}


@contextlib.contextmanager
def program(env: dict[str, str], port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start the program; yields it with the seconds until /readyz answered 200."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=env, cwd=env_folder(env))
    try:
        while True:
            if process.poll() is not None:
                raise SystemExit(f"the program ended with {process.returncode}")
            if is_ready(port):
                break
            if time.perf_counter() - started > 60:
                raise SystemExit("not ready after 60 s")
            time.sleep(0.01)
        yield process, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def env_folder(env: dict[str, str]) -> str:
    return str(Path(env["COUNTERPOINT_CONFIG"]).parent)


def pss_megabytes(processes: list[psutil.Process]) -> float:
    return sum(process.memory_full_info().pss for process in processes) / 1e6


def measure_start(runs: int, folder: Path) -> float:
    port = free_port()
    env = environment(folder, port)
    seconds = []
    for _ in range(runs + 1):  # the first one migrates the database and compiles bytecode
        with program(env, port) as (_, elapsed):
            seconds.append(elapsed)
    return statistics.median(seconds[1:])


def measure_memory(folder: Path) -> float:
    port = free_port()
    with program(environment(folder, port), port) as (process, _):
        time.sleep(3)  # let start-up garbage go
        return pss_megabytes([psutil.Process(process.pid)])


async def measure_warm_children() -> float:
    """Return the PSS of a small parent with the program's pool and two children that have done their work once."""
    from bot.app.compose import PRELOAD
    from bot.pool.processes import ForkserverPool

    pool = ForkserverPool(workers=2, preload=PRELOAD, memory_bytes=4_000_000_000, timeout_seconds=60, idle_seconds=300)
    text = "The council met on Monday and spoke at length. " * 40
    texts = (("The council met on Monday. It rained. The mayor spoke at length about bridges.", "en"),) * 3
    await asyncio.gather(
        *(pool.run("bot.briefing.condense:condense", texts, 2, "auto") for _ in range(4)),
        *(pool.run("bot.ingest.language:identify", (text,)) for _ in range(4)),
    )
    children = psutil.Process().children(recursive=True)
    total = pss_megabytes(children)
    await pool.close()
    return total


def measure_command(*command: str, folder: Path) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = statistics.median(measure_command("-c", f"import {VENDORS}", folder=folder) for _ in range(runs))
        start = measure_start(runs, folder)
        main_memory = measure_memory(folder)
        children = asyncio.run(measure_warm_children())
        demo = statistics.median(measure_command("-m", "bot", "demo", folder=folder) for _ in range(runs))
    print(f"bare import of the vendors       {bare:6.2f} s    (baseline of this machine)")
    print(f"start to /readyz 200             {start:6.2f} s    goal < 2 s; {start / bare:.2f} x the bare import")
    print(f"idle memory, main process (PSS)  {main_memory:6.0f} MB   goal <= 140 MB")
    print(f"  whole tree, two warm children  {main_memory + children:6.0f} MB   goal <= 320 MB")
    print(f"counterpoint demo                {demo:6.2f} s    goal 5 s")


if __name__ == "__main__":
    main()
