"""The tables as they are now; bot.store.migrations leads here, and a test holds the two equal.

Aggregates refer to one another by id without foreign keys (docs/decisions/0061); within an aggregate the database
holds the references. A column is named as the field it stores.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.domain.article import DateDoubt, Enclosure, SourceKind, Span
from bot.domain.audience import MissedRuns, Platform
from bot.domain.claim import DisputeKind, Mention, Pair, Polarity, Status
from bot.domain.decision import DecisionKind
from bot.domain.delivery import DeliveryState
from bot.domain.document import Document
from bot.domain.mailbox import Mailbox
from bot.store.columns import ID, Encoded, Moment, Word, one_of, place_columns, span_columns

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING_CONVENTION)

WORDS = tuple[str, ...]

sources = Table(
    "sources",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Word(SourceKind), nullable=False),
    Column("location", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("topics", Encoded(WORDS), nullable=False),
    Column("lang", String(16)),
    Column("interval_seconds", Integer, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("reliability", String(1), nullable=False, server_default="F"),
    Column("fixed_interval", Boolean, nullable=False, server_default=false()),
    Column("delay_seconds", Float, nullable=False, server_default="0"),
    Column("mailbox", Encoded(Mailbox)),
    one_of("kind", SourceKind),
    CheckConstraint("reliability IN ('A', 'B', 'C', 'D', 'E', 'F')", name="reliability"),
    CheckConstraint("interval_seconds > 0", name="interval_seconds"),
    CheckConstraint("origin IN ('file', 'chat')", name="origin"),
)

source_state = Table(
    "source_state",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_poll_at", Moment, index=True),
    Column("last_success_at", Moment),
    Column("last_failure_at", Moment),
    Column("last_error", Text),
    Column("failures", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("baseline_at", Moment),
    Column("articles", Integer, nullable=False),
    Column("moved_to", Text),
    Column("gap_seconds", Float),
    Column("newest_at", Moment),
    Column("empty_since_at", Moment),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("token", ID, primary_key=True),
    Column("source_id", ID, nullable=False, index=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("callback", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
    Column("leaving", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("verified_at", Moment),
    Column("lease_until_at", Moment),
    Column("pushed_at", Moment),
    Column("missed_at", Moment),
    Column("error", Text),
)

pushes = Table(
    "pushes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("token", ForeignKey("subscriptions.token"), nullable=False, index=True),
    Column("content_type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
)

# `newest` and `analysed` are revision numbers: what is current and how far analysis has come (0: not at all).
articles = Table(
    "articles",
    metadata,
    Column("id", ID, primary_key=True),
    Column("source_id", ID, nullable=False),
    Column("key", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("link", Text),
    Column("file", Text),
    Column("wire", Text),
    Column("topics", Encoded(WORDS), nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("enclosures", Encoded(tuple[Enclosure, ...]), nullable=False, server_default="[]"),
    Column("newest", Integer, nullable=False),
    Column("analysed", Integer, nullable=False),
    UniqueConstraint("source_id", "key"),
    CheckConstraint("0 <= analysed AND analysed <= newest", name="analysed"),
    # Partial (analysed < newest), which the migration says to each database; said here, it would load PostgreSQL's
    # dialect (0.1 s at every start) for a condition that no query reads.
    Index("ix_articles_unanalysed", "first_seen_at"),
    # Of hashes in PostgreSQL, whose other indexes refuse long texts; the migration says so, as above.
    Index("ix_articles_link", "link"),
)

# Articles met again, in another source or under another key. Only ever added.
sightings = Table(
    "sightings",
    metadata,
    Column("source_id", ID, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("link", Text),
    Column("seen_at", Moment, nullable=False),
)

# Rows are only ever added: there is no UPDATE or DELETE of revisions in this package.
revisions = Table(
    "revisions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("lang", String(16)),
    Column("published_at", Moment),
    Column("fetched_at", Moment, nullable=False),
    Column("published_doubt", Word(DateDoubt), nullable=False, server_default=DateDoubt.EXACT.value),
    Column("modified_at", Moment),
    UniqueConstraint("article_id", "number"),
    CheckConstraint("number >= 1", name="number"),
)

# A number for each searched revision. Its words are in `searchable_words`, which is another kind of table in each
# database and therefore made by the migration alone (docs/decisions/0069).
searchable = Table(
    "searchable",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False, unique=True),
)

statements = Table(
    "statements",
    metadata,
    Column("id", ID, primary_key=True),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False, index=True),
    *span_columns("source", nullable=True),
    *span_columns("cue"),
    *span_columns("content"),
    Column("speaker", Text),
    Column("polarity", Word(Polarity), nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    one_of("polarity", Polarity),
)

stories = Table(
    "stories",
    metadata,
    Column("id", ID, primary_key=True),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
    Column("merged_into", ForeignKey("stories.id"), index=True),
    CheckConstraint("merged_into <> id", name="merged_into"),
)

# The primary key says it: an article is in exactly one story.
story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", ID, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("story_id", ID, nullable=False, index=True),
    Column("pairs", Encoded(tuple[Pair, ...]), nullable=False),
    Column("kinds", Encoded(tuple[DisputeKind, ...]), nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
    Column("live", Boolean, nullable=False),
    Column("merged_into", ForeignKey("disputes.id")),
    one_of("status", Status),
    CheckConstraint("merged_into <> id", name="merged_into"),
)

# Rows are only ever added (EDITORIAL rule 12).
dispute_history = Table(
    "dispute_history",
    metadata,
    Column("dispute_id", ForeignKey("disputes.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("evidence", Encoded(Span)),
    Column("note", Text, nullable=False),
    Column("by", Encoded(WORDS), nullable=False, server_default="[]"),
    one_of("status", Status),
)

# Rows are only ever added (EDITORIAL rule 15). Who decided is the tenancy key without a channel, and the user.
decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("kind", Word(DecisionKind), nullable=False),
    Column("dispute_id", ForeignKey("disputes.id"), nullable=False, index=True),
    Column("other_id", ForeignKey("disputes.id"), index=True),
    Column("mentions", Encoded(tuple[Mention, ...]), nullable=False),
    Column("undoes", ForeignKey("decisions.id"), unique=True),
    Column("platform", Word(Platform), nullable=False),
    Column("workspace_id", ID, nullable=False),
    Column("user_id", ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    one_of("kind", DecisionKind),
    one_of("platform", Platform),
    CheckConstraint("why <> ''", name="why"),
    CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undoes"),
)

audiences = Table(
    "audiences",
    metadata,
    Column("id", ID, primary_key=True),
    *place_columns(),
    Column("name", Text, nullable=False),
    Column("schedule", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("topics", Encoded(WORDS), nullable=False),
    Column("length", Integer, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("missed", Word(MissedRuns), nullable=False),
    Column("schedule_since_at", Moment, nullable=False),
    Column("delivered_until_at", Moment),
    Column("origin", String(16), nullable=False),
    Column("paused", Boolean, nullable=False),
    UniqueConstraint("platform", "workspace_id", "channel_id", "name", "origin", name="uq_audiences_place_name"),
    one_of("platform", Platform),
    one_of("missed", MissedRuns),
    CheckConstraint("length > 0", name="length"),
    CheckConstraint("origin IN ('file', 'chat')", name="origin"),
)

briefings = Table(
    "briefings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("audience_id", ID, nullable=False, index=True),
    Column("slot_at", Moment),
    Column("window_start_at", Moment),
    Column("window_end_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("overview", Encoded(Document), nullable=False),
    Column("details", Encoded(tuple[Document, ...]), nullable=False),
    Column("corrects", ID, index=True),
    Column("edits", Encoded(tuple[int, ...]), nullable=False, server_default="[]"),
)

# What briefings quote, for corrections. Articles are another aggregate: known by their ids, without a reference.
watches = Table(
    "watches",
    metadata,
    Column("briefing_id", ForeignKey("briefings.id"), primary_key=True),
    Column("article_id", ID, primary_key=True, index=True),
    Column("revision_id", ID, nullable=False),
)

# Which disputes they show, for notices of what editors decide about them.
shown_disputes = Table(
    "shown_disputes",
    metadata,
    Column("briefing_id", ForeignKey("briefings.id"), primary_key=True),
    Column("dispute_id", ID, primary_key=True, index=True),
    Column("decision_id", ID),
)

slots = Table(
    "slots",
    metadata,
    Column("audience_id", ID, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("scheduled_at", Moment, primary_key=True),
    *place_columns(),
    Column("local_time", String(32), nullable=False),
    Column("zone", Text, nullable=False),
    Column("fold", Integer, nullable=False),
    # Deferred: the slot is taken first, then the briefing that fills it is stored.
    Column("briefing_id", ForeignKey("briefings.id", deferrable=True, initially="DEFERRED")),
    Column("skipped_because", Text),
    one_of("platform", Platform),
    CheckConstraint("fold IN (0, 1)", name="fold"),
    CheckConstraint("(briefing_id IS NULL) <> (skipped_because IS NULL)", name="filled_or_skipped"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("briefing_id", ForeignKey("briefings.id"), nullable=False),
    Column("audience_id", ID, nullable=False),
    *place_columns(),
    Column("part", Integer, nullable=False),
    Column("key", String(25), nullable=False, unique=True),
    Column("state", Word(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    Column("leased_until_at", Moment),
    Column("fence", Integer, nullable=False),
    Column("receipt", Text),
    Column("sent_at", Moment),
    Column("last_error", Text),
    UniqueConstraint("briefing_id", "platform", "workspace_id", "channel_id", "part", name="uq_deliveries_place_part"),
    Index("ix_deliveries_state_next_attempt_at", "state", "next_attempt_at"),
    one_of("platform", Platform),
    one_of("state", DeliveryState),
    CheckConstraint("part >= 0", name="part"),
    CheckConstraint("length(key) <= 25", name="key"),
    CheckConstraint("attempts >= 0 AND fence >= 0", name="attempts"),
    CheckConstraint("state <> 'sent' OR (receipt IS NOT NULL AND sent_at IS NOT NULL)", name="sent"),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
