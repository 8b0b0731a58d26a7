"""Every exception from a check says why, where it stands."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted(
    path for name in ("bot", "summarizers", "tests", "benchmarks") for path in (ROOT / name).rglob("*.py")
)
EXCEPTION = re.compile(r"# (?:noqa|type: ignore)\b")
# The codes, a dash or a second #, and at least two words.
REASONED = re.compile(r"# (?:noqa: \w+(?:, \w+)*|type: ignore\[[\w, -]+\])  ?[-#] ?\S+ \S")


def without_reason(program: str) -> Iterator[str]:
    """Yield each comment of a program that silences a check and gives no code or no reason."""
    for token in tokenize.generate_tokens(io.StringIO(program).readline):
        if token.type == tokenize.COMMENT and EXCEPTION.match(token.string) and not REASONED.match(token.string):
            yield token.string


def test_every_exception_gives_its_reason():
    found = {path: list(without_reason(path.read_text("utf-8"))) for path in PROGRAMS}
    assert {str(path.relative_to(ROOT)): comments for path, comments in found.items() if comments} == {}


def test_an_exception_without_a_reason_is_seen():
    """The twin: bare, with a code only, and with an empty reason; put together here so that linters pass over them."""
    bare = ["# noqa", "# noqa: S101", "# noqa: S101 -", "# type: ignore", "# type: ignore[arg-type]"]
    assert list(without_reason("".join(f"x = 1  {comment}\n" for comment in bare))) == bare
    assert not list(without_reason("x = 1  # noqa: S101 - it must hold\ny = 2  # type: ignore[misc]  # no types\n"))
