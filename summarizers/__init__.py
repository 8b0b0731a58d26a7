"""Extractive summaries: text in, cited sentences out. Knows nothing of the bot.

Importing it is cheap: sumy and numpy load with the first summary, never with the splitter.
"""

from summarizers.base import Document, InputTooLargeError, Sentence, SummaryError
from summarizers.comparison import Outcome, compare, table
from summarizers.headline import choose_headline
from summarizers.limits import SLACK_SECTION_CHARACTERS
from summarizers.registry import METHODS, Method, summarize, whats_new
from summarizers.splitter import split

__all__ = [
    "METHODS",
    "SLACK_SECTION_CHARACTERS",
    "Document",
    "InputTooLargeError",
    "Method",
    "Outcome",
    "Sentence",
    "SummaryError",
    "choose_headline",
    "compare",
    "split",
    "summarize",
    "table",
    "whats_new",
]
