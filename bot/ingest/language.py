"""Which language a text is in. Runs in a pool child; the only importer of py3langid.

The model (80 MB) is loaded with the module: children of a fork server that has imported it share the one copy.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from py3langid import classify, set_languages

_MIN_LETTERS = 25  # about five words; below it a guess is wrong too often
_SAMPLE_CHARS = 3_000
_CODE_CHARS = 2  # ISO 639-1; the model knows some fifty languages more, which have no such code
# Written Chinese and Arabic are one language each here, whichever of their spoken ones a text leans to.
_WRITTEN = {"yue": "zh", "wuu": "zh", "arz": "ar", "ary": "ar", "uzs": "uz", "nn": "no", "nb": "no"}
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]")

set_languages()  # all of them, which loads the model now and not in each child


def identify(texts: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the ISO 639-1 code of each text, None where it is too short to tell or of a language without such a code.

    Norwegian is "no", whichever of its two forms it is in.
    """
    return tuple(_identify(text[:_SAMPLE_CHARS]) for text in texts)


def _identify(sample: str) -> str | None:
    if len(_LETTERS.findall(sample)) < _MIN_LETTERS:
        return None
    label = str(classify(sample)[0])
    code = _WRITTEN.get(label, label)
    return _among_twins(code, sample) if len(code) == _CODE_CHARS else None


@cache
def _twins() -> dict[str, dict[str, frozenset[str]]]:
    """Return for each language of a group the words of all in the group, by language."""
    table = tomllib.loads(files("bot.ingest").joinpath("twins.toml").read_text(encoding="utf-8"))
    groups = [{code: frozenset(words.split()) for code, words in group.items()} for group in table["group"]]
    return {code: group for group in groups for code in group}


def _among_twins(code: str, sample: str) -> str:
    """Return the language of a group whose words a text holds most, or the model's word where that is no other's."""
    group = _twins().get(code)
    if group is None:
        return code
    words = _WORD.findall(sample.lower())
    held = {each: sum(word in own for word in words) for each, own in group.items()}
    most = max(held.values())
    return code if held[code] == most else max(held, key=lambda each: held[each])
