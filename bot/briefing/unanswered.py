"""Accusations that nobody in the articles answers, with what the accused said when asked (EDITORIAL rule 9). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.briefing.unlinked import UnlinkedDenial, overlap, whole_sentences
from bot.claims.grammar.compare import content_words
from bot.claims.parties import name_words, one_voice
from bot.claims.silence import accuses, gives_no_answer
from bot.domain.article import Part, StoredArticle
from bot.domain.claim import Dispute, Polarity, Statement
from bot.domain.document import Line, quote
from summarizers import split

# Of the content words of the shorter of two claims, the share from which they are taken for one.
SAME_CLAIM = 0.5
# A reply stands at most this many sentences after its claim, where it names nobody of it.
REACH = 3
MOST_BETWEEN = 2  # characters from who accuses to the verb: what stands further off has another main verb
LEAD_CHARS = 40  # before who accuses: "On Monday," or a dateline
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me", "who", "which"})
_CAPITALISED = re.compile(r"\b[^\W\d_a-zß-ÿ][^\W_]+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredClaim:
    """An accusation with who makes it, and the sentence by which the accused was asked and did not say, if any."""

    line: Line
    speaker: str
    reply: Line | None = None
    replier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """A sentence in which somebody gives no answer; `number` counts the sentences of its article."""

    line: Line
    speaker: str | None
    number: int


def unanswered_claims(
    articles: Sequence[StoredArticle],
    statements: Sequence[Statement],
    disputes: Sequence[Dispute],
    denials: Sequence[UnlinkedDenial],
) -> list[UnansweredClaim]:
    """Return the accusations of a story that nobody answers, in text order, each once.

    What is said of anybody who denies anything in the story is left out: the denial may be of this.

    Args:
        articles: The articles in the revisions that the statements were read from.
        statements: Their statements.
        disputes: All live disputes of the story, those below the operator's threshold included.
        denials: The denials that stand in no dispute.
    """
    by_revision = {stored.revision.id: stored for stored in articles}
    pairs = [pair for dispute in disputes for pair in dispute.pairs]
    taken = [mention.span for pair in pairs for mention in (pair.claim, pair.response)]
    denying = [one.cue for one in statements if one.polarity is Polarity.DENIES]
    answering = {pair.response.speaker for pair in pairs} | {denial.speaker for denial in denials}
    replies = [reply for stored in articles for reply in _replies(stored, statements)]
    found: list[UnansweredClaim] = []
    for statement in statements:
        stored = by_revision.get(statement.cue.revision_id)
        if stored is None or statement.speaker is None or not _is_accusation(stored, statement):
            continue
        line = whole_sentences(stored, statement)
        if line is None or not _reads_alone(line, statement):
            continue
        if any(overlap(line.citation.span, span) for span in (*taken, *denying)):
            continue
        content = statement.content.slice(stored.revision)
        if any(_is_of(content, statement.speaker, name) for name in answering) or _is_told(line.text, found):
            continue
        reply = next((one for one in replies if _answers(one, stored, line, content, statement.speaker)), None)
        found.append(
            UnansweredClaim(
                line=line,
                speaker=statement.speaker,
                reply=reply.line if reply else None,
                replier=reply.speaker if reply else None,
            )
        )
    return found


def _reads_alone(line: Line, statement: Statement) -> bool:
    """Return whether an accusation is what its sentence says, by somebody and of somebody named in it (rule 18)."""
    source, start = statement.source, line.citation.span.start
    if source is None or statement.rule == "passive" or statement.content.start < statement.cue.start:
        return False
    if not 0 <= statement.cue.start - source.end <= MOST_BETWEEN:
        return False
    before = line.text[: source.start - start].strip()
    leads = not before or (len(before) <= LEAD_CHARS and before.endswith((",", "—", "–", "-")))
    by = line.text[source.start - start : source.end - start].casefold()
    whom = _WORD.match(line.text, statement.content.start - start)
    return leads and by not in _PRONOUNS and not (whom and whom.group().casefold() in _PRONOUNS)


def _is_accusation(stored: StoredArticle, statement: Statement) -> bool:
    plain = statement.polarity is Polarity.ASSERTS and not statement.hedged
    return plain and accuses(statement.cue.slice(stored.revision), stored.revision.lang)


def _replies(stored: StoredArticle, statements: Iterable[Statement]) -> Iterator[_Reply]:
    """Yield the sentences of an article in which somebody gives no answer."""
    revision = stored.revision
    said = [one for one in statements if one.cue.revision_id == revision.id and one.speaker]
    for number, (start, end) in enumerate(split(revision.body, revision.lang)):
        if gives_no_answer(revision.body[start:end], revision.lang):
            line = quote(stored, part=Part.BODY, start=start, end=end)
            speaker = next((one.speaker for one in said if overlap(one.cue, line.citation.span)), None)
            yield _Reply(line=line, speaker=speaker, number=number)


def _answers(reply: _Reply, stored: StoredArticle, claim: Line, content: str, claimant: str) -> bool:
    """Return whether a reply names somebody whom the claim is about, or names nobody and follows it closely."""
    if one_voice(reply.speaker, claimant) or overlap(reply.line.citation.span, claim.citation.span):
        return False
    named = _names(reply.line.text) - name_words(claimant)
    if named & _names(content) or _is_of(content, claimant, reply.speaker):
        return True
    if named or reply.line.citation.article_id != stored.article.id:
        return False
    starts = [start for start, _ in split(stored.revision.body, stored.revision.lang)]
    at = starts.index(claim.citation.span.start)
    return 0 < reply.number - at <= REACH


def _is_of(content: str, claimant: str, name: str | None) -> bool:
    """Return whether a claim is about somebody: a word of the name stands in it, or the whole of a plain one."""
    told = name_words(name) - name_words(claimant)
    if not told:
        return False
    return bool(told & _names(content)) or told <= {word.casefold() for word in _WORD.findall(content)}


def _names(text: str) -> frozenset[str]:
    """Return the capitalised words of a text, but for one that only opens it."""
    found = (
        word for word in _CAPITALISED.finditer(text) if word.start() > 1 or text[word.end() :].lstrip()[:1].isupper()
    )
    return name_words(" ".join(word.group() for word in found))


def _is_told(text: str, found: Iterable[UnansweredClaim]) -> bool:
    """Return whether a claim is one of those found already: wire copy, or the same in other words."""
    words = content_words(text)
    return any(_alike(words, content_words(one.line.text)) for one in found)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME_CLAIM * max(1, min(len(one), len(other)))
