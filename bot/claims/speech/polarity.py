"""What a statement does to its content: asserts, denies, confirms, retracts, corrects, declines, did not deny."""

from __future__ import annotations

import re
from itertools import islice

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.place import Attribution
from bot.claims.grammar.verbs import VerbGroup
from bot.domain.claim import Polarity

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# How far into the object of "dismiss", "reject" the word for a claim may stand.
_NEAR_WORDS = 6
# "denied militants were there": a clause without "that"
_TELLING_OF = frozenset({"is", "are", "was", "were", "has", "have", "had", "did"})
_LEADING = frozenset(
    {"who", "which", "that", "as", "when", "after", "before", "because", "and", "but", "whom", "it", "to"}
)
_MAY_COME = frozenset({"will", "would", "can", "could", "may", "might", "should"})
_COMMENT = frozenset(
    {
        "comment",
        "respond",
        "answer",
        "discuss",
        "say",
        "confirm",
        "elaborate",
        "speculate",
        "provide",
        "reply",
        "be",
        "talk",
        "disclose",
        "name",
        "identify",
        "explain",
        "deny",
    }
)
_DEFINITE = frozenset({"the", "these", "those", "this", "that", "both", "his", "her", "its", "their"})
_ANAPHORS = frozenset({"it", "this", "that", "them", "these", "those", "both", "which", "all"})
# "that criticism", "that idea": a pointer, not a clause.
CLAIM_NOUNS = frozenset(
    {
        "claim",
        "criticism",
        "idea",
        "notion",
        "allegation",
        "accusation",
        "charge",
        "report",
        "story",
        "account",
        "argument",
        "assertion",
        "characterization",
        "suggestion",
        "contention",
        "label",
        "view",
        "description",
        "version",
        "conclusion",
    }
)
_APOLOGY = re.compile(
    r"\b(apologi[sz]ed?|sorry) for (saying|claiming|stating|suggesting|alleging|reporting|tweeting|writing)\b",
    re.IGNORECASE,
)


def low_words(text: str, limit: int) -> list[str]:
    """Return the first words of a text in lower case."""
    return [match.group().lower().replace("’", "'") for match in islice(_WORD.finditer(text), limit)]


def names_claim(lexicon: Lexicon, content: str, limit: int = _NEAR_WORDS) -> bool:
    """Return whether an object opens with a word for something asserted, before any word for a request."""
    words = low_words(content, limit + 1)
    for at, word in enumerate(words[:limit]):
        base = word.removesuffix("'s")
        if base in {"claim", "claims"} and words[at + 1 : at + 2] == ["for"]:
            return False  # a claim for damages is refused
        if base in {"idea", "notion", "prospect"} and words[at + 1 : at + 2] == ["of"]:
            return False
        if base in lexicon.words["claim_nouns"]:
            return True
        if base in lexicon.words["proposals"]:
            return False
    return False


def names_opinion(lexicon: Lexicon, content: str) -> bool:
    """Return whether the first claim noun of an object is one for words as such, and no that-clause follows it."""
    words = low_words(content, 12)
    words = words[: next((at for at, word in enumerate(words) if word in {"as", "because", "after"}), len(words))]
    first = next((word for word in words if word.removesuffix("'s") in lexicon.words["claim_nouns"]), "")
    return first in lexicon.words["opinion_nouns"] and "that" not in words


def names_proposal(lexicon: Lexicon, content: str) -> bool:
    """Return whether an object is a request, plan, motion or benefit that is refused, not a claim."""
    for word in low_words(content, _NEAR_WORDS + 1):
        if (
            word in lexicon.words["claim_nouns"]
            or word in lexicon.words["wrong_nouns"]
            or word in {"that", "having", "being"}
        ):
            return False
        if word in lexicon.words["proposals"]:
            return True
    return False


