"""Who made a claim that a denial names: its owner, as "Smith's claim" and "..., as Smith alleges" tell it."""

from __future__ import annotations

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Sentence
from bot.claims.speech.polarity import low_words
from bot.claims.speech.statements import Reading, Said

# "a Lantern story": the name stands so few characters into what is denied, and a word for a claim so few words on
_LEAD, _NOUN_REACH = 12, 3
_POSSESSOR_REACH = 80


def owner_of(lexicon: Lexicon, reading: Reading, said: Said) -> str | None:
    """Return who made the denied claim when the sentence names them: "Smith's claim", "..., as Smith alleges"."""
    start, end = said.item.contents[0]
    sentence = reading.text.sentence_at(start)
    maker = reading.voices.maker(sentence, start, end)
    named = possessor(lexicon, reading, sentence, start, end) or (maker.name if maker is not None else None)
    return named or _claims_as_noun(reading, sentence, start, end) or aside_voice(lexicon, reading, sentence)


def _claims_as_noun(reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """Return whose claim a noun between two offsets tells: the company of "the company's statement that ..."."""
    told = (said for said in reading.said_in(sentence.number) if said.item.rule == "nominal")
    return next((said.speaker for said in told if start <= said.item.cue[0] < end), None)


def aside_voice(lexicon: Lexicon, reading: Reading, sentence: Sentence) -> str | None:
    """Return who claims it in an aside: "as Smith alleges", "which Smith blames on ..."."""
    grammar, tokens = reading.voices.grammar, sentence.tokens
    for at, token in enumerate(tokens):
        if token.low not in {"as", "which"} or token.quote >= 0:
            continue
        for verb in range(at + 2, min(len(tokens), at + 8)):
            cue = grammar.match_cue(tokens, verb)
            if cue is not None and cue.form in {"s", "ed", "base"} and cue.lemma in lexicon.words["accusing"]:
                span = (tokens[at + 1].start, tokens[verb - 1].end)
                voice = reading.voices.named(span, sentence)
                return voice.name if voice is not None else None
            if tokens[verb].kind == "mark":
                break
    return None


def possessor(lexicon: Lexicon, reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """Return the name that owns a claim between two offsets: "Smith's claim", "a claim by Smith", "a Lantern story"."""
    for name in reading.voices.names[sentence.number]:
        if not start <= name.start < min(end, start + 60):
            continue
        after = reading.slice(name.end - 2, name.end + 2)
        before = reading.slice(max(start, name.start - 22), name.start).lower()
        lead = before.rstrip().rsplit(" ", 1)[-1]
        if "'s" in after or "’s" in after or after[2:3] in {"'", "’"} or lead in {"by", "from", "like"}:
            return reading.voices.best(name)
        following = low_words(reading.slice(name.end, end), _NOUN_REACH)
        told = reading.slice(name.end, name.end + 1) in {",", "."} or name.end >= end  # "contradicting Varn"
        if name.start - start < _LEAD and (told or not lexicon.words["claim_nouns"].isdisjoint(following)):
            return reading.voices.best(name)
    return _plain_possessor(lexicon, reading.slice(start, min(end, start + _POSSESSOR_REACH)))


def _plain_possessor(lexicon: Lexicon, denied: str) -> str | None:
    """Return who owns a claim and bears no name: the band member of "denied band member's smuggling claims"."""
    found = lexicon.patterns["possessor"].match(denied)
    return found["whose"] if found is not None else None
