"""Names of persons in the nominative, where a language inflects them: "по словам Анны Орловой" is Анна Орлова."""

from __future__ import annotations

from collections.abc import Iterable

from bot.claims.light.grammar.vocabulary import Vocabulary

_LEAST_STEM = 1  # letters that stay before an ending


def nominative(words: Vocabulary, name: tuple[str, ...], forms: Iterable[str], *, inflected: bool) -> tuple[str, ...]:
    """Return a name in the nominative. `forms`: its last word as it stands anywhere in the article.

    `inflected`: a word before the name shows that it stands in another case.
    """
    if len(name) < 2:
        return _alone(words, name, forms)
    bare = next((form for form in forms if _is_bare(words, form)), None)
    if bare is not None and bare != name[-1]:
        return (ended(words, "male_first", name[0]), *name[1:-1], bare)
    if not inflected:
        return name
    known = set(forms)
    if ended(words, "object_first", name[0]) != name[0]:  # "Анну" as "Ивану": the surname tells which
        woman = _is_woman_as_object(words, name[-1], known)
        if woman is None:
            return name
        if woman:
            last = name[-1] if _is_bare(words, name[-1]) else ended(words, "object_last", name[-1])
            return (ended(words, "object_first", name[0]), *name[1:-1], last)
    gender = _gender(words, name)
    if not gender:
        return name
    return (ended(words, f"{gender}_first", name[0]), *name[1:-1], ended(words, f"{gender}_last", name[-1]))


def _is_woman_as_object(words: Vocabulary, surname: str, forms: set[str]) -> bool | None:
    """Return whether a surname after a first name of either sex is a woman's, None when it may be a man's too.

    A man's surname is inflected with his first name, a woman's that ends like a man's never is ("Анну Даль", "Ивану
    Далю"); "Орлову" is either's until another of its forms tells.
    """
    if _is_bare(words, surname):
        return True
    bare = ended(words, "object_last", surname)
    if bare == surname:
        return False
    return True if bare in forms else None


def _alone(words: Vocabulary, name: tuple[str, ...], forms: Iterable[str]) -> tuple[str, ...]:
    bare = next((form for form in forms if _is_bare(words, form)), None)
    return (bare,) if bare is not None else name


def _is_bare(words: Vocabulary, form: str) -> bool:
    """Return whether a surname has no case ending and none of a woman's."""
    low = form.lower()
    return not (words.has("oblique", low) or words.has("case_endings", low))


def _gender(words: Vocabulary, name: tuple[str, ...]) -> str:
    """Return "male" or "female" of a name in another case, "" where its first word shows none."""
    low = name[0].lower()
    woman = ended(words, "female_first", name[0])
    if woman != name[0]:
        return (
            "male"
            if words.has("male", woman.lower()) and not words.has("female_surnames", name[-1].lower())
            else "female"
        )
    if words.has("female_surnames", name[-1].lower()):
        return "female"
    return "male" if ended(words, "male_first", name[0]) != name[0] and not words.has("male", low) else ""


def ended(words: Vocabulary, kind: str, word: str) -> str:
    """Return a word with its ending made that of the nominative, by the longest entry "ending>nominative" that fits."""
    low = word.lower()
    if kind == "male_first" and words.has("male", ended(words, "female_first", word).lower()):
        kind = "female_first"  # "Никиты" is Никита
    for entry in sorted(words.words[kind], key=len, reverse=True):
        ending, _, bare = entry.partition(">")
        if low.endswith(ending) and len(low) - len(ending) >= _LEAST_STEM:
            return word[: len(word) - len(ending)] + bare
    return word