def calls_false(lexicon: Lexicon, content: str) -> bool:
    """Return whether an object goes on "... as false", "... a lie"."""
    words = low_words(content, 25)
    for at, word in enumerate(words):
        if (
            word in lexicon.words["false_words"]
            and at
            and words[at - 1] in {"as", "a", "an", "simply", "totally", "completely", "purely", "politically"}
        ):
            return True
    return False


def is_anaphor(content: str) -> bool:
    """Return whether an object is a bare pronoun: "denied it"."""
    words = low_words(content, 2)
    return (
        len(words) >= 1 and words[0] in _ANAPHORS and (len(words) == 1 or words[1] in {"and", "but", "in", "on", "as"})
    )


def is_definite(lexicon: Lexicon, phrase: str) -> bool:
    """Return whether a phrase points back: "the accusations", "a few of these claims"; not "a charge", "something"."""
    words = low_words(phrase, 40)
    if len(words) < 2 or words[-1] not in lexicon.words["claim_nouns"]:
        return False
    return not _DEFINITE.isdisjoint((words[0], words[-2]))


def is_clause(content: str) -> bool:
    """Return whether an object is a clause or a gerund: "that he lied", "lying to parliament"."""
    words = low_words(content, 2)
    if not words or is_anaphor(content):
        return False
    if words[0] == "that" and len(words) > 1 and words[1] in CLAIM_NOUNS:
        return False
    return words[0] in {"that", "he", "she", "they", "it", "ever", "having", "being", "there"} or (
        words[0].endswith("ing") and words[0] not in {"nothing", "anything", "something", "everything", "king"}
    )


def classify(lexicon: Lexicon, item: Attribution, text: str) -> Polarity:
    """Return the polarity of an attribution."""
    group, verb = item.group, item.verb
    content = text[item.contents[0][0] : item.contents[0][1]]
    if group is None:
        return Polarity.ASSERTS
    negated = (
        group.negated
        or group.alternative
        or group.control in {"refuse", "refuses", "refused", "decline", "declines", "declined"}
    )
    kinds = lexicon.polarity
    if verb in kinds["deny_as"] and calls_false(lexicon, content) and names_claim(lexicon, content):
        return Polarity.DID_NOT_DENY if negated else Polarity.DENIES
    if verb in kinds["deny"] or verb in kinds["deny_claim"]:
        ruled = verb == "dismiss" and _is_ruling(lexicon, item, content, text)
        return Polarity.ASSERTS if ruled else _denial(lexicon, item, content, negated=negated)
    named = item.rule == "relative" and verb in kinds["naming"]  # "a claim that he called a lie"
    if named or (verb in kinds["doubt"] and names_doubt(lexicon, content)):
        return Polarity.DID_NOT_DENY if negated else Polarity.DENIES
    if verb in kinds["decline"] and any(word in _COMMENT for word in low_words(content, 3)[:3]):
        return Polarity.DECLINES
    if verb in kinds["confirm"]:
        return Polarity.DECLINES if negated or group.modal else Polarity.CONFIRMS
    if verb in kinds["retract"] and not negated and names_claim(lexicon, content):
        return Polarity.RETRACTS
    if verb in kinds["correct"] and not negated:
        return Polarity.CORRECTS
    said = text[item.cue[0] : item.contents[-1][1]]
    if " for " in said and _APOLOGY.search(said):  # a blank is looked up in a tenth of the time
        return Polarity.RETRACTS
    return Polarity.ASSERTS


