"""Discord's documented limits; each number carries the page that states it.

Text is counted in UTF-16 code units, the strictest reading of "characters": an emoji counts two.
"""

from __future__ import annotations

# https://discord.com/developers/docs/resources/message#create-message
CONTENT_CHARS = 2000
EMBEDS = 10
NONCE_CHARS = 25

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
EMBED_TITLE_CHARS = 256
EMBED_DESCRIPTION_CHARS = 4096
EMBED_FOOTER_CHARS = 2048
EMBED_AUTHOR_CHARS = 256
EMBEDS_TOTAL_CHARS = 6000
# https://github.com/discord/discord-api-spec (RichEmbed.url)
EMBED_URL_CHARS = 2048

# https://discord.com/developers/docs/components/reference#action-row
ROWS = 5
BUTTONS_PER_ROW = 5
# https://discord.com/developers/docs/components/reference#button
BUTTON_LABEL_CHARS = 80
CUSTOM_ID_CHARS = 100

# https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
MODAL_TITLE_CHARS = 45
# https://discord.com/developers/docs/components/reference#label
LABEL_CHARS = 45
LABEL_DESCRIPTION_CHARS = 100

# https://discord.com/developers/docs/resources/channel#start-thread-from-message
THREAD_NAME_CHARS = 100
# https://discord.com/developers/docs/resources/message#get-channel-messages
HISTORY_PAGE = 100

# https://discord.com/developers/docs/interactions/application-commands#application-command-object
COMMAND_DESCRIPTION_CHARS = 100
CHOICES = 25
CHOICE_CHARS = 100

# https://discord.com/developers/docs/interactions/receiving-and-responding
ACK_SECONDS = 3
TOKEN_SECONDS = 15 * 60


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
