"""A stored briefing in every form it leaves the program in."""

from __future__ import annotations

from bot.briefing.pipeline import delivery_key
from bot.delivery import html
from bot.delivery.discord.render import render_message as render_discord
from bot.delivery.slack.render import render_message as render_slack
from bot.domain.briefing import Briefing
from bot.domain.decision import Decision
from bot.store.codec import encode

RENDERERS = {"slack": render_slack, "discord": render_discord}


def as_json(briefing: Briefing) -> str:
    """Return the briefing as one JSON object: every line with its citation."""
    return encode(Briefing, briefing)


def as_html(briefing: Briefing) -> str:
    """Return the briefing as one HTML page: overview and details."""
    return html.render_page(briefing.overview.title, briefing.documents)


def as_messages(briefing: Briefing, platform: str) -> list[dict[str, object]]:
    """Return the exact bodies a platform gets: the overview, then each message of its thread."""
    render = RENDERERS[platform]
    return [render(document, key=delivery_key(briefing, part)) for part, document in enumerate(briefing.documents)]


def decision_as_json(decision: Decision) -> str:
    """Return an editor's decision as one JSON object on one line: who, when, why, and the places of what was judged."""
    return encode(Decision, decision)
