"""The file that lists the sources (`sources.toml`), read with every problem at once (docs/how-to/sources.md)."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.domain.article import Source, SourceKind
from bot.domain.mailbox import Mailbox
from bot.errors import SettingsError
from bot.ingest.catalogue_mailbox import MAILBOX_KEYS, location_of, read_mailbox
from bot.ingest.links import display_link, web_link
from bot.ingest.normalise import clean_title

_KEYS = (
    *("name", "kind", "url", "path", "files", "publisher", "family", "reliability", "topics", "lang"),
    *("interval_seconds", "delay_seconds", "enabled", *MAILBOX_KEYS),
)
_GRADES = "ABCDEF"  # the Admiralty code: from reliable to "cannot be judged"
_MAX_DELAY_SECONDS = 3_600
_KINDS = tuple(kind.value for kind in SourceKind)
_ADDRESS = re.compile(r"\w+://\S+")
_LANG = re.compile(r"[a-z]{2}")
_MAX_SECONDS = 604_800


def read_sources(path: Path, topics: Collection[str] | None = None, *, interval_seconds: int = 1_800) -> list[Source]:
    """Return the sources a catalogue lists. Paths in it are relative to its folder.

    Args:
        path: The TOML file with one `[[source]]` table a source.
        topics: The topics there are; another one is a problem. None: every topic is new and welcome.
        interval_seconds: Pause between visits of a source that names none.

    Raises:
        SettingsError: With one line for each problem: key, value, reason and fix.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        fix = "counterpoint init writes one to start from; or correct sources.catalogue"
        raise SettingsError([f"{path}: no such file: {fix}"]) from error
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise SettingsError(
            [f"{path}: cannot be read ({cause}): make it a readable UTF-8 file, or correct sources.catalogue"]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"{path}: is not TOML: {error}: correct that line"]) from error
    problems = [
        f"{path.name}: {key}: is no key of a catalogue: write [[source]] tables only"
        for key in table.keys() - {"source"}
    ]
    rows = table.get("source", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SettingsError(
            [*problems, f"{path.name}: source: is no list of tables: write [[source]] above each source"]
        )
    read = [
        _Row(f"{path.name}: source {number}", row, path.parent, interval_seconds)
        for number, row in enumerate(rows, start=1)
    ]
    found = [row.source(topics) for row in read]
    problems.extend(problem for row in read for problem in row.problems)
    problems.extend(_twice(path, found))
    if problems:
        raise SettingsError(problems)
    return found


def source_id(kind: SourceKind, place: str) -> str:
    """Return the id of a source: its URL, or its path as the catalogue writes it, always gets the same one."""
    return "src_" + hashlib.sha256(f"{kind}\0{place}".encode()).hexdigest()[:16]


def _twice(path: Path, found: list[Source]) -> Iterator[str]:
    seen: set[str] = set()
    for source in found:
        if source.location in seen:
            place = display_link(source.location) if "://" in source.location else source.location
            yield f"{path.name}: {source.name}: {place}: is listed twice: remove one of the two"
        seen.add(source.location)


@dataclass(slots=True)
class _Row:
    """One `[[source]]` table while it is read; collects its problems."""

    where: str
    row: Mapping[str, object]
    folder: Path
    interval_seconds: int
    problems: list[str] = field(default_factory=list)

    def source(self, topics: Collection[str] | None) -> Source:
        """Return the source; it means nothing when there are problems."""
        for key in self.row.keys() - set(_KEYS):
            near = get_close_matches(key, _KEYS, n=1)
            self._report(key, self.row[key], "is no key of a source", f"write {near[0]}" if near else "remove it")
        mailbox = read_mailbox(self.row, self._report) if self.row.get("kind") == SourceKind.IMAP else None
        kind, place, location = self._mailbox(mailbox) if mailbox else self._place()
        name = clean_title(self._text("name")) or self._name(kind, place, mailbox)
        return Source(
            id=source_id(kind, place),
            kind=kind,
            location=location,
            name=name,
            publisher=clean_title(self._text("publisher", default=name)),
            family=clean_title(self._text("family")).lower(),
            topics=self._topics(topics),
            lang=self._lang(),
            interval_seconds=self._interval(),
            fixed_interval="interval_seconds" in self.row,
            delay_seconds=self._delay(),
            reliability=self._reliability(),
            enabled=self._flag("enabled"),
            mailbox=mailbox,
        )

    def _mailbox(self, mailbox: Mailbox) -> tuple[SourceKind, str, str]:
        for key in ("url", "path", "files"):
            if key in self.row:
                self._report(key, self.row[key], "a mailbox has a host and a folder", "remove it")
        place = location_of(mailbox)
        return SourceKind.IMAP, place, place

    def _name(self, kind: SourceKind, place: str, mailbox: Mailbox | None) -> str:
        if mailbox is not None:
            return clean_title(f"{mailbox.folder} at {mailbox.host}")
        return place if kind is SourceKind.FOLDER else display_link(place)

    def _place(self) -> tuple[SourceKind, str, str]:
        """Return the kind, the place as written and the location: a URL, or a folder with the pattern of its files."""
        url, path, files = self._text("url"), self._text("path"), self._text("files")
        kind = self._text("kind", default=SourceKind.FEED if url else SourceKind.FOLDER)
        for key in self.row.keys() & set(MAILBOX_KEYS):
            self._report(key, self.row[key], "only a mailbox has it", 'write kind = "imap", or remove it')
        if kind not in _KINDS:
            self._report("kind", kind, "is no kind of source", f"write one of {', '.join(_KINDS)}")
        if bool(url) == bool(path):
            self._report("url", url, "one of url and path is needed", "name the feed's url or the folder's path")
        if url:
            return self._feed(url, kind, files)
        if kind == SourceKind.PAGE:
            self._report("kind", kind, "a page has a url, not a path", 'write kind = "folder" or a url')
        if "/" in files:
            self._report("files", files, "is no file pattern", 'write a pattern for file names like "*.md"')
        place = f"{path}/{files}" if files else path
        # A feed in a file is a folder of one file: it is read from disk and its entries stay offline.
        return SourceKind.FOLDER, Path(place).as_posix(), str((self.folder / place).resolve())

    def _feed(self, url: str, kind: str, files: str) -> tuple[SourceKind, str, str]:
        link = web_link(url)
        if link is None:
            self._report(
                "url", display_link(url), "is no http(s) address of a feed", "write https://… without a password"
            )
        if kind == SourceKind.FOLDER:
            self._report("kind", kind, "a folder has a path, not a url", 'write kind = "feed" or a path')
        if files:
            self._report("files", files, "only folders have files", "remove it")
        found = SourceKind.PAGE if kind == SourceKind.PAGE else SourceKind.FEED
        return found, link or "", link or ""

    def _topics(self, known: Collection[str] | None) -> tuple[str, ...]:
        value = self.row.get("topics", [])
        if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
            self._report("topics", value, "is no list of words", 'write topics = ["world", "science"]')
            return ()
        topics = tuple(dict.fromkeys(clean_title(topic).lower() for topic in value))
        for topic in topics:
            if known is not None and topic not in known:
                near = get_close_matches(topic, known, n=1)
                fix = f"write {near[0]!r}" if near else f"write one of {', '.join(sorted(known))}"
                self._report("topics", topic, "is an unknown topic", fix)
        return topics

    def _lang(self) -> str | None:
        lang = self._text("lang")
        if lang and not _LANG.fullmatch(lang):
            self._report("lang", lang, "is no ISO 639-1 code", 'write two letters like "en", or leave it out')
        return lang or None

    def _interval(self) -> int:
        value = self.row.get("interval_seconds", self.interval_seconds)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MAX_SECONDS:
            return value
        reason = f"is no whole number from 1 to {_MAX_SECONDS}"
        self._report("interval_seconds", value, reason, f"write {self.interval_seconds}")
        return self.interval_seconds

    def _delay(self) -> float:
        value = self.row.get("delay_seconds", 0)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MAX_DELAY_SECONDS:
            return float(value)
        self._report("delay_seconds", value, f"is no number from 0 to {_MAX_DELAY_SECONDS}", "leave it out")
        return 0.0

    def _reliability(self) -> str:
        grade = self._text("reliability", default="F").upper()
        if len(grade) == 1 and grade in _GRADES:
            return grade
        self._report("reliability", grade, "is no grade of the Admiralty code", "write A, B, C, D, E or F (unknown)")
        return "F"

    def _flag(self, key: str) -> bool:
        value = self.row.get(key, True)
        if not isinstance(value, bool):
            self._report(key, value, "is neither true nor false", "write true or false")
        return value is True

    def _text(self, key: str, *, default: str = "") -> str:
        value = self.row.get(key, default)
        if isinstance(value, str):
            return value.strip()
        self._report(key, value, "is no text", f'write {key} = "…"')
        return default

    def _report(self, key: str, value: object, reason: str, fix: str) -> None:
        shown = "***" if value and "pass" in key.lower() else value if isinstance(value, str) else repr(value)
        # A misspelt key's address may hold a password or a token too.
        shown = _ADDRESS.sub(lambda found: display_link(found[0]), shown)
        self.problems.append(f"{self.where}: {key} = {shown!s:.80}: {reason}: {fix}")
