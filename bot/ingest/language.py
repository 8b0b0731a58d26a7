"""Which language a text is in. Runs in a pool child; the only importer of py3langid.

The model (80 MB) is loaded with the module: children of a fork server that has imported it share the one copy.
"""

from __future__ import annotations

import re

from py3langid import classify, set_languages

_MIN_LETTERS = 25  # about five words; below it a guess is wrong too often
_SAMPLE_CHARS = 3_000
_LETTERS = re.compile(r"[^\W\d_]")

set_languages()  # all of them, which loads the model now and not in each child


def identify(texts: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the ISO 639-1 code of each text, None where it is too short to tell."""
    return tuple(_identify(text[:_SAMPLE_CHARS]) for text in texts)


def _identify(sample: str) -> str | None:
    if len(_LETTERS.findall(sample)) < _MIN_LETTERS:
        return None
    code, _ = classify(sample)
    return str(code)
