"""Whether a sentence reads right alone (EDITORIAL rule 18): what it points at must stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from summarizers.phrases import Phrases

_OPENING = re.compile(r"[\"“‘'«„(\[「『\s]*")
_QUOTED_WHOLE = re.compile(r"[\"“«„].*[\"”»“]\Z", re.DOTALL)
_QUOTED = re.compile(
    r"„[^“”]*(?:[“”]|\Z)|“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*(?:»|\Z)|(?<![\w.,!?])»(?=\w)[^«»]*«"
    r"|(?<!\w)[‘'][^\n]{0,400}?[’'](?!\w)"
)
_ASKED = re.compile(r"[?？؟][\"”»“]")
_CAPITAL = re.compile(r"(?<=[^\s.!?:;\"“‘'(\[—–-]\s)[^\W\d_]")


def leans_back(text: str, phrases: Phrases, *, first: bool = False, cased: bool = True) -> bool:
    """Tell whether a sentence points at the one before, or quotes somebody named only there.

    An aside in brackets belongs to what it stands behind. The first sentence of a text may say "the man": nobody was
    left behind. In a `cased` text a sentence that begins in
    small letters goes on with the one before.
    """
    opening = _OPENING.match(text)
    body = text[opening.end() if opening else 0 :]
    return bool(
        text.startswith("(")
        or (cased and body[:1].islower())
        or phrases.openings.match(body)
        or phrases.absent_speaker.search(text)
        or _QUOTED_WHOLE.fullmatch(text)
        or (not first and phrases.definites.match(body))
        or _hangs(_QUOTED.sub(" ", text).lstrip(), phrases)
    )


def _hangs(prose: str, phrases: Phrases) -> bool:
    return bool(phrases.pointers.search(prose)) or _pronoun_hangs(prose, phrases)


def _pronoun_hangs(prose: str, phrases: Phrases) -> bool:
    """Tell whether a pronoun within the sentence ("Police said he fled") has nobody before it to stand for.

    Somebody is a name, told by its capital, or one of the language's `antecedents` ("a woman"). A circumstance in
    front ("In London, ...") is set aside: what it names does nothing.
    """
    adjunct = phrases.adjuncts.match(prose)
    begin = adjunct.end() if adjunct else 0
    if adjunct and phrases.subjects.match(prose, begin):
        return True
    if phrases.danglers.match(prose) or _object_hangs(prose, phrases):
        return True
    pronoun, plural = phrases.pronouns.search(prose, begin), phrases.plurals.search(prose, begin)
    return (pronoun is not None and not _names_somebody(prose[begin : pronoun.start()], phrases)) or (
        plural is not None
        and not phrases.groups.search(prose[: plural.start()])
        and not _names_somebody(prose[begin : plural.start()], phrases)
    )


def _names_somebody(before: str, phrases: Phrases) -> bool:
    """Tell whether the words before a pronoun hold what it may stand for."""
    opens_with_name = before[:1].isupper() and not phrases.strangers.match(before)
    return (
        opens_with_name
        or phrases.antecedents.search(before) is not None
        or any(letter.group().isupper() for letter in _CAPITAL.finditer(before))
    )


def _object_hangs(prose: str, phrases: Phrases) -> bool:
    """Tell whether a plural pronoun ("she made them") has no group of things or people before it."""
    pronoun = phrases.objects.search(prose)
    return pronoun is not None and not phrases.groups.search(prose[: pronoun.start()])


def speaks_for_itself(text: str, phrases: Phrases) -> bool:
    """Tell whether the author of a sentence speaks of himself ("I", "our") outside quotations."""
    return phrases.own_voice.search(_QUOTED.sub(" ", text)) is not None


def repeats_noun(text: str, phrases: Phrases, known: Collection[str]) -> bool:
    """Tell whether a sentence opens with a bare noun ("The policy says ...") that the text, in `known`, held before.

    A word that begins with the noun ("offered to pay ... The offer was made in June") holds it too.
    """
    match = phrases.mentioned.match(text)
    noun = next(filter(None, match.groups()), None) if match else None
    return noun is not None and any(word.startswith(noun) for word in known)


def is_all_quoted(text: str) -> bool:
    """Tell whether nothing but quotation stands in a text: who said it is told beside it.

    >>> is_all_quoted('"Rain fell. It stopped."'), is_all_quoted('"Rain fell," Bell said.')
    (True, False)
    """
    rest = _QUOTED.sub(" ", text)
    return rest != text and not any(mark.isalpha() for mark in rest)


def quotes_question(text: str) -> bool:
    """Tell whether a sentence quotes a question."""
    return _ASKED.search(text) is not None


def quotes_first(text: str) -> bool:
    """Tell whether a sentence opens with a quotation: after a quoted question it is the answer."""
    return text[:1] in '"“«„'
