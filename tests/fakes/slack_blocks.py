"""What Slack's documents say about blocks: which shapes it takes, how long they may be, what a reader then sees.

Sources, one a row of the tables: https://docs.slack.dev/reference/block-kit/blocks,
https://docs.slack.dev/reference/block-kit/composition-objects/text-object,
https://docs.slack.dev/reference/block-kit/block-elements/button-element. The cumulative limit over all blocks is not
documented; slackapi/bolt-js#2509 and #2867 measured about 13,000 and saw that containers count, so the length of the
compact JSON is taken here. Lengths are UTF-16 units, as Slack's JavaScript front end counts them.
"""

from __future__ import annotations

import json
import re
from typing import Any

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
MESSAGE_CHARS = 13_000
RICH_STYLES = {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}
RICH_LEAVES = {"text", "link", "user", "usergroup", "channel", "broadcast", "emoji", "date", "color", "team"}
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
PING = re.compile(r"<(?:!|@|#)[^>]*>")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def total_units(blocks: list[Json]) -> int:
    """Return what counts against the limit over all blocks."""
    return units(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def validate(blocks: object) -> list[str]:
    """Return what Slack would complain about, each with its JSON pointer; empty when it would take the blocks."""
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/blocks]"]
    problems: list[str] = []
    if len(blocks) > MESSAGE_BLOCKS:
        problems.append(f"no more than {MESSAGE_BLOCKS} items allowed [json-pointer:/blocks]")
    for index, block in enumerate(blocks):
        problems += _block(block, f"/blocks/{index}")
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    if len(ids) != len(set(ids)):
        problems.append("block_id must be unique [json-pointer:/blocks]")
    actions = [e.get("action_id") for b in blocks if isinstance(b, dict) for e in _elements(b) if e.get("action_id")]
    if len(actions) != len(set(actions)):
        problems.append("action_id must be unique [json-pointer:/blocks]")
    return problems


def _elements(block: Json) -> list[Json]:
    elements = block.get("elements") if block.get("type") == "actions" else []
    return [element for element in elements or [] if isinstance(element, dict)]


def _string(value: object, at: str, *, least: int = 1, most: int | None = None) -> list[str]:
    if not isinstance(value, str):
        return [f"must be a string [json-pointer:{at}]"]
    if units(value) < least:
        return [f"must be more than {least - 1} characters [json-pointer:{at}]"]
    if most is not None and units(value) > most:
        return [f"must be less than {most + 1} characters [json-pointer:{at}]"]
    return []


def _text(value: object, at: str, *, kinds: tuple[str, ...], most: int) -> list[str]:
    if not isinstance(value, dict) or value.get("type") not in kinds:
        return [f"must be a text object of {' or '.join(kinds)} [json-pointer:{at}]"]
    known = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
    problems = [f"additional property: {name} [json-pointer:{at}]" for name in value.keys() - known]
    return problems + _string(value.get("text"), f"{at}/text", most=most)


def _array(value: object, at: str, *, most: int) -> list[str]:
    if not isinstance(value, list) or not value:
        return [f"must be a non-empty array [json-pointer:{at}]"]
    return [f"no more than {most} items allowed [json-pointer:{at}]"] if len(value) > most else []


BLOCK_KEYS = {
    "header": {"text"},
    "divider": set(),
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "actions": {"elements"},
    "rich_text": {"elements"},
}


