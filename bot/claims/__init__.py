"""Pure rules: the articles of a story in, attributed statements and disputed claims out."""

from bot.claims.analysis import analyse_story

__all__ = ["analyse_story"]