def _denial(lexicon: Lexicon, item: Attribution, content: str, *, negated: bool) -> Polarity:
    group, verb = item.group, item.verb
    assert group is not None
    if item.rule == "relative":
        denies = not names_proposal(lexicon, content)
    elif verb in lexicon.polarity["deny_claim"]:
        named = names_claim(lexicon, content) and not names_opinion(lexicon, content)
        proposed = low_words(content, 2)[-1:] in (["idea"], ["notion"])  # "rejected the idea as ludicrous" refuses
        denies = named or (calls_false(lexicon, content) and not proposed) or is_anaphor_claim(lexicon, content)
        denies = denies or (verb == "contest" and is_anaphor(content))
        denies = denies or names_accuser(lexicon, content)
        if verb in {"question", "challenge", "protest", "counter"}:
            denies = denies and names_claim(lexicon, content, 3) and verb != "question"
    else:
        denies = not names_proposal(lexicon, content) and (not group.passive or item.source is not None)
        denies = denies and (verb != "deny" or deniable(lexicon, content))
    if not denies or _is_undone(lexicon, group, negated=negated):
        return Polarity.ASSERTS
    if group.alternative:
        return Polarity.DECLINES  # "neither confirmed nor denied"
    return Polarity.DID_NOT_DENY if negated else Polarity.DENIES


def _is_ruling(lexicon: Lexicon, item: Attribution, content: str, text: str) -> bool:
    """Return whether a court ends a case: "a judge dismissed the charges" says nothing of what happened."""
    source = low_words(text[item.source[0] : item.source[1]], 12) if item.source is not None else []
    ended = {"charge", "charges", "count", "counts", "complaint", "complaints"}.intersection(low_words(content, 5))
    return bool(ended) and not lexicon.words["courts"].isdisjoint(source)


def _is_undone(lexicon: Lexicon, group: VerbGroup, *, negated: bool) -> bool:
    """Return whether a verb tells what may be done, or is only tried: "some would dispute", "an attempt to refute"."""
    return not negated and (group.modal or group.control in lexicon.words["undone"])


def is_anaphor_claim(lexicon: Lexicon, content: str) -> bool:
    """Return whether an object is "that" or "those" with a word for a claim: "rejected that idea"."""
    words = low_words(content, 4)
    return (
        bool(words)
        and words[0] in {"that", "this", "these", "those", "such", "both"}
        and any(word in lexicon.words["claim_nouns"] or word in CLAIM_NOUNS for word in words[1:])
    )


def names_accuser(lexicon: Lexicon, content: str) -> bool:
    """Return whether an object is somebody for what they say, or a worry: "critics who called it unfair"."""
    words = low_words(content, 12)
    who = any(word in lexicon.words["critics"] for word in words[:3]) and "who" in words
    return who or (any(word in lexicon.words["worries"] for word in words[:4]) and "that" in words[:6])


def names_doubt(lexicon: Lexicon, content: str) -> bool:
    """Return whether an object is a doubt about a claim: "skepticism at the idea that ...", "doubt that ..."."""
    words = low_words(content, 10)
    at = next((at for at, word in enumerate(words[:4]) if word in lexicon.words["doubts"]), None)
    if at is None:
        return False
    rest = words[at + 1 :]
    if "that" in rest[:5]:  # "doubts that it will pass" are about the future
        return _MAY_COME.isdisjoint(low_words(content, 24)[at + rest.index("that") + 2 :])
    return not {"idea", "notion", "wisdom"} & set(rest) and any(word in lexicon.words["claim_nouns"] for word in rest)


def opens_clause(words: list[str]) -> bool:
    """Return whether words are a subject and a verb that tells of it: "militants were at", no "the seat that was"."""
    at = next((at for at, word in enumerate(words) if word in _TELLING_OF), 0)
    return at > 0 and _LEADING.isdisjoint(words[: at + 1])


def deniable(lexicon: Lexicon, content: str) -> bool:
    """Return whether what is denied can be true or false: "denied him a visa" is a refusal, not a denial."""
    if is_clause(content) or is_anaphor(content) or names_claim(lexicon, content, 8):
        return True
    words = low_words(content, 8)
    if not words or words[0] in {"him", "her", "me", "us", "you"}:
        return False
    if opens_clause(words):
        return True
    if any(
        word in lexicon.words["wrong_nouns"] or word in {"any", "all", "ever", "wrongdoing", "that"} for word in words
    ):
        return True
    return words[0] in {"the", "a", "an", "his", "her", "its", "their", "these", "those"} and not any(
        word in lexicon.words["proposals"] for word in words
    )
