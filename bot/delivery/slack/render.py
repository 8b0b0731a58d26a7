"""Documents as the body of chat.postMessage (https://docs.slack.dev/reference/methods/chat.postMessage).

Pure: no network, no clock. `counterpoint demo` writes what this returns.
"""

from __future__ import annotations

from bot.delivery.slack.cards import blocks_of, heading, small
from bot.delivery.slack.fitting import fit
from bot.delivery.slack.limits import ACTIONS, MESSAGE_BLOCKS, MESSAGE_CHARS, TEXT_CHARS, message_units, units
from bot.delivery.slack.richtext import Json, escape, plain
from bot.domain.call import Question
from bot.domain.document import Action, Document

EVENT_TYPE = "counterpoint_delivery"
ACTION_ID = "brief"
MODAL_ID = "counterpoint_words"
WORDS_ID = "words"
FALLBACK_TEXT = "Counterpoint"


def render_message(document: Document, *, key: str | None, budget_chars: int = MESSAGE_CHARS) -> Json:
    """Return the body of chat.postMessage for a document, without its channel.

    Args:
        document: What is said. What does not fit is left out whole, and a line says how many items are missing.
        key: The delivery key, carried in the message's metadata so that a later attempt finds it; None for answers.
        budget_chars: What all blocks together may measure, in UTF-16 units of their compact JSON.
    """

    def fits(shorter: Document, told: str) -> bool:
        blocks = _blocks(shorter, told)
        return (
            len(blocks) <= MESSAGE_BLOCKS and len(shorter.actions) <= ACTIONS and message_units(blocks) <= budget_chars
        )

    body: Json = {
        "text": _fallback(document.title),
        "blocks": _blocks(*fit(document, fits)),
        "mrkdwn": False,  # the fallback text is shown as it is
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if key is not None:
        body["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
    return body


def render_modal(question: Question, *, metadata: str) -> Json:
    """Return a dialogue that asks for the words a button's command lacks; `metadata` comes back with them.

    https://docs.slack.dev/reference/views/modal-views
    """
    field = {
        "type": "plain_text_input",
        "action_id": WORDS_ID,
        "multiline": True,
        "max_length": question.most_chars,
        "focus_on_load": True,
    }
    return {
        "type": "modal",
        "callback_id": MODAL_ID,
        "private_metadata": metadata,
        "title": plain(question.title),
        "submit": plain(question.send),
        "close": plain("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": WORDS_ID,
                "label": plain(question.prompt),
                "hint": plain(question.hint),
                "element": field,
            }
        ],
    }


def _fallback(title: str) -> str:
    """Return the notification text; a title Slack would truncate is replaced, since nothing of ours is ever cut."""
    text = escape(title.strip())
    return text if 0 < units(text) <= TEXT_CHARS else FALLBACK_TEXT


def _blocks(document: Document, told: str) -> list[Json]:
    title = document.title if units(document.title) <= TEXT_CHARS else FALLBACK_TEXT
    blocks = heading(title)
    for block in document.blocks:
        blocks += blocks_of(block)
    if told:
        blocks.append(small(told))
    if document.actions:
        buttons = [_button(number, action) for number, action in enumerate(document.actions)]
        blocks.append({"type": "actions", "elements": buttons})
    return blocks or heading(FALLBACK_TEXT)


def _button(number: int, action: Action) -> Json:
    return {
        "type": "button",
        "text": plain(action.label),
        "action_id": f"{ACTION_ID}:{number}",
        "value": action.command,
    }
