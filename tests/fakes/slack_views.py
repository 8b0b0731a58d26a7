"""What Slack's documents say about modals: which shapes it takes, and what comes back of what a person wrote.

https://docs.slack.dev/reference/views/modal-views, https://docs.slack.dev/reference/block-kit/blocks/input-block,
https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
"""

from __future__ import annotations

from typing import Any

from tests.fakes.slack_blocks import Json, units

TEXTS = {"title": 24, "submit": 24, "close": 24}
BLOCK_TEXTS = {"label": 2_000, "hint": 2_000}
MODAL_KEYS = {"type", "callback_id", "private_metadata", "blocks", *TEXTS}
INPUT_KEYS = {"type", "block_id", "element", *BLOCK_TEXTS}
FIELD_KEYS = {"type", "action_id", "multiline", "max_length", "min_length", "focus_on_load"}
METADATA_CHARS = 3_000
FIELD_CHARS = 3_000


def validate_modal(view: Any) -> list[str]:
    """Return what Slack would complain about; empty when it would open the view. Only text inputs are known here."""
    if not isinstance(view, dict) or view.get("type") != "modal":
        return ["must be a modal [json-pointer:/view/type]"]
    problems = [f"additional property: {name} [json-pointer:/view]" for name in view.keys() - MODAL_KEYS]
    problems += [problem for name, most in TEXTS.items() for problem in _plain(view.get(name), f"/view/{name}", most)]
    if units(view.get("private_metadata", "")) > METADATA_CHARS:
        problems.append("too long [json-pointer:/view/private_metadata]")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        return [*problems, "must be a non-empty array [json-pointer:/view/blocks]"]
    return problems + [problem for at, block in enumerate(blocks) for problem in _input(block, f"/view/blocks/{at}")]


def _plain(value: Any, at: str, most: int) -> list[str]:
    if not isinstance(value, dict) or value.get("type") != "plain_text" or not value.get("text"):
        return [f"must be a plain_text object [json-pointer:{at}]"]
    return [f"must be less than {most + 1} characters [json-pointer:{at}]"] if units(value["text"]) > most else []


def _input(block: Json, at: str) -> list[str]:
    if block.get("type") != "input":
        return [f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"]
    problems = [f"additional property: {name} [json-pointer:{at}]" for name in block.keys() - INPUT_KEYS]
    problems += [fault for name, most in BLOCK_TEXTS.items() for fault in _plain(block.get(name), f"{at}/{name}", most)]
    field = block.get("element", {})
    if field.get("type") != "plain_text_input" or not field.get("action_id"):
        return [*problems, f"must be a plain_text_input with an action_id [json-pointer:{at}/element]"]
    if not 1 <= field.get("max_length", FIELD_CHARS) <= FIELD_CHARS:
        problems.append(f"out of range [json-pointer:{at}/element/max_length]")
    return problems + [f"additional property: {name} [json-pointer:{at}/element]" for name in field.keys() - FIELD_KEYS]


def state_of(view: Json, written: str) -> Json:
    """Return the state of a view into whose only input a person wrote something.

    Raises:
        ValueError: Slack would not let the person send that: nothing was written, or too much.
    """
    (block,) = view["blocks"]
    field = block["element"]
    if not 1 <= units(written) <= field.get("max_length", FIELD_CHARS):
        message = f"{units(written)} characters cannot be sent"
        raise ValueError(message)
    return {"values": {block["block_id"]: {field["action_id"]: {"type": field["type"], "value": written}}}}
