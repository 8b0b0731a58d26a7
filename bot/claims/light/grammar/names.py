"""Names in a sentence of another language than English: runs of capitalised words, persons by title or form."""

from __future__ import annotations

from bot.claims.grammar.names import Name
from bot.claims.grammar.text import Token
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.vocabulary import Vocabulary

# Words that a sentence opens with in capitals and that begin no name; nouns only where they are not capitals anyway.
_OPENERS = frozenset(
    {
        "determiners",
        "prepositions",
        "pronouns",
        "subordinators",
        "conjunctions",
        "adverbs",
        "times",
        "negations",
        "auxiliaries",
        "genitives",
    }
)
_OPENERS_BUT_NOUNS = _OPENERS | {"claim_nouns", "proposals", "bodies"}
_FULL_NAME = 2  # words of a first and a last name
_DEGREES = frozenset({"dr", "prof", "dres"})


def names_of(place: Clauses) -> list[Name]:
    """Return the names of a sentence in text order."""
    found, end = [], 0
    for at in [at for at, token in enumerate(place.tokens) if token.capital]:
        if at < end or not _starts(place, at):
            continue
        end = at + 1
        while end < len(place.tokens) and _continues(place, end):
            end += 1
        while end > at + 1 and not place.tokens[end - 1].capital:
            end -= 1
        name = _name(place, at, end)
        if name is not None:
            found.append(name)
    return found


def is_female(words: Vocabulary, first: str) -> bool:
    """Return whether a first name is a woman's."""
    low = first.lower()
    told = words.has("women", low) or words.has("female", low)
    return told and not words.has("male", low) and not words.has("men", low)


def _is_male(words: Vocabulary, low: str, *, told: bool) -> bool:
    """Return whether a first name is a man's. `told`: an office tells the sex where no list of names does."""
    return words.has("men", low) or (not told and words.has("male_names", low) and not words.has("women", low))


def _is_noun(place: Clauses, word: str, *, titled: bool, led: bool) -> bool:
    """Return whether one word with a capital is a noun in a language where nouns have one, and nobody's name.

    "Wirft der Leiterin Betrug vor": behind an office it is, too, where it tells the deed of an accusation.
    """
    if titled:
        return place.words.has("misdeeds", word) and place.accuses()
    return led or place.words.has("nouns", word)


def _gender(place: Clauses, title: str) -> str:
    """Return the gender that a title tells; a masculine one may be a woman's where women bear such titles."""
    if place.words.has("feminine", title):
        return "f"
    return "" if "cases" in place.words.traits else "m"


def _follows_initial(place: Clauses, at: int) -> bool:
    """Return whether an initial stands before a token: "G. Orm"."""
    return place.low(at - 1) == "." and len(place.low(at - 2)) == 1 and place.tokens[at - 2].capital


def _starts(place: Clauses, at: int) -> bool:
    """Return whether a name may begin at a word with a capital."""
    if len(place.tokens[at].text) < 2:
        return False
    if at == 0 or place.tokens[at - 1].kind == "mark":
        kinds = _OPENERS if "capital_nouns" in place.words.traits else _OPENERS_BUT_NOUNS
        return not place.has_any(kinds, at) and place.cue_at(at) is None
    return not (place.has("times", at) or (place.has("pronouns", at) and "capital_nouns" not in place.words.traits))


def _continues(place: Clauses, at: int) -> bool:
    """Return whether a word goes on with a name."""
    token, before = place.tokens[at], place.tokens[at - 1]
    if token.quote != before.quote:
        return False
    if token.capital:
        return not place.has("times", at)
    if token.low == "." and place.low(at - 1) in _DEGREES:
        return True  # "Dr. Orm"
    if "joiners" not in place.kinds[at]:
        return False  # most words
    chained = place.has("joiners", at - 1) and not before.capital  # "van der"
    joins = before.capital or chained
    if joins and place.has("determiners", at) and not chained:
        return False  # "Treue der Kunden": an article joins a name only after another word that does
    if joins and "capital_nouns" in place.words.traits and at > 1 and place.tokens[at - 2].capital:
        return False  # "Lotta Reim von der Initiative": a name has one word before its "von"
    return (
        joins
        and "joiners" in place.words.words
        and any(t.capital for t in place.tokens[at + 1 : at + 3])
        and not (place.has("genitives", at) and place.has("titles", at - 1))
    )


def _without_degree(words: list[Token]) -> list[Token]:
    """Return the words of a name without "Dr." and what stands before it."""
    degrees = [at for at, word in enumerate(words) if word.low in _DEGREES]
    return words[degrees[-1] + 1 :] or words if degrees else words


