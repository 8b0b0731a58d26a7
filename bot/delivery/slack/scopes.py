"""What the app is allowed to do, and why; config/slack-manifest.yaml asks for exactly these.

https://docs.slack.dev/reference/scopes
"""

from __future__ import annotations

from collections.abc import Mapping

BOT_SCOPES: Mapping[str, str] = {
    "app_mentions:read": "questions inside threads, where slash commands do not work",
    "channels:history": "finding a briefing whose posting was not confirmed, in public channels",
    "channels:read": "invitations, archived channels and who created a channel, for public channels",
    "chat:write": "posting briefings and private answers",
    "commands": "the slash command and the message shortcut",
    "groups:history": "finding a briefing whose posting was not confirmed, in private channels",
    "groups:read": "invitations, archived channels and who created a channel, for private channels",
    "users:read": "the time zone of who asks, and whether they are an admin",
}
