"""What a verb of denial denies: a claim noun, a clause, a pronoun, or nothing that could be true or false."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.answers.response import Inside
from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.speech.reading import Heard

_TELLS = 3  # words after a claim noun from which it says what is claimed
_INFINITIVE_REACH = 7  # tokens after a verb among which an infinitive is its object
_STATES = 5  # words of a clause that states something by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """The object of a denial. `noun`: its word for a claim; `owner`: the phrase that tells whose claim it is."""

    inside: Inside
    noun: str = ""
    owner: Range | None = None
    shown: bool = False
    relative: bool = False
    points: bool = False


def denied(heard: Heard) -> Denied | None:
    """Return the object of a verb of denial, or None where it is a request, an offer or no object at all."""
    place = heard.place
    start, end = heard.clause
    if heard.cue.lemma in place.words.words["reflexive_refusals"] and place.has("reflexives", heard.at - 1):
        return None  # "se negó a firmar"
    if place.has("objecting", heard.at + 1):
        return None  # "заперечував проти": an objection to what is to be done
    joined = place.has("conjunctions", start - 1) and "verb_second" not in place.words.traits
    if heard.subject is not None and heard.subject[0] < start and not place.has("relatives", start - 1) and not joined:
        start = place.clause(heard.subject[0])[0]  # "which Orm, the baker, denies"
    if place.has("relatives", start - 1) or (place.has("relatives", start) and place.low(start - 1) == ","):
        return _relative(heard)
    fronted = _fronted(place, start) if heard.cue.kind in {"deny", "reject"} else start
    stop = heard.at if _denies_deed(place, heard.at) else end  # "denied having taken aid" is no refused request
    tokens = [at for at in (*range(fronted), *range(start, stop)) if not _in(at, heard.subject) and at != heard.at]
    for at in tokens:
        if place.has("proposals", at) and not place.has("genitives", at - 1):
            return None
        if place.has("claim_nouns", at):
            return _claim(heard, at)
    infinitives = heard.cue.kind == "reject" and bool(place.words.words["infinitive_openers"])
    if infinitives and _refuses_deed(place, heard.at):
        return None
    if (infinitives and _opens_done(place, heard.at)) or _denies_clause(heard, end):
        return Denied(inside=Inside.FULLY)
    return _matter(heard, tokens)


def _opens_done(place: Clauses, at: int) -> bool:
    """Return whether an infinitive of something done follows a verb: "rejected having sold it"."""
    after = next((at for at in range(at + 1, len(place.tokens)) if not place.has("adverbs", at)), at)
    return place.has("infinitives", after) and place.has("infinitive_openers", after)


def _denies_clause(heard: Heard, end: int) -> bool:
    """Return whether a clause, before or after the verb, says what is denied: "That she knew, she contests it"."""
    place, precedes = heard.place, _clause_precedes(heard.place, heard)
    if heard.cue.kind == "deny":
        return precedes or _clause_follows(place, heard, end)
    return heard.cue.kind == "reject" and precedes and has_clitic(place, heard.at)


def _denies_deed(place: Clauses, at: int) -> bool:
    """Return whether an infinitive follows a verb, with nothing between that would be an object."""
    after = at + 1
    while any(place.has(kind, after) for kind in ("adverbs", "negations", "genitives")):
        after += 1
    return place.has("infinitives", after)


def _refuses_deed(place: Clauses, at: int) -> bool:
    """Return whether an infinitive that tells nothing done follows a verb that also refuses, with no object before."""
    for after in range(at + 1, min(len(place.tokens), at + _INFINITIVE_REACH)):
        if place.has("infinitives", after):
            return not place.has("infinitive_openers", after)
        if any(place.has(kind, after) for kind in ("determiners", "claim_nouns", "objects", "clause_openers")):
            return False
    return False


def _fronted(place: Clauses, start: int) -> int:
    """Return where the object ends that stands before a clause opening with its verb: "The rumour, denied Orm"."""
    finite = place.has("auxiliaries", start) or place.low(start) in place.words.cues
    if "verb_second" not in place.words.traits or place.low(start - 1) != "," or not finite:
        return 0
    return next((at for at in range(start) if place.low(at) == ","), 0)


def _matter(heard: Heard, tokens: list[int]) -> Denied | None:
    """Return the object of a denial that has neither a claim noun nor a clause: a pronoun, a wrong, any matter."""
    place = heard.place
    if any(place.has("proposals", at) for at in range(heard.at)):
        return None  # "A request of the council to close the beds, she refused"
    if any(place.has("objects", at) for at in tokens) or has_clitic(place, heard.at):
        return Denied(inside=Inside.NOT, points=True)
    if heard.cue.lemma in place.words.words["ruling_out"]:
        return None  # what somebody rules out is to come
    follows = heard.clause[1]
    if heard.cue.kind == "reject" and (
        place.has("clause_openers", follows) or place.has("clause_openers", follows + 1)
    ):
        return Denied(inside=Inside.PARTLY)
    if heard.cue.kind == "reject" and any(place.has("blame", at) for at in tokens):
        return Denied(inside=Inside.PARTLY)
    bare = not _has_object(heard, tokens)
    if heard.cue.kind == "reject" and bare and "bare_clauses" not in place.words.traits:
        return Denied(inside=Inside.NOT, points=True)
    if heard.cue.kind != "deny" or any(place.has("not_denied", at) or place.has("receivers", at) for at in tokens):
        return None
    wrong = next((place.low(at) for at in tokens if place.has("wrongs", at)), "")
    told = bool(wrong) or any(_is_matter(place, at) for at in tokens)
    return Denied(inside=Inside.PARTLY if told else Inside.NOT, noun=wrong)


def has_clitic(place: Clauses, at: int) -> bool:
    """Return whether a pronoun that is an object leads a verb or its auxiliary: "lo niega", "lo había negado"."""
    return (
        place.has("enclitics", at)
        or place.has("clitic_objects", at - 1)
        or (place.has("auxiliaries", at - 1) and place.has("clitic_objects", at - 2))
    )


def _has_object(heard: Heard, tokens: list[int]) -> bool:
    """Return whether a verb has anything that may be its object; where articles lead nouns, any word after it."""
    place = heard.place
    if "elides" not in place.words.traits:
        return any(_is_matter(place, at) for at in tokens)
    ends = (at for at in range(heard.at + 1, len(place.tokens)) if place.low(at) in {":", ";", "—", "–"})
    after = range(heard.at + 1, next(ends, len(place.tokens)))
    words = [at for at in after if place.tokens[at].kind == "word"]
    return any(not place.has("adverbs", at) and not place.has("times", at) for at in words)


def _in(at: int, phrase: Range | None) -> bool:
    return phrase is not None and phrase[0] <= at < phrase[1]


def _is_matter(place: Clauses, at: int) -> bool:
    """Return whether a token is a word that says something of a matter: no function word, adverb or time."""
    token = place.tokens[at]
    kinds = ("function", "adverbs", "times", "auxiliaries", "prepositions", "determiners", "particles")
    return token.kind == "word" and not any(place.has(kind, at) for kind in kinds)


def _claim(heard: Heard, at: int) -> Denied:
    """Return the object of a denial with its claim noun at a token."""
    place = heard.place
    shown = place.has("demonstratives", at - 1)
    after = at + 1
    while after < len(place.tokens) and (
        place.has("particles", after) or place.has("adverbs", after) or _is_adjective(place, after, at)
    ):
        after += 1
    owner = _owner(place, at, after)
    if owner is not None and heard.subject is not None and owner[0] < heard.subject[1] and heard.subject[0] < owner[1]:
        owner = None  # "The charges Orm denied": no "charges of Orm"
    follows = after
    while (
        follows < len(place.tokens) and place.tokens[follows].kind == "word" and not place.has("claim_openers", follows)
    ):
        follows += 1
    opener = follows + 1 if place.low(follows) == "," else follows
    if place.has("claim_openers", opener) and len(place.tokens) - opener >= _STATES:
        return Denied(inside=Inside.FULLY, noun=place.low(at), owner=owner)
    if place.has("about", after) and owner is None:
        told = [i for i in range(after, heard.clause[1]) if _is_matter(place, i) and i != heard.at]
        if len(told) >= _TELLS - 1 and not shown:
            return Denied(inside=Inside.PARTLY, noun=place.low(at))
    return Denied(inside=Inside.NOT, noun=place.low(at), owner=owner, shown=shown)


def owner_at(heard: Heard, at: int) -> Range | None:
    """Return the phrase after the word for a claim at a token that tells whose it is, or None."""
    return _claim(heard, at).owner


def _is_adjective(place: Clauses, at: int, noun: int) -> bool:
    return at == noun + 1 and place.tokens[at].kind == "word" and place.has("adjectives", at)


def _owner(place: Clauses, noun: int, after: int) -> Range | None:
    """Return the phrase that tells whose claim it is: "las acusaciones de la fiscal", "Orms Behauptung"."""
    if place.has("demonstratives", noun - 1):
        return None
    if place.has("owners", after):
        phrase = place.phrase(after + 1, len(place.tokens))
        if phrase is not None and _names_somebody(place, phrase):
            return phrase
    if "cases" in place.words.traits and place.tokens[after : after + 1]:
        phrase = place.phrase(after, len(place.tokens))
        if phrase is not None and phrase[0] == after and _names_somebody(place, phrase):
            return phrase
    if "capital_nouns" in place.words.traits and place.has("genitives", after):
        phrase = place.phrase(after + 1, len(place.tokens))
        if phrase is not None and _names_somebody(place, phrase):
            return phrase
    if noun and place.tokens[noun - 1].capital and place.low(noun - 1).endswith(("s", "'")):
        return noun - 1, noun
    return None


def _names_somebody(place: Clauses, phrase: Range) -> bool:
    capital_nouns = "capital_nouns" in place.words.traits
    return any(
        place.has("titles", at)
        or place.has("bodies", at)
        or place.tokens[at].quote >= 0
        or (place.tokens[at].capital and not capital_nouns)
        for at in range(*phrase)
    )


def _clause_follows(place: Clauses, heard: Heard, end: int) -> bool:
    """Return whether a clause, infinitive or quotation follows that says what is denied."""
    at = end
    while at < len(place.tokens) and place.low(at) in {",", ":"}:
        at += 1
    if at >= len(place.tokens) or len(place.tokens) - at < _TELLS:
        return any(place.has("infinitives", i) for i in range(heard.at + 1, heard.clause[1]))
    if place.has("content_openers", at) or place.has("content_openers", end):
        return True
    if any(place.has("infinitives", i) for i in range(heard.at + 1, min(heard.clause[1], heard.at + 5))):
        return True
    return place.low(end) == "," and "bare_clauses" in place.words.traits and _has_mood(place, at)


def _clause_precedes(place: Clauses, heard: Heard) -> bool:
    """Return whether the sentence opens with the clause that is denied: "That she knew of it, she denied"."""
    return heard.clause[0] > _STATES and place.has("clause_openers", 0)


def _has_mood(place: Clauses, at: int) -> bool:
    return any(place.has("reported_mood", i) or _is_infinitive(place.low(i)) for i in range(at, len(place.tokens)))


def _is_infinitive(word: str) -> bool:
    """Return whether a German word is "zu", or an infinitive that holds it: "weiterzugeben"."""
    return word == "zu" or (word.endswith("en") and "zu" in word[2:-2])


def _relative(heard: Heard) -> Denied | None:
    """Return the object of ", which the firm denies": the clause before, or a claim noun there."""
    place, start = heard.place, heard.clause[0]
    if heard.subject is not None and heard.subject[0] < start and not place.has("relatives", start - 1):
        start = place.clause(heard.subject[0])[0]
    opener = start if place.has("relatives", start) and not place.has("relatives", start - 1) else start - 1
    before = range(max(0, opener - 4), opener)
    if any(place.has("proposals", at) for at in before):
        return None
    own = heard.subject is not None and heard.subject[0] > opener
    if not own:  # "Orm, who denies the charges": the object stands in the clause
        for at in range(start, heard.clause[1]):
            if place.has("proposals", at):
                return None
            if place.has("claim_nouns", at):
                return _claim(heard, at)
        follows = _clause_follows(place, heard, heard.clause[1])
        if heard.cue.kind == "reject" and _refuses_deed(place, heard.at):
            return None  # "the council, which ruled out putting up cameras"
        points = any(place.has("objects", at) for at in range(start, heard.clause[1]))
        inside = Inside.FULLY if follows else Inside.NOT
        return Denied(inside=inside, points=points) if heard.cue.kind == "deny" or follows else None
    noun = next((place.low(at) for at in before if place.has("claim_nouns", at)), "")
    clause_told = place.has("clause_relatives", opener) or place.has("clause_heads", opener - 1)
    if heard.cue.kind != "deny" and not noun and not clause_told:
        return None
    return Denied(inside=Inside.NOT, noun=noun, relative=True)
