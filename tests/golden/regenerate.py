"""Write the golden texts anew: `python -m tests.golden.regenerate [VERB …]`. Look at the difference, then commit it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.golden.transcripts import COMMANDS, make_demo, path_of, record, verbs


def regenerate(chosen: list[str]) -> None:
    """Write the golden files of some verbs, or of all, and remove those of verbs that are gone."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder, "demo")
        demo.mkdir()
        path_of("demo").write_text(make_demo(demo), "utf-8")
        for number, verb in enumerate(verb for verb in chosen or COMMANDS if verb != "demo"):
            scratch = Path(folder, str(number))
            scratch.mkdir()
            path_of(verb).write_text(record(verb, demo, scratch), "utf-8")
    kept = {path_of(verb) for verb in verbs()}
    for path in path_of("demo").parent.glob("*.txt"):
        if path not in kept:
            path.unlink()


if __name__ == "__main__":
    regenerate(sys.argv[1:])
