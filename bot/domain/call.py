"""What a chat platform hands to the commands and gets back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.audience import Place
from bot.domain.document import Document

_BUTTON_UNITS = 90  # Discord's custom_id, which carries it, holds 100 UTF-16 units, our prefix among them


def fits_button(command: str) -> bool:
    """Tell whether a button can carry a command on every platform."""
    return len(command.encode("utf-16-le", "surrogatepass")) // 2 <= _BUTTON_UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One argument of a verb. `suggests` marks arguments that platforms may complete while typing."""

    name: str
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    suggests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One verb of the `/brief` grammar, the same on every platform. `operator` verbs change settings."""

    name: str
    summary: str
    usage: str
    parameters: tuple[Parameter, ...] = ()
    operator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One use of `/brief`: the text after the command's name, where, by whom.

    A platform with typed options joins them with blanks in the order of the verb's parameters. `operator` says
    whether the caller may change settings there, `editor` whether they may decide about flags, which are shown
    everywhere; `zone` is the caller's IANA time zone and `user_name` their name, where the platform tells it.
    """

    text: str
    place: Place
    user_id: str
    operator: bool = False
    zone: str | None = None
    editor: bool = False
    user_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody is asked who pressed a button whose command ends in words of theirs, in a dialogue of its own.

    `title` names what is done (24 characters at most, Slack's limit), `prompt` what to write (45, Discord's), `hint`
    what becomes of it (100, Discord's), `send` is the word that does it. `most_chars` is how much may be written.
    """

    title: str
    prompt: str
    hint: str
    send: str
    most_chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One completion of an argument: what is shown and what is typed."""

    label: str
    value: str


Ask = Callable[[str], Question | None]  # of the text behind the command's name; None where nothing is missing
Answer = Callable[[Call], Awaitable[Document]]
Suggest = Callable[[Place, str, str, str], Awaitable[list[Suggestion]]]  # place, verb, parameter, typed so far


def asks_nothing(_text: str) -> Question | None:
    """Return that every button is carried out as it is."""
    return None