def _block(block: object, at: str) -> list[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(block, dict) or kind not in BLOCK_KEYS:
        return [f"unsupported type: {kind} [json-pointer:{at}/type]"]
    extra = block.keys() - BLOCK_KEYS[kind] - {"type", "block_id"}
    problems = [f"additional property: {name} [json-pointer:{at}]" for name in extra]
    if "block_id" in block:
        problems += _string(block["block_id"], f"{at}/block_id", most=255)
    match kind:
        case "header":
            problems += _text(block.get("text"), f"{at}/text", kinds=("plain_text",), most=150)
        case "section":
            problems += _section(block, at)
        case "context":
            problems += _context(block.get("elements"), f"{at}/elements")
        case "actions":
            problems += _actions(block.get("elements"), f"{at}/elements")
        case "rich_text":
            problems += _rich_text(block.get("elements"), f"{at}/elements")
        case _:
            pass
    return problems


def _section(block: Json, at: str) -> list[str]:
    kinds = ("plain_text", "mrkdwn")
    if "text" not in block and "fields" not in block:
        return [f"missing required field: text or fields [json-pointer:{at}]"]
    problems = _text(block["text"], f"{at}/text", kinds=kinds, most=3000) if "text" in block else []
    if "fields" in block:
        problems += _array(block["fields"], f"{at}/fields", most=10)
        for index, field in enumerate(block["fields"] or []):
            problems += _text(field, f"{at}/fields/{index}", kinds=kinds, most=2000)
    return problems


def _context(elements: object, at: str) -> list[str]:
    problems = _array(elements, at, most=10)
    for index, element in enumerate(elements if isinstance(elements, list) else []):
        problems += _text(element, f"{at}/{index}", kinds=("plain_text", "mrkdwn"), most=3000)
    return problems


def _actions(elements: object, at: str) -> list[str]:
    problems = _array(elements, at, most=25)
    for index, element in enumerate(elements if isinstance(elements, list) else []):
        here = f"{at}/{index}"
        if not isinstance(element, dict) or element.get("type") != "button":
            problems.append(f"unsupported type [json-pointer:{here}]")
            continue
        extra = element.keys() - {
            "type",
            "text",
            "action_id",
            "value",
            "url",
            "style",
            "confirm",
            "accessibility_label",
        }
        problems += [f"additional property: {name} [json-pointer:{here}]" for name in extra]
        problems += _text(element.get("text"), f"{here}/text", kinds=("plain_text",), most=75)
        for name, most in (("action_id", 255), ("value", 2000), ("url", 3000), ("accessibility_label", 75)):
            if name in element:
                problems += _string(element[name], f"{here}/{name}", most=most)
        if element.get("style", "primary") not in {"primary", "danger"}:
            problems.append(f"must be one of primary, danger [json-pointer:{here}/style]")
    return problems


def _rich_text(elements: object, at: str) -> list[str]:
    problems = _array(elements, at, most=10_000)
    for index, element in enumerate(elements if isinstance(elements, list) else []):
        here = f"{at}/{index}"
        kind = element.get("type") if isinstance(element, dict) else None
        match kind:
            case "rich_text_section" | "rich_text_quote" | "rich_text_preformatted":
                problems += _rich_leaves(element.get("elements"), f"{here}/elements")
            case "rich_text_list":
                if element.get("style") not in {"bullet", "ordered"}:
                    problems.append(f"must be bullet or ordered [json-pointer:{here}/style]")
                problems += _array(element.get("elements"), f"{here}/elements", most=10_000)
                for row, section in enumerate(element.get("elements") or []):
                    problems += _rich_leaves(section.get("elements"), f"{here}/elements/{row}/elements")
            case _:
                problems.append(f"unsupported type: {kind} [json-pointer:{here}/type]")
    return problems


def _rich_leaves(leaves: object, at: str) -> list[str]:
    problems = _array(leaves, at, most=10_000)
    for index, leaf in enumerate(leaves if isinstance(leaves, list) else []):
        here = f"{at}/{index}"
        kind = leaf.get("type") if isinstance(leaf, dict) else None
        if kind not in RICH_LEAVES:
            problems.append(f"unsupported type: {kind} [json-pointer:{here}/type]")
            continue
        style = leaf.get("style", {})
        if style.keys() - RICH_STYLES or not all(isinstance(on, bool) for on in style.values()):
            problems.append(f"unknown style [json-pointer:{here}/style]")
        if kind == "text":
            problems += _string(leaf.get("text"), f"{here}/text")
        if kind == "link":
            problems += _link(leaf, here)
    return problems


def _link(leaf: Json, at: str) -> list[str]:
    problems = _string(leaf.get("url"), f"{at}/url", most=3000)
    if not problems and not re.match(r"(?:https?://|mailto:)[^\s<>]+\Z", leaf["url"]):
        problems.append(f"invalid url [json-pointer:{at}/url]")
    if "text" in leaf:
        problems += _string(leaf["text"], f"{at}/text")
    return problems


def unescape(text: str) -> str:
    """Return what a reader sees of an escaped text; the three entities are the only ones Slack decodes."""
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text


def visible(blocks: list[Json]) -> str:
    """Return the words a reader sees, a line a block: text objects unescaped, rich text exactly as given."""
    return "\n".join("".join(_words(block)) for block in blocks)


def _words(node: object) -> list[str]:
    if isinstance(node, list):
        return [word for item in node for word in _words(item)]
    if not isinstance(node, dict):
        return []
    match node.get("type"):
        case "plain_text" | "mrkdwn":
            return [unescape(node["text"]), "\n"]
        case "text":
            return [node["text"]]
        case "link":
            return [node.get("text", node["url"])]
        case "rich_text_section" | "rich_text_quote":
            return [*_words(node["elements"]), "\n"]
        case _:
            return [word for name in ("text", "fields", "elements") for word in _words(node.get(name))]


def pings(node: object) -> list[str]:
    """Return everything in blocks (or a top-level text given as a string) that would notify or link somebody."""
    if isinstance(node, str):
        return PING.findall(node)
    if isinstance(node, list):
        return [ping for item in node for ping in pings(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") in {"user", "usergroup", "channel", "broadcast"}:
        return [json.dumps(node)]
    if node.get("type") in {"plain_text", "mrkdwn"}:
        return PING.findall(node["text"])
    return [ping for value in node.values() if isinstance(value, dict | list) for ping in pings(value)]


def urls(node: object) -> list[str]:
    """Return every address a reader could follow from the blocks."""
    if isinstance(node, list):
        return [url for item in node for url in urls(item)]
    if not isinstance(node, dict):
        return []
    own = [node["url"]] if isinstance(node.get("url"), str) else []
    return own + [url for value in node.values() if isinstance(value, dict | list) for url in urls(value)]