def _is_office(place: Clauses, word: str) -> bool:
    """Return whether a capital word is an office; where nouns are inflected, no first name that only ends like one."""
    if "cases" not in place.words.traits:
        return place.words.has("titles", word)
    listed = place.words.words["titles"]
    return word in listed or place.words.nominative(word, "titles") in listed


def _without_offices(place: Clauses, tokens: list[Token]) -> tuple[list[Token], str]:
    """Return the words of a name without the offices before it, and the last of these, "" for none.

    Where nouns are capitals an office may stand after other words: "Wardener Hafensenatorin Ilse Varn".
    """
    office = ""
    while len(tokens) > 1 and _is_office(place, tokens[0].low):
        office, tokens = tokens[0].low, tokens[1:]
    if "capital_nouns" in place.words.traits:
        offices = [at for at, token in enumerate(tokens[:-1]) if place.words.has("titles", token.low)]
        if offices:
            told = [tokens[at].low for at in offices if tokens[at].low not in _DEGREES]
            office, tokens = told[-1] if told else office, tokens[offices[-1] + 1 :]
    while len(tokens) > _FULL_NAME and "cases" in place.words.traits and place.words.has("bodies", tokens[0].low):
        tokens = tokens[1:]  # "of the Nationalbank Vera Orm"
    return tokens, office


def _after_portfolio(place: Clauses, start: int, words: list[Token]) -> list[Token]:
    """Return the words of a name after those of what an office is for: "professor of Roman Law Ilse Varn"."""
    titled = any(place.has("titles", at) for at in range(max(0, start - 3), start - 1))
    if not titled or any(place.words.has("joiners", word.low) for word in words):
        return words
    first = (at for at, word in enumerate(words[:-1]) if _is_first(place.words, word.low))
    return words[next(first, len(words) - _FULL_NAME) :]


def _is_first(words: Vocabulary, low: str) -> bool:
    """Return whether a word is listed as a first name."""
    return words.has("women", low) or words.has("men", low)


def _is_introduced(place: Clauses, end: int) -> bool:
    """Return whether an office follows a name in apposition: "à Ilse Varn, professeure"."""
    if place.low(end) != ",":
        return False
    at = end + 1 + place.has("determiners", end + 1)
    return place.has("titles", at)


def _name(place: Clauses, start: int, end: int) -> Name | None:
    """Return the name in a run of capitalised words: what leads it in may tell office and gender."""
    capital_nouns = "capital_nouns" in place.words.traits
    tokens, office = _without_offices(place, list(place.tokens[start:end]))
    titled = bool(office) or _follows_initial(place, start)
    gender = _gender(place, office) if office else ""
    words = _without_degree([token for token in tokens if token.kind == "word"])
    if not words:
        return None
    of_it = "articles" in place.words.traits and place.has("genitives", start - 1)
    if of_it and len(words) > _FULL_NAME:
        words = _after_portfolio(place, start, words)  # "la ministra de Fomento Ilse Varn"
    leads = place.holds("titles") and start and place.tokens[start - 1].kind == "word"
    if not titled and leads and not (of_it and len(words) == 1):  # "la ministra de Hacienda"
        for at in range(max(0, start - (1 if capital_nouns else 3)), start):
            if place.has("titles", at):
                titled, gender = True, _gender(place, place.low(at))
    last = words[-1].low
    body = place.holds("bodies") and any(place.words.has("bodies", token.low) for token in words)
    led = start > 0 and place.has("determiners", start - 1)
    common = capital_nouns and (place.words.has("nouns", words[0].low) or (led and len(words) < 3))
    if titled and len(words) == 1 and "cases" in place.words.traits and place.words.has("case_endings", last):
        titled = False  # "the head of the Orlmin", not "minister Orl"
    known = _is_first(place.words, words[0].low) or _is_introduced(place, end)
    town = "place_names" in place.kinds[start] or (place.has("inside", start - 1) and not known)  # "from Bad Lomen"
    several = len(words) in {2, 3} and not common and not town
    quoted = place.tokens[start].quote >= 0 and not place.spoken[start]  # "the paper «Evening Varn»"
    joined = "articles" in place.words.traits and any(place.words.has("joiners", word.low) for word in words[1:])
    place_like = joined and not titled and not known  # "Audiencia de Lomas"
    person = not body and not quoted and not place_like and (titled or several)
    if len(words) > 1 and is_female(place.words, words[0].text):
        gender = "f"
    elif len(words) > 1 and _is_male(place.words, words[0].low, told=bool(gender)):
        gender = "m"
    if capital_nouns and len(words) == 1 and _is_noun(place, last, titled=titled, led=led):
        return None
    return Name(
        start=words[0].start,
        end=words[-1].end,
        words=tuple(t.text for t in words),
        person=person,
        gender=gender,
        likely=person,
        sure=titled,
    )
