"""Ways of calling a claim false without a verb of denial: "that is not true", "a fabrication", "No", a negated echo."""

from __future__ import annotations

import re

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.place import Attribution

# A content that matches none of these calls nothing false; "false_word" is any of its `false_words`.
FALSE_PATTERNS = ("bare_false", "not_true", "categorically", "false_word", "bare_no", "negated", "negated_quote")
# The same of `false_predicate`.
PREDICATE_PATTERNS = ("not_true", "categorically", "false_word")
_MORAL = re.compile(r"\s+(?:to|for|that)\b")
_ATTRIBUTE = re.compile(r" (?!and |or |but |on |in |at |to |as |by |from |for |because |that )[a-z]")
_CLAIM_NOUN = re.compile(
    r" (?:claims?|allegations?|accusations?|reports?|stor(?:y|ies)|statements?|rumou?rs?|narratives?)\b"
)
_RELATIVE = re.compile(r"(?<=[a-z])(?<!\band)(?<!\bbut)(?<!\bso) \Z")
# "nothing suggests that it is false", "if it is not true": said of a possibility, not of a claim
_DOUBTED = re.compile(
    r"\b(?:no|not|nothing|never|if|whether|unless|\w+n['’]t|would|could|might|may)\b[^.;]{0,80}\Z|(?:\A|[.!?][\"”]?\s)\W?perhaps\b[^.;]{0,80}\Z",
    re.IGNORECASE,
)
# "..., which was not true": of an assumption in the same sentence
_WHICH = re.compile(r"\bwhich \Z", re.IGNORECASE)
_POINTERS = frozenset({"it", "that", "this"})
_CALLED = _POINTERS | {"them", "these", "those", "all", "both", "as"}
_BACK = _POINTERS | {"these", "those", "all", "there"}
# Nouns that "there is no ..." turns into an idiom.
_EMPTY = frozenset(
    {
        "question",
        "doubt",
        "evidence",
        "proof",
        "need",
        "reason",
        "sign",
        "indication",
        "comment",
        "place",
        "point",
        "time",
    }
)
# One's own figure may be wrong: that is no answer to somebody else.
_COUNTED = frozenset({"figure", "number", "estimate"})
_REPORTED = frozenset({"term", "terms", "numbers", "figures", "comments", "facts", "reporting", "article"})


def false_rule(lexicon: Lexicon, item: Attribution, content: str) -> tuple[str, int]:
    """Return (rule, offset in the content) of the first way in which it calls something false, ("", 0) for none."""
    for rule, offset in (
        ("false.predicate", 0 if lexicon.patterns["bare_false"].match(content) else _not_true(lexicon, content)),
        ("false.named", _named(lexicon, item, content)),
        ("false.predicate", _predicate(lexicon, content)),
        ("no.answer", 0 if lexicon.patterns["bare_no"].match(content) else None),
        ("negated.echo", _negation(lexicon, content)),
    ):
        if offset is not None:
            return rule, offset
    return "", 0


def false_predicate(lexicon: Lexicon, text: str) -> int | None:
    """Return where a sentence says that something claimed is not true, or None."""
    offset = _not_true(lexicon, text)
    return _predicate(lexicon, text) if offset is None else offset


def _not_true(lexicon: Lexicon, content: str) -> int | None:
    found = lexicon.patterns["not_true"].search(content) or lexicon.patterns["categorically"].search(content)
    if found is None:
        return None
    doubted = _DOUBTED.search(content, 0, found.start()) and " from " not in found.group()
    if doubted or _WHICH.search(content, 0, found.start()):
        return None
    return found.start()


def _named(lexicon: Lexicon, item: Attribution, content: str) -> int | None:
    if item.rule not in {"object", "indirect"} or item.verb not in lexicon.polarity["naming"]:
        return None
    low = content.lower()
    for found in re.finditer(r"[a-z]+", low):
        if found.group() not in lexicon.words["false_words"]:
            continue
        called = re.findall(r"\w+", low[: found.start()])
        claim = not (lexicon.words["claim_nouns"] - lexicon.words["opinion_nouns"]).isdisjoint(called)
        told = not (lexicon.words["opinion_nouns"] | lexicon.words["told"]).isdisjoint(called)
        if claim or ((told or (called[:1] and called[0] in _CALLED)) and found.group() not in lexicon.words["harsh"]):
            return found.start()
    return None


def _predicate(lexicon: Lexicon, content: str) -> int | None:
    if lexicon.patterns["false_word"].search(content) is None:
        return None  # cheap, and most contents end here
    for found in lexicon.patterns["false"].finditer(content):
        word, subject = found.group("word").lower(), found.group("subject").lower().removesuffix("'s")
        if word not in lexicon.words["false_words"] or _MORAL.match(content, found.end("word")):
            continue
        claims = lexicon.words["claim_nouns"] | (lexicon.words["told"] - _COUNTED) | _REPORTED
        led = not claims.isdisjoint(re.findall(r"\w+", content[:40].lower())[:5])  # "The report about ... is false"
        if _DOUBTED.search(content, 0, found.start("word")):
            return None
        if _ATTRIBUTE.match(content, found.end("word")) and not _CLAIM_NOUN.match(content, found.end("word")):
            continue  # "a false equivalency" calls no claim false
        if subject == "that" and _RELATIVE.search(content, 0, found.start("subject")):
            continue  # "stereotypes that are untrue"
        if subject in {"idea", "notion"} and word in lexicon.words["harsh"]:
            continue  # "rejected the idea as ludicrous"
        if (
            led
            or subject in claims
            or (subject in _POINTERS and (word not in lexicon.words["harsh"] or word in lexicon.words["retorts"]))
        ):
            return found.start()
    return None


def _negation(lexicon: Lexicon, content: str) -> int | None:
    found = lexicon.patterns["negated"].search(content)
    if found and _noun(found) not in _EMPTY:
        return found.start()
    quoted = lexicon.patterns["negated_quote"].search(content)
    return quoted.start() if quoted else None


def undone_at(lexicon: Lexicon, content: str) -> int | None:
    """Return where a content says that something was not done ("we have not moved any troops"), or None."""
    found = lexicon.patterns["negated_verb"].search(content)
    return found.start() if found and _verb(lexicon, found) else None


def undone(lexicon: Lexicon, content: str) -> str:
    """Return the word for what was not done, or ""."""
    found = lexicon.patterns["negated_verb"].search(content)
    return _verb(lexicon, found) if found else ""


def _verb(lexicon: Lexicon, found: re.Match[str]) -> str:
    word = next((group for group in found.groups() if group), "").lower()
    return "" if word in lexicon.words["idle_verbs"] else word


def echoed(lexicon: Lexicon, content: str) -> str:
    """Return the word that a negation turns round ("It was not a raid": "raid"), or ""."""
    found = lexicon.patterns["negated"].search(content)
    if found and _noun(found) not in _EMPTY:
        return _noun(found)
    quoted = lexicon.patterns["negated_quote"].search(content)
    words = re.findall(r"[a-z]+", (quoted["quoted"] or quoted["quoted2"]).lower()) if quoted else []
    return max(words, key=len, default="")


def _noun(found: re.Match[str]) -> str:
    words: str = next((group for group in found.groups() if group), "")
    return words.rsplit(maxsplit=1)[-1].lower() if words else ""


def points_back(content: str, offset: int) -> bool:
    """Return whether what is called false is only pointed at ("that is not true"), not named in the content."""
    before = re.findall(r"\w+", content[:offset].lower())
    return len(before) <= 3 or bool(_BACK & set(before[-3:]))
