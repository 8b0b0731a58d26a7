"""While children start: the event loop stays free, and the pool can be closed without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import asyncio
from bot.pool.processes import ForkserverPool

async def main():
    pool = ForkserverPool(
        workers=1, preload=("slow_to_load",), memory_bytes=2_000_000_000, timeout_seconds=20, idle_seconds=60
    )
    task = asyncio.create_task(pool.run("tests.unit.pool.tasks:double", 21))
    await asyncio.sleep(0)  # the task begins, and with it the fork server
    with open("gate", "w"):  # a pipe: opened when the module opens its end
        pass
    print(await task)
    await pool.close()

asyncio.run(main())
"""


def test_the_loop_goes_on_while_the_fork_server_loads(tmp_path):
    """The module loads only once the loop does something: a blocked loop would never end."""
    os.mkfifo(tmp_path / "gate")
    (tmp_path / "slow_to_load.py").write_text("open('gate').read()")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.stdout == "42\n", done.stderr


SLOW_TO_ENTER = """
import asyncio
import time
from bot.pool.processes import ForkserverPool

if __name__ == "__mp_main__":  # in each child, before it has its locks
    time.sleep(0.5)

async def main():
    pool = ForkserverPool(workers=3, memory_bytes=2_000_000_000, timeout_seconds=20, idle_seconds=60)
    task = asyncio.create_task(pool.run("tests.unit.pool.tasks:double", 21))
    while not multiprocessing.active_children():
        await asyncio.sleep(0)
    await pool.close()
    try:
        await task
    except PoolError as error:
        print(error)

if __name__ == "__main__":
    import multiprocessing
    from bot.errors import PoolError
    asyncio.run(main())
"""


def test_a_pool_that_is_closed_while_its_children_start_ends_them_without_a_traceback(tmp_path):
    (tmp_path / "program.py").write_text(SLOW_TO_ENTER)
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.stdout, done.stderr) == (
        "tests.unit.pool.tasks:double was cancelled because its processes ended\n",
        "",
    )
