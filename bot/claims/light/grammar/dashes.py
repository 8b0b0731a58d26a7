"""Speech that dashes mark: "— Nobody was paid, — said Orm. — Ask them." and "—Nobody —said Orm—. Ask them."."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DASH = re.compile("[—–]")
_OPENS = re.compile(r"[—–-][ \u00a0]?(?=[^\W_«„“\"]|[¿¡«„“\"])")
_WITHIN = re.compile(r"(?<=[.!?:][ \u00a0])[—–][ \u00a0](?=[^\W\d_a-zа-яіїєґ])")  # "Varn smiled. — No, — she said."
_CLOSE_AFTER = frozenset(",!?…")  # speech before a dash ends with one of these: ", — said Orm"
_RESUME_AFTER = frozenset(".,:!?…")  # and begins again after one of these: "said Orm. — Ask them"


def dash_speech(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the speech that a dash opens in a paragraph, and a second dash closes.

    Without a second dash nothing tells where speech ends and who speaks is named.
    """
    opening = _OPENS.match(text, start, end) or _WITHIN.search(text, start, end)
    if opening is None:
        return
    opened, closed = opening.start(), False
    for match in _DASH.finditer(text, opening.end(), end):
        at = match.start()
        if opened >= 0:
            if _closes(text, opened, at, end):
                yield opened, at - (text[at - 1] in " \u00a0")
                opened, closed = -1, True
        elif _resumes(text, at, end):
            opened = at
    if opened >= 0 and closed:
        yield opened, end


def _before(text: str, at: int) -> str:
    """Return the last character before an offset that is no blank."""
    return text[max(0, at - 2) : at].rstrip()[-1:]


def _closes(text: str, opened: int, at: int, end: int) -> bool:
    """Return whether a dash ends speech: after ",", or right before the verb that tells who spoke."""
    after = text[at + 1 : min(end, at + 2)]
    spaced = text[at - 1] in " \u00a0"
    return (at - opened > 1 and _before(text, at) in _CLOSE_AFTER and after.isspace()) or (spaced and after.islower())


def _resumes(text: str, at: int, end: int) -> bool:
    """Return whether a dash begins speech again."""
    after = text[at + 1 : min(end, at + 2)]
    return _before(text, at) in _RESUME_AFTER or (bool(after) and after in ".,;:")
