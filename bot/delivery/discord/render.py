"""A document as the JSON body of Create Message: a title as content, cards as embeds, actions as buttons.

Embeds hold 6000 characters (Components V2: 4000) and leave `content` for the notification (ADR 0040). What does not
fit is left out whole, a dispute with all its sides, a sentence with its attribution, and a line says how many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.delivery.discord import limits
from bot.delivery.discord.limits import units
from bot.delivery.discord.markup import escape
from bot.delivery.discord.page import Page
from bot.domain.document import Action

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from bot.domain.call import Question
    from bot.domain.document import Document

Body = dict[str, Any]

_HELP = Action(label="Help", command="help")  # carries the key where a document has no action of its own
_PREFIX = "cp"
_UNTITLED = "Briefing"
_WORDS = "words"
_PLURALS = {"story": "stories"}


def render_message(document: Document, *, key: str | None) -> Body:
    """Return the exact body of Create Message; `key` becomes the nonce and stands in each button's custom_id.

    https://discord.com/developers/docs/resources/message#create-message

    Raises:
        ValueError: `key` is longer than a nonce may be or holds a colon.
    """
    if key is not None and (not key or units(key) > limits.NONCE_CHARS or ":" in key):
        raise ValueError(f"a delivery key has 1 to {limits.NONCE_CHARS} characters and no colon, got {key!r}")
    page = Page()
    page.lay_out(document.blocks)
    rows, refused = _rows(document.actions, key)
    page.dropped["button"] += refused
    body: Body = {
        "content": _content(document.title, page.dropped),
        "embeds": page.embeds,
        "components": rows,
        "allowed_mentions": {"parse": []},
    }
    if key is not None:
        # The first message with a nonce is returned, no second one made, for a few minutes.
        body |= {"nonce": key, "enforce_nonce": True}
    return body


def render_modal(command: str, question: Question) -> Body:
    """Return a dialogue that asks for the words a button's command lacks; it carries the command, as the button did.

    https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
    """
    words = {"type": 4, "custom_id": _WORDS, "style": 2, "min_length": 1, "max_length": question.most_chars}
    label = {"type": 18, "label": question.prompt, "description": question.hint, "component": words}
    return {"custom_id": f"{_PREFIX}::{command}", "title": question.title, "components": [label]}


def written_words(components: Iterable[Body]) -> str:
    """Return what was written into a dialogue of ours."""
    inputs = (each.get("component", {}) for each in components)
    return next((str(each.get("value", "")) for each in inputs if each.get("custom_id") == _WORDS), "")


def parse_custom_id(custom_id: str) -> tuple[str, str] | None:
    """Return the key ("" for a private answer) and the command of one of our buttons, None for any other."""
    prefix, _, rest = custom_id.partition(":")
    key, colon, command = rest.partition(":")
    return (key, command) if prefix == _PREFIX and colon else None


def carries(components: Iterable[Body], key: str) -> bool:
    """Return whether one of a message's buttons carries the delivery key."""
    return any(
        (parse_custom_id(button.get("custom_id") or "") or ("", ""))[0] == key
        for row in components
        for button in row.get("components", ())
    )


def _rows(actions: Iterable[Action], key: str | None) -> tuple[list[Body], int]:
    """Return action rows and how many actions were left out; equal commands make one button."""
    buttons: dict[str, Body] = {}
    refused = 0
    for action in actions:
        button = _button(action, key)
        if button is None or len(buttons) == limits.ROWS * limits.BUTTONS_PER_ROW:
            refused += 1
        else:
            buttons.setdefault(button["custom_id"], button)
    if key is not None and not buttons:
        help_button = _button(_HELP, key)
        assert help_button is not None
        buttons[help_button["custom_id"]] = help_button
    found = list(buttons.values())
    step = limits.BUTTONS_PER_ROW
    return [{"type": 1, "components": found[at : at + step]} for at in range(0, len(found), step)], refused


def _button(action: Action, key: str | None) -> Body | None:
    custom_id = f"{_PREFIX}:{key or ''}:{action.command}"
    label = action.label.strip()
    if not label or units(label) > limits.BUTTON_LABEL_CHARS or units(custom_id) > limits.CUSTOM_ID_CHARS:
        return None
    return {"type": 2, "style": 2, "label": label, "custom_id": custom_id}


def _content(title: str, dropped: Counter[str]) -> str:
    words = escape(" ".join(title.split()))
    heading = f"**{words}**" if words else f"**{_UNTITLED}**"
    told = [
        f"{count} {noun if count == 1 else _PLURALS.get(noun, noun + 's')}" for noun, count in dropped.items() if count
    ]
    notice = f"\n-# Left out for length: {', '.join(told)}." if told else ""
    if units(heading + notice) > limits.CONTENT_CHARS:
        heading = f"**{_UNTITLED}**"
    return heading + notice
