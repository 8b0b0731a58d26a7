"""The headline of a story: the title among its articles that tells most of what they all report, verbatim."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from summarizers.phrases import phrases_of
from summarizers.reading import leans_back
from summarizers.words import content_words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.base import Document
    from summarizers.phrases import Phrases

# News says within its first paragraphs what happened.
_LEAD_CHARS = 800
# A longer title is an article that lost its line break; a shorter one is a label.
_LONGEST_CHARS = 150
_FEWEST_WORDS = 4


def choose_headline(titles: Sequence[str], documents: Sequence[Document]) -> int | None:
    """Return the index of the title to show for a story, None when every title is empty.

    A title is worth what its words are worth, a word the share of articles that use it in title or lead, over the root
    of its length. One that baits, asks, shouts, points at something it does not name, says too little or goes on for
    ever is chosen only when all are such; where half of the rest say that something is alleged, so does the chosen one.
    Ties go to the earliest.

    Args:
        titles: One of each article, "" where it has none.
        documents: The texts of the articles, in the same order.

    >>> from summarizers import Document
    >>> choose_headline(["You won't believe this river", "Elm river floods Riverton"], [Document("The Elm rose.")] * 2)
    1
    """
    named = [i for i, title in enumerate(titles) if title.strip()]
    plain = [i for i in named if _is_plain(titles[i].strip(), phrases_of(documents[i].lang))]
    careful = [i for i in plain if phrases_of(documents[i].lang).alleged.search(titles[i])]
    worth = _worth(titles, documents)
    for choice in (careful if 2 * len(careful) >= len(plain) else [], plain, named):
        if choice:
            return max(choice, key=lambda i: (worth[i], -i))
    return None


def _worth(titles: Sequence[str], documents: Sequence[Document]) -> list[float]:
    leads = [
        words_of(f"{title}\n{document.text[:_LEAD_CHARS]}") for title, document in zip(titles, documents, strict=True)
    ]
    users = Counter(word for words in content_words(leads) for word in set(words))
    told = [set(words) for words in content_words([words_of(title) for title in titles])]
    return [sum(users[word] for word in words) / math.sqrt(len(words) or 1) for words in told]


def _is_plain(title: str, phrases: Phrases) -> bool:
    """Tell whether a title reports: no question, no bait, no shout, no label, no notice and no paragraph."""
    letters = [mark for mark in title if mark.lower() != mark.upper()]
    return (
        len(title) <= _LONGEST_CHARS
        and len(words_of(title)) >= _FEWEST_WORDS
        and not (letters and all(letter.isupper() for letter in letters))
        and not phrases.bait.search(title)
        and not phrases.boilerplate.search(title)
        and not leans_back(title, phrases)
    )
