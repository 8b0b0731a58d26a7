"""Speech that the layout attributes: quotations that go on, "Name: ..." lines, "..." - Name, blocks after "said:"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.place import Attribution
from bot.claims.grammar.text import Quotation, Sentence, Text
from bot.claims.speech.contents import STATEMENT_WORDS

# The rule of a statement whose content is the paragraph after it.
OPEN_BLOCK = "line.block"
# "VARN: We left." or "Ilse Varn: We left.": at most five words that begin with a capital.
_SPEAKER_LINE = re.compile(r"[\"“']?(?P<name>(?:[A-Z][\w.'’-]*+ ?){1,5})(?P<cue>:)\s+(?=\S)")
# "“We left.” - Ilse Varn": a dash and a name close the line.
_SIGNED = re.compile(r"\s*(?P<cue>[—–―]|--?)\s*(?P<name>(?:[A-Z][\w.'’-]*+[ ,\xa0]*+){1,6})$")


def named_lines(text: Text) -> list[Attribution]:
    """Return the statements of lines that name their speaker before a colon or after a dash."""
    found = [
        finder(text, start, end) for start, end in paragraphs(text) for finder in (_speaker_line, _signed_quotation)
    ]
    return [item for item in found if item is not None]


def resolve_blocks(text: Text, found: list[Attribution]) -> list[Attribution]:
    """Return the statements with the paragraph after "She said:" as the content of those that wait for one."""
    spans = paragraphs(text)
    resolved = []
    for item in found:
        if item.rule != OPEN_BLOCK:
            resolved.append(item)
            continue
        following = text.sentences[item.sentence].paragraph + 1
        if following < len(spans) and spans[following][1]:
            resolved.append(item._replace(contents=(spans[following],)))
    return resolved


def paragraphs(text: Text) -> list[Range]:
    """Return the offsets of the paragraphs, by paragraph number; (0, 0) for one without sentences."""
    count = text.sentences[-1].paragraph + 1 if text.sentences else 0
    spans: list[Range] = [(0, 0)] * count
    for sentence in text.sentences:
        start, end = spans[sentence.paragraph]
        spans[sentence.paragraph] = (start if end else sentence.start, sentence.end)
    return spans


def _speaker_line(text: Text, start: int, end: int) -> Attribution | None:
    match = _SPEAKER_LINE.match(text.text, start, end)
    if match is None:
        return None
    source = (match.start("name"), match.start("name") + len(match.group("name").rstrip()))
    return _of_layout(text, source, match.span("cue"), (match.end(), end), "line.speaker")


def _signed_quotation(text: Text, start: int, end: int) -> Attribution | None:
    before = bisect_right(text.quotations, end, key=lambda quotation: quotation.end)
    last = text.quotations[before - 1] if before and text.quotations[before - 1].start >= start else None
    match = _SIGNED.match(text.text, last.end, end) if last is not None else None
    if last is None or match is None or last.words < STATEMENT_WORDS:
        return None
    source = (match.start("name"), match.start("name") + len(match.group("name").rstrip(" ,\xa0")))
    return _of_layout(text, source, match.span("cue"), (last.start, last.end), "line.signed")


def _of_layout(text: Text, source: Range, cue: Range, content: Range, rule: str) -> Attribution:
    number = text.sentence_at(source[0]).number
    return Attribution(source=source, cue=cue, contents=(content,), verb="say", rule=rule, sentence=number)


def continued(text: Text, found: list[Attribution]) -> list[Attribution]:
    """Return statements for quotations without a cue of their own that go on from the one before."""
    covered = [False] * len(text.quotations)
    starts = [quotation.start for quotation in text.quotations]
    for item in found:
        for start, end in item.contents:
            for number in range(max(0, bisect_left(starts, start) - 1), bisect_left(starts, end)):
                covered[number] = covered[number] or text.quotations[number].end > start
    ordered = sorted((item for item in found if item.source is not None), key=lambda item: item.cue[0])
    more: list[Attribution] = []
    for number, quotation in enumerate(text.quotations):
        chained = number > 0 and _goes_on(text, number - 1)
        if covered[number] or (quotation.words < STATEMENT_WORDS and not chained):
            continue
        sentence = text.sentence_at(quotation.start)
        opens_sentence = quotation.start < sentence.start or not text.text[sentence.start : quotation.start].strip()
        speech = _speech_after(text, number, ordered) if _goes_on(text, number) else None
        if speech is None and opens_sentence:
            speech = _speech_before(text, quotation, ordered, sentence)
        if speech is not None:
            span = (quotation.start, quotation.end)
            more.append(speech._replace(contents=(span,), sentence=sentence.number, rule="quote.continued"))
    return more


def _goes_on(text: Text, number: int) -> bool:
    """Return whether a quotation is not closed in its paragraph and the next one opens the paragraph after it."""
    here, after = text.quotations[number], text.quotations[number + 1 : number + 2]
    return here.continues and bool(after) and not text.text[here.end : after[0].start].strip()


def _speech_after(text: Text, number: int, ordered: list[Attribution]) -> Attribution | None:
    """Return the attribution of the last quotation that a quotation over several paragraphs goes on to."""
    while _goes_on(text, number):
        number += 1
    last = text.quotations[number]
    at = bisect_left(ordered, last.start, key=lambda item: item.cue[0])
    return next(
        (
            item
            for item in ordered[at : at + 2]
            if any(start < last.end and last.start < end for start, end in item.contents)
        ),
        None,
    )


def _speech_before(
    text: Text, quotation: Quotation, ordered: list[Attribution], sentence: Sentence
) -> Attribution | None:
    """Return the last attribution before a quotation: in its paragraph, or at the end of the paragraph before."""
    at = bisect_left(ordered, quotation.start, key=lambda item: item.cue[0]) - 1
    if at < 0 or sentence.paragraph - text.sentences[ordered[at].sentence].paragraph > 1:
        return None
    return ordered[at]
