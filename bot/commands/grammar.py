"""The grammar of `/brief`: its verbs, and how text becomes one of them. Pure.

Both platforms, `help` and docs/reference/commands.md are made from VERBS.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.call import Parameter, Verb
from bot.domain.decision import DecisionKind
from bot.domain.nearest import nearest

_TOPIC = Parameter(name="topic", description="A topic, a publisher, or words of your own", suggests=True)
_DISPUTE = Parameter(name="dispute", description="A dispute's ID, as disputes shows it", required=True, suggests=True)

VERBS: tuple[Verb, ...] = (
    Verb(name="latest", summary="The latest briefing of this channel; also without any word", usage="latest"),
    Verb(
        name="now",
        summary="A briefing of what is new, for you alone",
        usage="now [topic]",
        parameters=(_TOPIC,),
    ),
    Verb(
        name="story",
        summary="One story with its sources and disputed claims",
        usage="story <id or words>",
        parameters=(
            Parameter(name="story", description="A story's ID, or words of its titles", required=True, suggests=True),
        ),
    ),
    Verb(
        name="disputes",
        summary="Disputed claims, the latest first, both sides of each",
        usage="disputes [topic]",
        parameters=(_TOPIC,),
    ),
    Verb(
        name="dispute",
        summary="One disputed claim with its sides and history; editors decide about its flag",
        usage="dispute <id> [confirm|dismiss|merge <id>|split <numbers>|undo] [because <why>]",
        parameters=(
            _DISPUTE,
            Parameter(
                name="decision",
                description="Editors only: what to do with the flag; none is about which side is right",
                choices=tuple(DecisionKind),
            ),
            Parameter(
                name="with", description="To merge: the ID of the dispute that stays; to split: numbers of statements"
            ),
            Parameter(name="why", description="Why: kept, and shown with your name"),
        ),
    ),
    Verb(name="review", summary="Judged flags about which something new was said since", usage="review"),
    Verb(
        name="search",
        summary="Stored articles by words, phrases and filters, the best first",
        usage="search <words>",
        parameters=(
            Parameter(
                name="words",
                description='Words, "a phrase", source:, topic:, lang:, date:2026-03-01..2026-03-05; page:2 for more',
                required=True,
            ),
        ),
    ),
    Verb(
        name="why",
        summary="Why a claim is flagged, or a story is in the briefing or not",
        usage="why <dispute or story>",
        parameters=(
            Parameter(
                name="about",
                description="A dispute's or a story's ID, or words of its titles",
                required=True,
                suggests=True,
            ),
        ),
    ),
    Verb(
        name="subscribe",
        summary="Post briefings on a topic in this channel",
        usage="subscribe <topic or source> [daily|weekdays|cron] [HH:MM] [zone]",
        parameters=(
            Parameter(
                name="topic",
                description='A topic or publisher, "words to look for", a rule (see preview), or everything',
                required=True,
                suggests=True,
            ),
            Parameter(
                name="days", description="daily, weekdays, weekends, or cron with its five fields", suggests=True
            ),
            Parameter(name="time", description="When to post, 24 hours: 08:00"),
            Parameter(name="zone", description="Time zone: Europe/Berlin", suggests=True),
        ),
        operator=True,
    ),
    Verb(
        name="preview",
        summary="What a topic would bring: stories of the last 7 days that it means, why, and near misses",
        usage="preview <topic or rule>",
        parameters=(
            Parameter(
                name="rule",
                description='Words, "a phrase", source:, topic:, lang:, with AND, OR, NOT and brackets',
                required=True,
            ),
        ),
    ),
    Verb(
        name="unsubscribe",
        summary="Stop briefings on a topic in this channel",
        usage="unsubscribe <topic>",
        parameters=(Parameter(name="topic", description="A topic this channel follows", required=True, suggests=True),),
        operator=True,
    ),
    Verb(
        name="pause",
        summary="Post nothing here, or nothing on one topic, for a while",
        usage="pause [topic]",
        parameters=(Parameter(name="topic", description="A topic this channel follows; none: all", suggests=True),),
        operator=True,
    ),
    Verb(
        name="resume",
        summary="Post again what was paused",
        usage="resume [topic]",
        parameters=(Parameter(name="topic", description="A topic this channel follows; none: all", suggests=True),),
        operator=True,
    ),
    Verb(name="list", summary="What this channel follows, and when it is posted next", usage="list"),
    Verb(name="method", summary="How a briefing is made, what it misses and how often it is wrong", usage="method"),
    Verb(
        name="help",
        summary="What you can type; more about one verb with its name",
        usage="help [verb]",
        parameters=(Parameter(name="verb", description="The verb to explain", suggests=True),),
    ),
)
BY_NAME = {verb.name: verb for verb in VERBS}
DEFAULT = BY_NAME["latest"]

# "Straight" or “typographic” quotation marks keep words together; an unclosed one is a character like any other.
_WORD = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a command; `quoted` ones may hold blanks and are never read as anything but themselves."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A verb and the words behind it; `rest` is what stands behind the verb as it was typed, quotation marks too."""

    verb: Verb
    words: tuple[Word, ...] = ()
    rest: str = ""

    @property
    def text(self) -> str:
        """Return the words in one line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Text that begins with no verb; `near` is the verb it is most like, if any."""

    typed: str
    near: Verb | None


def split(text: str) -> tuple[Word, ...]:
    """Return the words of a text; control characters count as blanks."""
    found = (match.groups() for match in _WORD.finditer(_plain(text)))
    words = ((straight or curly, bare) for straight, curly, bare in found)
    return tuple(Word(text=(quoted or bare).strip(), quoted=bool(quoted)) for quoted, bare in words if quoted or bare)


def written(words: Sequence[Word]) -> str:
    """Return words in one line, the quoted ones among several in quotation marks: a topic as it is stored."""
    if len(words) == 1:
        return words[0].text
    return " ".join(f'"{word.text}"' if word.quoted else word.text for word in words)


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def parse(text: str) -> Parsed | Unknown:
    """Return what a text asks for. Never raises; nothing typed means the latest briefing."""
    words = split(text)
    if not words:
        return Parsed(verb=DEFAULT)
    first, *rest = words
    verb = BY_NAME.get(first.text.casefold())
    if verb is None:
        near = nearest(first.text, BY_NAME)
        return Unknown(typed=first.text, near=BY_NAME[near] if near else None)
    plain = _plain(text)
    behind = next(_WORD.finditer(plain)).end()
    return Parsed(verb=verb, words=tuple(rest), rest=plain[behind:].strip())
