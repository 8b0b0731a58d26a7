"""Slack's numbers, each with the page that states it. Lengths are UTF-16 units, measured after escaping."""

from __future__ import annotations

import json
from typing import Any

# https://docs.slack.dev/reference/methods/chat.postMessage ("text": best under 4,000; "blocks": up to 50)
TEXT_CHARS = 4_000
MESSAGE_BLOCKS = 50

# Not documented: about 13,000 over all blocks, containers included (slackapi/bolt-js#2509, #2867). Less is asked for
# here because Slack's own way of counting is unknown; MESSAGE_CHARS_AGAIN is for the second try after a refusal.
MESSAGE_CHARS = 12_500
MESSAGE_CHARS_AGAIN = 8_000

# https://docs.slack.dev/reference/block-kit/blocks/header-block
HEADER_CHARS = 150

# https://docs.slack.dev/reference/block-kit/composition-objects/text-object (one text object). Rich text states no
# limit; the same number is kept for each of its texts, so that one endless "sentence" cannot crowd out a briefing.
TEXT_OBJECT_CHARS = 3_000

# https://docs.slack.dev/reference/block-kit/blocks/actions-block
ACTIONS = 25

# https://docs.slack.dev/reference/block-kit/block-elements/button-element
BUTTON_LABEL_CHARS = 75
BUTTON_VALUE_CHARS = 2_000

# https://docs.slack.dev/reference/views/modal-views
MODAL_WORD_CHARS = 24  # of its title and its buttons
MODAL_METADATA_CHARS = 3_000

# https://docs.slack.dev/reference/block-kit/block-elements/link-element names none; a button's url has this one
URL_CHARS = 3_000

# https://docs.slack.dev/apis/web-api/rate-limits: one message a second and channel
POST_INTERVAL_SECONDS = 1.0

# https://docs.slack.dev/reference/methods/conversations.history (at most 999 a page; 200 or fewer recommended)
HISTORY_PAGE = 200


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, in which Slack's clients count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message_units(blocks: list[dict[str, Any]]) -> int:
    """Return what counts against the limit over all blocks: their compact JSON, containers included."""
    return units(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
