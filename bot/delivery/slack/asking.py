"""What people ask, read from Slack's payloads: commands, mentions, buttons, their dialogues and a message shortcut.

https://docs.slack.dev/interactivity/implementing-slash-commands,
https://docs.slack.dev/reference/events/app_mention,
https://docs.slack.dev/reference/interaction-payloads/block_actions-payload,
https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload,
https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.delivery.slack.render import ACTION_ID, WORDS_ID

Json = dict[str, Any]

MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
LINK = re.compile(r"<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>")
SHORTCUT_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its text in the `/brief` grammar, and where the private answer goes.

    `response_url` is None for mentions; `thread_ts` is None outside threads.
    """

    text: str
    workspace_id: str
    channel_id: str
    user_id: str
    thread_ts: str | None = None
    response_url: str | None = None


def command_asked(body: Json) -> Asked:
    """Return what a slash command asks."""
    return Asked(
        text=written(body.get("text", "")),
        workspace_id=body["team_id"],
        channel_id=body["channel_id"],
        user_id=body["user_id"],
        response_url=body["response_url"],
    )


def mention_asked(body: Json) -> Asked:
    """Return what a mention ("@Counterpoint story X") asks; the answer stays in the mention's thread."""
    event = body["event"]
    return Asked(
        text=written(MENTION.sub("", event.get("text", ""), count=1)),
        workspace_id=body["team_id"],
        channel_id=event["channel"],
        user_id=event["user"],
        thread_ts=event.get("thread_ts"),
    )


def button_asked(body: Json) -> Asked:
    """Return what a button asks: its value is a command. Slack escapes values on their way back."""
    container = body["container"]
    return Asked(
        text=written(body["actions"][0]["value"]),
        workspace_id=body["team"]["id"],
        channel_id=container["channel_id"],
        user_id=body["user"]["id"],
        thread_ts=container.get("thread_ts"),
        response_url=body.get("response_url"),
    )


def carried(asked: Asked) -> str:
    """Return a question as a dialogue carries it until the rest of its words is written."""
    return json.dumps(asdict(asked), ensure_ascii=False, separators=(",", ":"))


def words_asked(body: Json) -> Asked:
    """Return what a button asks together with the words that its dialogue asked for; whoever sends them, asks."""
    view = body["view"]
    held = Asked(**json.loads(view["private_metadata"]))
    words = view["state"]["values"][WORDS_ID][WORDS_ID]["value"] or ""
    return replace(held, text=f"{held.text} {words}", user_id=body["user"]["id"])


def shortcut_asked(body: Json) -> Asked:
    """Return what the message shortcut asks: what the first button of a message of ours asks, else stories about it."""
    message = body["message"]
    return Asked(
        text=_first_button(message) or _about(message) or "help",
        workspace_id=body["team"]["id"],
        channel_id=body["channel"]["id"],
        user_id=body["user"]["id"],
        thread_ts=message.get("thread_ts"),
        response_url=body.get("response_url"),
    )


def _first_button(message: Json) -> str:
    for block in message.get("blocks") or []:
        for element in block.get("elements") or []:
            if str(element.get("action_id", "")).startswith(f"{ACTION_ID}:"):
                return written(str(element.get("value", "")))
    return ""


def _about(message: Json) -> str:
    words = written(message.get("text", "")).split()[:SHORTCUT_WORDS]
    return " ".join(["story", *words]) if words else ""


def _typed(link: re.Match[str]) -> str:
    """Return an address as it was typed: "gazette.example" where Slack put "http://" before it, else the address."""
    address, label = link[1], link[2]
    return label if label and address.rstrip("/") == f"http://{label}" else address


def written(text: str) -> str:
    """Return a text as the person typed it: without Slack's link markup and escapes."""
    text = LINK.sub(_typed, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
