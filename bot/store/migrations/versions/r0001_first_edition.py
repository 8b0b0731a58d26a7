"""The first edition: every table of tables.py as it was then (a migration is never edited once released)."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_STATUS = (
    "status IN ('reported', 'alleged', 'denied', 'disputed', 'partly confirmed', 'confirmed', "
    "'corrected', 'retracted', 'neither confirmed nor denied')"
)


def upgrade() -> None:
    _create_articles()
    _create_audiences()
    _create_briefings()
    _create_disputes()
    _create_marks()
    _create_sources()
    _create_stories()
    _create_deliveries()
    _create_dispute_history()
    _create_revisions()
    _create_slots()
    _create_source_state()
    _create_story_articles()
    _create_statements()


def downgrade() -> None:
    for table in (
        "statements",
        "story_articles",
        "source_state",
        "slots",
        "revisions",
        "dispute_history",
        "deliveries",
        "stories",
        "sources",
        "marks",
        "disputes",
        "briefings",
        "audiences",
        "articles",
    ):
        op.drop_table(table)


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("wire", sa.Text(), nullable=True),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("analysed", sa.Integer(), nullable=False),
        sa.CheckConstraint("0 <= analysed AND analysed <= newest", name=op.f("ck_articles_analysed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_articles_source_id_key")),
    )
    op.create_index(
        "ix_articles_unanalysed",
        "articles",
        ["first_seen_at"],
        unique=False,
        sqlite_where=sa.text("analysed < newest"),
        postgresql_where=sa.text("analysed < newest"),
    )


def _create_audiences() -> None:
    op.create_table(
        "audiences",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("missed", sa.String(32), nullable=False),
        sa.Column("schedule_since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.CheckConstraint("missed IN ('skip', 'latest', 'all')", name=op.f("ck_audiences_missed")),
        sa.CheckConstraint("origin IN ('file', 'chat')", name=op.f("ck_audiences_origin")),
        sa.CheckConstraint("platform IN ('slack', 'discord', 'console')", name=op.f("ck_audiences_platform")),
        sa.CheckConstraint("length > 0", name=op.f("ck_audiences_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audiences")),
        sa.UniqueConstraint(
            "platform", "workspace_id", "channel_id", "name", "origin", name=op.f("uq_audiences_place_name")
        ),
    )


def _create_briefings() -> None:
    op.create_table(
        "briefings",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("audience_id", sa.String(length=64), nullable=False),
        sa.Column("slot_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_briefings")),
        sa.UniqueConstraint("id", name=op.f("uq_briefings_id")),
    )
    op.create_index("ix_briefings_audience_id", "briefings", ["audience_id"], unique=False)


def _create_disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("story_id", sa.String(length=64), nullable=False),
        sa.Column("pairs", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            _STATUS,
            name=op.f("ck_disputes_status"),
        ),
        sa.CheckConstraint("merged_into <> id", name=op.f("ck_disputes_merged_into")),
        sa.ForeignKeyConstraint(["merged_into"], ["disputes.id"], name=op.f("fk_disputes_merged_into_disputes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    op.create_index("ix_disputes_story_id", "disputes", ["story_id"], unique=False)
    op.create_index("ix_disputes_updated_at", "disputes", ["updated_at"], unique=False)


def _create_marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=True),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('feed', 'folder')", name=op.f("ck_sources_kind")),
        sa.CheckConstraint("origin IN ('file', 'chat')", name=op.f("ck_sources_origin")),
        sa.CheckConstraint("interval_seconds > 0", name=op.f("ck_sources_interval_seconds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("location", name=op.f("uq_sources_location")),
    )


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into", sa.String(length=64), nullable=True),
        sa.CheckConstraint("merged_into <> id", name=op.f("ck_stories_merged_into")),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name=op.f("fk_stories_merged_into_stories")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"], unique=False)
    op.create_index("ix_stories_updated_at", "stories", ["updated_at"], unique=False)


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("briefing_id", sa.String(length=64), nullable=False),
        sa.Column("audience_id", sa.String(length=64), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=25), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("platform IN ('slack', 'discord', 'console')", name=op.f("ck_deliveries_platform")),
        sa.CheckConstraint(
            "state <> 'sent' OR (receipt IS NOT NULL AND sent_at IS NOT NULL)", name=op.f("ck_deliveries_sent")
        ),
        sa.CheckConstraint("state IN ('pending', 'sent', 'unknown', 'failed')", name=op.f("ck_deliveries_state")),
        sa.CheckConstraint("attempts >= 0 AND fence >= 0", name=op.f("ck_deliveries_attempts")),
        sa.CheckConstraint("length(key) <= 25", name=op.f("ck_deliveries_key")),
        sa.CheckConstraint("part >= 0", name=op.f("ck_deliveries_part")),
        sa.ForeignKeyConstraint(["briefing_id"], ["briefings.id"], name=op.f("fk_deliveries_briefing_id_briefings")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "briefing_id", "platform", "workspace_id", "channel_id", "part", name=op.f("uq_deliveries_place_part")
        ),
        sa.UniqueConstraint("id", name=op.f("uq_deliveries_id")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    op.create_index("ix_deliveries_state_next_attempt_at", "deliveries", ["state", "next_attempt_at"], unique=False)


def _create_dispute_history() -> None:
    op.create_table(
        "dispute_history",
        sa.Column("dispute_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            _STATUS,
            name=op.f("ck_dispute_history_status"),
        ),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_history_dispute_id_disputes")),
        sa.PrimaryKeyConstraint("dispute_id", "number", name=op.f("pk_dispute_history")),
    )


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revisions_number")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_revisions_article_id_articles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_revisions_article_id_number")),
    )


def _create_slots() -> None:
    op.create_table(
        "slots",
        sa.Column("audience_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=False),
        sa.Column("local_time", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("fold", sa.Integer(), nullable=False),
        sa.Column("briefing_id", sa.String(length=64), nullable=True),
        sa.Column("skipped_because", sa.Text(), nullable=True),
        sa.CheckConstraint("platform IN ('slack', 'discord', 'console')", name=op.f("ck_slots_platform")),
        sa.CheckConstraint(
            "(briefing_id IS NULL) <> (skipped_because IS NULL)", name=op.f("ck_slots_filled_or_skipped")
        ),
        sa.CheckConstraint("fold IN (0, 1)", name=op.f("ck_slots_fold")),
        sa.ForeignKeyConstraint(
            ["briefing_id"],
            ["briefings.id"],
            name=op.f("fk_slots_briefing_id_briefings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("audience_id", "kind", "scheduled_at", name=op.f("pk_slots")),
    )


def _create_source_state() -> None:
    op.create_table(
        "source_state",
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("baseline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_source_state_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_state")),
    )
    op.create_index("ix_source_state_next_poll_at", "source_state", ["next_poll_at"], unique=False)


def _create_story_articles() -> None:
    op.create_table(
        "story_articles",
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("story_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_story_articles_story_id_stories")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_story_articles")),
    )
    op.create_index("ix_story_articles_story_id", "story_articles", ["story_id"], unique=False)


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.String(length=64), nullable=False),
        sa.Column("source_part", sa.String(32), nullable=True),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("cue_part", sa.String(32), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_end", sa.Integer(), nullable=False),
        sa.Column("content_part", sa.String(32), nullable=False),
        sa.Column("content_start", sa.Integer(), nullable=False),
        sa.Column("content_end", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("polarity", sa.String(32), nullable=False),
        sa.Column("hedged", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.CheckConstraint("content_part IN ('title', 'body')", name=op.f("ck_statements_content_part")),
        sa.CheckConstraint("cue_part IN ('title', 'body')", name=op.f("ck_statements_cue_part")),
        sa.CheckConstraint(
            "polarity IN ('asserts', 'denies', 'retracts', 'corrects', 'confirms', 'declines', 'did_not_deny')",
            name=op.f("ck_statements_polarity"),
        ),
        sa.CheckConstraint("source_part IN ('title', 'body')", name=op.f("ck_statements_source_part")),
        sa.CheckConstraint(
            "0 <= content_start AND content_start < content_end", name=op.f("ck_statements_content_span")
        ),
        sa.CheckConstraint("0 <= cue_start AND cue_start < cue_end", name=op.f("ck_statements_cue_span")),
        sa.CheckConstraint("0 <= source_start AND source_start < source_end", name=op.f("ck_statements_source_span")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_statements_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index("ix_statements_revision_id", "statements", ["revision_id"], unique=False)
