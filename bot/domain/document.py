"""Documents: what commands answer and briefings say, before any platform's markup.

Words of a source appear only inside a Line, and a Line cannot be built without its citation (EDITORIAL rule 1).
Every other string is ours: fixed labels, counts, names of settings. Renderers escape both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.article import DateDoubt, Part, Span, StoredArticle, require_utc
from bot.domain.claim import DisputeKind, Status
from bot.domain.decision import Ruling
from bot.errors import GroundingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a line stands: who published it, when, and the span. Unknown link or date is None and shown as such.

    The times and the doubt are those of the revision quoted.
    """

    article_id: str
    span: Span
    publisher: str
    link: str | None
    file: str | None
    published_at: datetime | None
    fetched_at: datetime
    published_doubt: DateDoubt = DateDoubt.EXACT
    modified_at: datetime | None = None

    def __post_init__(self) -> None:
        require_utc(published_at=self.published_at, fetched_at=self.fetched_at, modified_at=self.modified_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A verbatim quotation. Build it with `quote`; the length check makes a hand-made mismatch loud."""

    text: str
    citation: Citation

    def __post_init__(self) -> None:
        span = self.citation.span
        if len(self.text) != span.end - span.start:
            message = f"a line of {len(self.text)} characters cites a span of {span.end - span.start}"
            raise GroundingError(message)


def quote(stored: StoredArticle, *, part: Part, start: int, end: int) -> Line:
    """Return the line at [start, end) of a stored article's title or body.

    Raises:
        GroundingError: The span lies outside the text.
    """
    span = Span(revision_id=stored.revision.id, part=part, start=start, end=end)
    article = stored.article
    return Line(
        text=span.slice(stored.revision),
        citation=Citation(
            article_id=article.id,
            span=span,
            publisher=article.publisher,
            link=article.link,
            file=article.file,
            published_at=stored.revision.published_at,
            fetched_at=stored.revision.fetched_at,
            published_doubt=stored.revision.published_doubt,
            modified_at=stored.revision.modified_at,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in our own words."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph in our own words (help, confirmations, honest-quiet lines). `small` is set in context style."""

    text: str
    small: bool = False
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of our own words, each a bullet; `code` words are set in fixed width before the text."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Part of a story's rank: a name, its points (above or below nothing), and in our own words why."""

    name: str
    points: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story: headline (a title, verbatim), summary lines, and how many publishers carry it.

    `publishers` counts all; `families` counts independent publisher families (rule 8). `story_id` is what
    `/brief story` takes. `reasons` are those of its rank in the briefing that it stands in; `why` shows them.
    """

    story_id: str
    headline: Line
    lines: tuple[Line, ...]
    articles: int
    publishers: int
    families: int
    reasons: tuple[Reason, ...] = ()
    kind: Literal["story"] = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a dispute. `label` is a neutral noun (rule 3): Allegation, Denial, Response, Counterclaim and so on.

    `speaker` None is shown as "unnamed". `families` counts independent publisher families carrying this side; `wires`
    names the agencies whose copy is among it (rule 7: how many, of which kind, when).
    """

    label: str
    speaker: str | None
    lines: tuple[Line, ...]
    publishers: int
    families: int
    first_at: datetime | None
    last_at: datetime | None
    wires: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.lines:
            message = "a side of a dispute needs at least one line"
            raise GroundingError(message)
        require_utc(first_at=self.first_at, last_at=self.last_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCard:
    """A dispute with all its sides. Renderers show it whole or not at all (rule 6).

    `confirmed_by` names who confirmed the claim where the status says that somebody did; `ruling` is what an editor
    decided about the flag (rule 15).
    """

    dispute_id: str
    story_id: str
    kinds: tuple[DisputeKind, ...]
    status: Status
    sides: tuple[Side, ...]
    rule: str
    confidence: float
    confirmed_by: tuple[str, ...] = ()
    ruling: Ruling | None = None
    kind: Literal["dispute"] = "dispute"

    def __post_init__(self) -> None:
        if len(self.sides) < 2:  # noqa: PLR2004 - both sides or neither
            message = "a dispute card needs at least two sides"
            raise GroundingError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredCard:
    """A denial whose claim was not found, or a claim without response: shown as unlinked (rules 9, 10).

    `reply` is what shows that somebody was asked and did not say, `replier` who that is (None: unnamed).
    """

    line: Line
    speaker: str | None
    note: str
    reply: Line | None = None
    replier: str | None = None
    kind: Literal["unanswered"] = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard:
    """One line of a dispute's history (rule 12): when, where the claim stood from then on, and the words that did it.

    `by` names who confirmed, `note` says what happened in our own words, `line` is None where no words did it.
    """

    at: datetime
    status: Status
    by: tuple[str, ...]
    note: str
    line: Line | None
    kind: Literal["change"] = "change"

    def __post_init__(self) -> None:
        require_utc(at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCard:
    """A sentence that a flag rests on, and the words in it that made the flag (rule 14).

    `heads` are the sides that the sentence speaks for: (label, speaker), speaker None shown as "unnamed". `words` are
    quotations from within the sentence, each with what it did, in our own words.
    """

    heads: tuple[tuple[str, str | None], ...]
    line: Line
    words: tuple[tuple[str, Line], ...] = ()
    kind: Literal["evidence"] = "evidence"

    def __post_init__(self) -> None:
        for _, word in self.words:
            span, inside = self.line.citation.span, word.citation.span
            same = (span.revision_id, span.part) == (inside.revision_id, inside.part)
            if not same or inside.start < span.start or span.end < inside.end:
                message = f"evidence at {inside.start}-{inside.end} is no part of {span.start}-{span.end}"
                raise GroundingError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionCard:
    """Words that were shown and stand in their article no more, or the publisher's note about it (rule 13).

    `was` is what was shown, None for a note that leaves it alone; `now` is what the article says in its place, or the
    note, None where there is neither. `sides` are the other sides of the dispute that `was` spoke in (rule 6).
    """

    was: Line | None
    now: Line | None
    sides: tuple[Side, ...] = ()
    kind: Literal["correction"] = "correction"

    def __post_init__(self) -> None:
        if self.was is None and self.now is None:
            message = "a correction card needs the words that changed, or a note"
            raise GroundingError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitCard:
    """An article that was looked for: title and passage, verbatim, and where the words stand that were looked for.

    `number` is its place among all that was found. `marks` are spans in title and passage, which renderers set apart by
    means of their own; `cut` says whether the body goes on before and behind the passage. `note` is in our own words.
    """

    number: int
    title: Line | None
    passage: Line | None
    marks: tuple[Span, ...] = ()
    cut: tuple[bool, bool] = (False, False)
    story_id: str | None = None
    note: str = ""
    kind: Literal["hit"] = "hit"

    def __post_init__(self) -> None:
        if self.title is None and self.passage is None:
            message = "a hit needs a title or a passage"
            raise GroundingError(message)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the quotations, the title first."""
        return tuple(line for line in (self.title, self.passage) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """How a source is, for those who operate the program, in our own words.

    `condition` is one of a few words ("broken"); `told` names cause and fix, empty where nothing is wrong. `news` tells
    that the condition is another one than last time. `next_poll_at` None: it is not visited any more.
    """

    source_id: str
    name: str
    condition: str
    told: str
    next_poll_at: datetime | None
    news: bool
    kind: Literal["source"] = "source"

    def __post_init__(self) -> None:
        require_utc(next_poll_at=self.next_poll_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A rule between parts."""

    kind: Literal["divider"] = "divider"


Block = (
    Heading
    | Prose
    | Listing
    | StoryCard
    | DisputeCard
    | UnansweredCard
    | ChangeCard
    | EvidenceCard
    | CorrectionCard
    | HitCard
    | SourceCard
    | Divider
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button that types a command: `command` is what `/brief` would be given ("story st_12ab")."""

    label: str
    command: str


def details_of(dispute_id: str) -> Action:
    """Return the button that shows a dispute with its history."""
    return Action(label=f"Details of {dispute_id}", command=f"dispute {dispute_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One message before markup. `title` is in our own words and also the notification text: no claim stands in it."""

    title: str
    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return every quotation of a document in reading order; what `ground` and `verify` check."""
    found: list[Line] = []
    for block in document.blocks:
        match block:
            case StoryCard():
                found += (block.headline, *block.lines)
            case HitCard():
                found += block.lines
            case DisputeCard():
                found += (line for side in block.sides for line in side.lines)
            case UnansweredCard():
                found += (block.line, *([block.reply] if block.reply else []))
            case ChangeCard(line=Line() as line):
                found.append(line)
            case EvidenceCard():
                found += (block.line, *(word for _, word in block.words))
            case CorrectionCard():
                found += (line for line in (block.was, block.now) if line)
                found += (line for side in block.sides for line in side.lines)
            case _:
                pass
    return tuple(found)
