"""What Discord refuses in the body of a message, written from its documentation; knows nothing of the bot.

Sources, read by hand against discord/discord-api-spec (specs/openapi.json, MessageCreateRequest and what it names):
https://discord.com/developers/docs/resources/message#create-message
https://discord.com/developers/docs/resources/message#embed-object-embed-limits
https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

import json
import re
from typing import Any

_MESSAGE_KEYS = {"content", "embeds", "components", "allowed_mentions", "flags", "nonce", "enforce_nonce", "tts"}
_EMBED_KEYS = {"title", "description", "url", "color", "footer", "author", "fields", "timestamp"}
_BUTTON_KEYS = {"type", "style", "label", "custom_id", "disabled"}
_LABEL_KEYS = {"type", "id", "label", "description", "component"}
_INPUT_KEYS = {"type", "id", "custom_id", "style", "min_length", "max_length", "required", "value", "placeholder"}
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[!-;=?-~]*)?([?#][!-;=?-~]*)*")


def problems_of_message(body: dict[str, Any]) -> list[str]:
    """Every reason for which Discord would answer 400 to this body, or show it otherwise than it reads."""
    json.dumps(body, allow_nan=False)  # what is no JSON raises here
    found = [f"unknown key {key}" for key in body.keys() - _MESSAGE_KEYS]
    content, embeds, rows = body.get("content") or "", body.get("embeds") or [], body.get("components") or []
    found += _length("content", content, 2000)
    if not content.strip() and not embeds:
        found.append("an empty message")
    if len(embeds) > 10:
        found.append(f"{len(embeds)} embeds")
    for embed in embeds:
        found += _problems_of_embed(embed)
    total = sum(_units(text) for embed in embeds for text in _texts(embed))
    if total > 6000:
        found.append(f"{total} characters over all embeds")
    if "nonce" in body:
        found += _length("nonce", body["nonce"], 25, least=1)
    if body.get("allowed_mentions") != {"parse": []}:
        found.append("mentions are allowed")
    return found + _problems_of_rows(rows)


def problems_of_modal(modal: dict[str, Any]) -> list[str]:
    """Every reason for which Discord would not open a dialogue with one text input in a label.

    https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal,
    https://discord.com/developers/docs/components/reference#label
    """
    found = [f"unknown key {key}" for key in modal.keys() - {"custom_id", "title", "components"}]
    found += _length("custom_id", modal.get("custom_id", ""), 100, least=1)
    found += _length("title", modal.get("title", ""), 45, least=1)
    for label in modal.get("components") or [{}]:
        found += [f"unknown label key {key}" for key in label.keys() - _LABEL_KEYS]
        found += _length("label", label.get("label", ""), 45, least=1)
        found += _length("description", label.get("description", ""), 100)
        text_input = label.get("component", {})
        found += [f"unknown input key {key}" for key in text_input.keys() - _INPUT_KEYS]
        if (label.get("type"), text_input.get("type")) != (18, 4) or text_input.get("style") not in {1, 2}:
            found.append("not a text input in a label")
        if not 1 <= text_input.get("max_length", 4000) <= 4000:
            found.append("max_length out of range")
        found += _length("custom_id of the input", text_input.get("custom_id", ""), 100, least=1)
    return found


def _problems_of_embed(embed: dict[str, Any]) -> list[str]:
    found = [f"unknown embed key {key}" for key in embed.keys() - _EMBED_KEYS]
    if not "".join(_texts(embed)).strip():
        found.append("an empty embed")
    found += _length("title", embed.get("title", ""), 256)
    found += _length("description", embed.get("description", ""), 4096)
    found += _length("footer", embed.get("footer", {}).get("text", ""), 2048)
    found += _length("author", embed.get("author", {}).get("name", ""), 256)
    for part in ("footer", "author"):
        if part in embed and not "".join(embed[part].values()).strip():
            found.append(f"an empty {part}")
    fields = embed.get("fields", [])
    if len(fields) > 25:
        found.append(f"{len(fields)} fields")
    for item in fields:
        found += _length("field name", item["name"], 256, least=1) + _length(
            "field value", item["value"], 1024, least=1
        )
    if "url" in embed and not (_ADDRESS.fullmatch(embed["url"]) and _units(embed["url"]) <= 2048):
        found.append(f"malformed address {embed['url']!r}")
    if not 0 <= embed.get("color", 0) <= 0xFFFFFF:
        found.append("colour out of range")
    return found


def _problems_of_rows(rows: list[dict[str, Any]]) -> list[str]:
    found = [f"{len(rows)} rows"] if len(rows) > 5 else []
    custom_ids: list[str] = []
    for row in rows:
        buttons = row["components"]
        if row["type"] != 1 or not 1 <= len(buttons) <= 5:
            found.append(f"a row of type {row['type']} with {len(buttons)} components")
        for button in buttons:
            found += [f"unknown button key {key}" for key in button.keys() - _BUTTON_KEYS]
            if button["type"] != 2 or button["style"] not in {1, 2, 3, 4}:
                found.append("not a button with a custom_id")
            found += _length("label", button["label"], 80, least=1)
            found += _length("custom_id", button["custom_id"], 100, least=1)
            custom_ids.append(button["custom_id"])
    if len(set(custom_ids)) != len(custom_ids):
        found.append("a custom_id twice")
    return found


def _texts(embed: dict[str, Any]) -> list[str]:
    fields = [text for item in embed.get("fields", []) for text in (item["name"], item["value"])]
    footer, author = embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", "")
    return [embed.get("title", ""), embed.get("description", ""), footer, author, *fields]


def _length(name: str, text: str, most: int, *, least: int = 0) -> list[str]:
    size = _units(text)
    return [] if least <= size <= most else [f"{name} has {size} characters, {least} to {most} are allowed"]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
