"""Topics: what people may follow, and what they meant by what they typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.commands.phrases import echo, enumerate_words
from bot.domain.article import Source
from bot.domain.nearest import nearest
from bot.domain.topic import is_rule, parse_topic
from bot.errors import CommandError

EVERYTHING = "everything"
_LONGEST_TOPIC_CHARS = 60  # so that a topic still fits a button's custom_id (100) and an autocomplete label
_SHOWN_TOPICS = 8


def known_topics(sources: Iterable[Source]) -> dict[str, str]:
    """Return what each known name stands for, by its case-folded form: topics and publishers.

    The name of a source stands for its publisher, by whom the stories are told apart.
    """
    known: dict[str, str] = {}
    for source in sources:
        publisher = source.publisher or source.name
        for name, meaning in ((topic, topic) for topic in source.topics):
            known.setdefault(name.casefold(), meaning)
        known.setdefault(publisher.casefold(), publisher)
        known.setdefault(source.name.casefold(), publisher)
    return known


def suggestion(typed: str, known: Mapping[str, str]) -> str | None:
    """Return the topic or publisher most like what was typed, unless it is exactly that, or a rule."""
    if typed.casefold() in known or is_rule(typed):
        return None
    near = nearest(typed, known)
    return known[near] if near else None


def resolve_topic(typed: str, known: Mapping[str, str], *, literal: bool, usage: str) -> str | None:
    """Return the topic to follow, or None for everything.

    Args:
        typed: What somebody typed.
        known: What `known_topics` found.
        literal: Whether it stood in quotation marks: words to look for, whatever is known.
        usage: How the command begins, for the hint ("/brief subscribe").

    Raises:
        CommandError: Unknown, or a rule that cannot be read; the answer names the nearest topic, or those there are.
    """
    if typed.casefold() == EVERYTHING:
        return None
    if (exact := known.get(typed.casefold())) is not None:
        return exact
    if len(typed) > _LONGEST_TOPIC_CHARS:
        raise CommandError(f"A topic has {_LONGEST_TOPIC_CHARS} characters at most; {echo(typed)} has {len(typed)}.")
    if literal:
        return typed
    if is_rule(typed):
        parse_topic(typed)
        return typed
    near = suggestion(typed, known)
    words = f'To follow the words themselves, quote them: {usage} "{typed}"'
    if near:
        raise CommandError(f"No topic or source is called {echo(typed)}. Did you mean “{near}”? {words}")
    raise CommandError(f"No topic or source is called {echo(typed)}. {_there_are(known)} {words}")


def _there_are(known: Mapping[str, str]) -> str:
    names = sorted(set(known.values()), key=str.casefold)
    if not names:
        return "No source is set up yet."
    more = len(names) - _SHOWN_TOPICS
    shown = names[:_SHOWN_TOPICS] + ([f"{more} more"] if more > 0 else [])
    return f"There are {enumerate_words(shown)}."
