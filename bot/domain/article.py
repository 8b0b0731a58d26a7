"""Articles, their append-only revisions, and spans: the only way to point at words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.mailbox import Mailbox
from bot.errors import GroundingError


def require_utc(**moments: datetime | None) -> None:
    """Raise ValueError unless every given moment is None or an aware UTC datetime."""
    for name, moment in moments.items():
        if moment is not None and moment.utcoffset() != UTC.utcoffset(None):
            message = f"{name} must be an aware UTC datetime, got {moment!r}"
            raise ValueError(message)


class SourceKind(StrEnum):
    """How a source is read."""

    FEED = "feed"
    FOLDER = "folder"
    PAGE = "page"
    IMAP = "imap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that yields articles.

    `id` is minted once and stable ("src_" + 16 hex). `location` is unique: an http(s) URL, the path of a directory or
    of the files in one ("reports/*.md"), or the imap(s) URL of a `mailbox`. `family` names the publisher family, the
    unit in which independence is counted (EDITORIAL rule 8); empty means unknown, and unknown is not independent.
    `reliability` is a grade of the Admiralty code, "A" (reliable) to "F" (cannot be judged). `origin` is "file"
    (imported from settings) or "chat". `interval_seconds` is the pause between visits: always where `fixed_interval`,
    else until the source's own rhythm is known. `delay_seconds` is the least pause between two requests to its host.
    """

    id: str
    kind: SourceKind
    location: str
    name: str
    publisher: str
    family: str = ""
    topics: tuple[str, ...] = ()
    lang: str | None = None
    interval_seconds: int = 1800
    origin: str = "file"
    enabled: bool = True
    reliability: str = "F"
    fixed_interval: bool = False
    delay_seconds: float = 0.0
    mailbox: Mailbox | None = None


FARTHEST_POLL = timedelta(days=14)
"""No visit is planned so far ahead: the longest pause of the settings is a week, and a share of it is added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the last visit to a source left behind; the next visit starts from it.

    `last_error` is one line (cause and fix), None when the last visit succeeded without doubt; with `failures` 0 it
    is the warning of a visit that read the source all the same. `retired` is set by 410 Gone.
    `baseline_at` is when the source was first read with success. `empty_since_at`: valid but without entries.
    `moved_to` is where the source said it lives for good (301), or the feed that its page names: read instead of its
    location. `gap_seconds` is its rhythm, the median time between two entries; `newest_at` its latest entry.
    """

    source_id: str
    etag: str | None = None
    last_modified: str | None = None
    next_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    last_error: str | None = None
    failures: int = 0
    retired: bool = False
    baseline_at: datetime | None = None
    articles: int = 0
    moved_to: str | None = None
    gap_seconds: float | None = None
    newest_at: datetime | None = None
    empty_since_at: datetime | None = None

    def __post_init__(self) -> None:
        require_utc(
            next_poll_at=self.next_poll_at,
            last_success_at=self.last_success_at,
            last_failure_at=self.last_failure_at,
            baseline_at=self.baseline_at,
            newest_at=self.newest_at,
            empty_since_at=self.empty_since_at,
        )


class DateDoubt(StrEnum):
    """What a date leaves open. A date that is not known at all is None and has no doubt."""

    EXACT = "exact"
    ZONE = "zone"  # a time without a zone that is known, read as UTC: up to 14 hours off
    DAY = "day"  # a day without a time: its first moment in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that a source attaches to an article (a podcast, a picture): named, never fetched.

    `media_type` is as stated ("audio/mpeg") or empty, `size_bytes` None where none is stated.
    """

    url: str
    media_type: str = ""
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text of one publisher. `key` is unique within its source (guid, URL or file name).

    `link` is the article's own http(s) address, as its page names it where the page was read, or None when unknown;
    `file` is the file it was read from or None. Neither is ever invented. `publisher` is what readers see; `family` and
    `wire` decide independence: `wire` names the agency a text is credited to ("Reuters"); wire copy counts once.
    """

    id: str
    source_id: str
    key: str
    publisher: str
    family: str = ""
    link: str | None = None
    file: str | None = None
    wire: str | None = None
    topics: tuple[str, ...] = ()
    first_seen_at: datetime
    enclosures: tuple[Enclosure, ...] = ()

    def __post_init__(self) -> None:
        require_utc(first_seen_at=self.first_seen_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A stored article met again: in another source, or under another key of its own. Nothing of it is stored twice.

    `key` and `link` are those of that source's entry.
    """

    article_id: str
    source_id: str
    key: str
    link: str | None
    seen_at: datetime

    def __post_init__(self) -> None:
        require_utc(seen_at=self.seen_at)


class Part(StrEnum):
    """The two texts of a revision."""

    TITLE = "title"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One immutable state of an article's text, cleaned once before storage.

    `number` counts from 1. `published_at` is None when unknown; `published_doubt` says how sure it is. `modified_at` is
    when the publisher says the text was last changed, None where that is not stated or not after its publication.
    `lang` is an ISO 639-1 code or None. `digest` is the SHA-256 of title and body, by which "same" and "changed" are
    told apart.
    """

    id: str
    article_id: str
    number: int
    title: str
    body: str
    digest: str
    lang: str | None
    published_at: datetime | None
    fetched_at: datetime
    published_doubt: DateDoubt = DateDoubt.EXACT
    modified_at: datetime | None = None

    def __post_init__(self) -> None:
        require_utc(published_at=self.published_at, fetched_at=self.fetched_at, modified_at=self.modified_at)

    def text(self, part: Part) -> str:
        """Return the title or the body."""
        return self.title if part is Part.TITLE else self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open offsets [start, end) into one part of one revision, in code points of a Python str."""

    revision_id: str
    part: Part
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            message = f"span [{self.start}, {self.end}) is empty or negative"
            raise ValueError(message)

    def slice(self, revision: Revision) -> str:
        """Return the words this span points at.

        Raises:
            GroundingError: The span belongs to another revision or lies outside its text.
        """
        text = revision.text(self.part)
        if revision.id != self.revision_id or self.end > len(text):
            message = f"span {self.revision_id}:{self.part}[{self.start}:{self.end}] is not in revision {revision.id}"
            raise GroundingError(message)
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article together with one of its revisions, usually the newest."""

    article: Article
    revision: Revision
