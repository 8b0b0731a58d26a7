"""Denials without a word of denial: "pleaded not guilty", "acted lawfully", "insisted that it had not left"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Sentence
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import Polarity


def blameless(lexicon: Lexicon, reading: Reading, said: Said) -> tuple[str, int] | None:
    """Return (rule, offset in the article) of a good word for what was done, or of a "no" insisted on; else None."""
    if said.polarity is not Polarity.ASSERTS or _is_share(said.speaker):
        return None
    start, end = said.item.contents[0]
    after = said.item.cue[0] < start
    first = said.item.cue[0] if after else start
    found = lexicon.patterns["blameless"].search(reading.article.text, first, end)
    if found is not None and found.end() > start:
        return "counter.innocence", max(start, found.start())
    insists = after and said.item.verb in lexicon.words["insisting"]
    content = reading.slice(start, end)
    if insists and lexicon.patterns["not_so"].match(content):
        return "insist.not", start
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """A plea or an assertion of innocence that a sentence tells of: who makes it, and the words that name them."""

    sentence: int
    at: int
    speaker: str | None
    source: str


def pleas(lexicon: Lexicon, reading: Reading) -> list[Plea]:
    """Return the pleas that the article itself tells of: "Both pleaded not guilty", "has protested her innocence"."""
    found: list[Plea] = []
    plea = lexicon.patterns["plea"]
    if not any(map(plea.may_match, reading.sentences)):
        return found
    for match in plea.finditer(reading.article.text):
        sentence = reading.text.sentence_at(match.start())
        before = reading.slice(sentence.start, match.start())
        if lexicon.patterns["hypothetical"].search(before) or match.end() > sentence.end:
            continue
        source = _subject(reading, sentence, match.start())
        if source is None:
            continue
        voice = reading.voices.named(source, sentence)
        found.append(
            Plea(
                sentence=sentence.number,
                at=match.start(),
                speaker=voice.name if voice is not None else None,
                source=reading.slice(*source),
            )
        )
    return found


def _subject(reading: Reading, sentence: Sentence, offset: int) -> Range | None:
    """Return the subject of the verb at an offset, as characters."""
    grammar, tokens = reading.voices.grammar, sentence.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= offset), 0)
    joined = at > 0 and (tokens[at - 1].low in {",", "and", "but"})
    subject = (grammar.main_subject if joined else grammar.subject_left)(tokens, at) if at else None
    if subject is None and at == 1 and tokens[0].low in {"both", "all"}:
        subject = (0, 1)
    return (tokens[subject[0]].start, tokens[subject[1] - 1].end) if subject is not None else None


def _is_share(speaker: str | None) -> bool:
    """Return whether a "speaker" is a share of those asked: "24 percent said she did nothing wrong"."""
    return speaker is not None and (speaker[:1].isdigit() or "percent" in speaker)
