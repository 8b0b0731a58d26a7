"""Watched folders: which files there are, and what each of them says. Runs in a pool child.

A source's location is a folder (read with everything below it) or a path whose last part is a file name or pattern.
Dates and links come from a file's own metadata only; file times say when a copy was made, not when it was published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISREG

from bot.errors import FetchError, ParseError
from bot.ingest.documents import read_html, read_mail, read_markdown, read_text
from bot.ingest.entries import Entry, Reading
from bot.ingest.limits import DEFAULT_LIMITS
from bot.ingest.normalise import clean_title
from bot.ingest.parse import parse_feed
from bot.ingest.records import read_articles

_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".eml": read_mail,
    ".json": read_articles,
}
_FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf"})
_PAGES = frozenset({".html", ".htm"})
_IGNORED = frozenset({"readme.md", "sources.toml", "demo.toml"})  # they describe the folder; they are not its news
# Controls, marks that turn the order of letters around, and bytes that are not UTF-8.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MAX_FILES = 50_000


def list_files(location: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return a fingerprint of a folder's state, its readable files as relative POSIX paths, and warnings.

    The fingerprint covers names, sizes and times: as long as it is the same, nothing has to be read again.

    Raises:
        FetchError: The folder does not exist, cannot be opened or holds more than MAX_FILES files.
    """
    root, pattern = split_location(location)
    state = hashlib.sha256()
    found: list[str] = []
    warnings: list[str] = []
    try:
        for path in sorted(path for path in _walk(root) if _matches(path, root, pattern)):
            relative = path.relative_to(root).as_posix()
            if _UNSHOWN.search(relative):
                warnings.append(f"{clean_title(relative)}: its name holds characters that cannot be shown: rename it")
                continue
            if not _inside(path, root):
                warnings.append(f"{relative} points outside its folder and is not read: copy the file into the folder")
                continue
            status = path.stat()
            if S_ISREG(status.st_mode):
                state.update(f"{relative}\0{status.st_mtime_ns}\0{status.st_size}\n".encode("utf-8", "replace"))
                found.append(relative)
    except OSError as error:
        raise FetchError(f"the folder {root} cannot be read ({error.strerror}): check path and rights") from error
    if len(found) > MAX_FILES:
        raise FetchError(f"the folder {root} holds {len(found):,} files, {MAX_FILES:,} are read: make several sources")
    if pattern is not None and not found:
        warnings.append(f"no file in {root} is named {pattern}: check the source's path and files")
    return state.hexdigest(), tuple(found), tuple(warnings)


def read_file(location: str, relative: str) -> Reading:
    """Return what one file of a folder says; feeds and JSON files may hold many entries.

    Raises:
        FetchError: The file is gone, cannot be opened or points outside its folder.
        ParseError: It is too large, empty or not what its name promises.
    """
    root, _ = split_location(location)
    path = root / relative
    if not _inside(path, root):
        raise FetchError("it points outside its folder and is not read: copy the file into the folder")
    suffix = path.suffix.lower()
    limit = DEFAULT_LIMITS.max_page_bytes if suffix in _PAGES else DEFAULT_LIMITS.max_feed_bytes
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise FetchError(f"it cannot be opened ({error.strerror}): check its rights") from error
    if len(data) > limit:
        raise ParseError(f"it has more than {limit:,} bytes: split it into one file an article")
    reading = parse_feed(data, "", "") if suffix in _FEEDS else _READERS[suffix](data, relative)
    return Reading(entries=tuple(_placed(reading.entries, relative)), warnings=reading.warnings)


def split_location(location: str) -> tuple[Path, str | None]:
    """Return the folder of a location and the file pattern it ends in, if any."""
    path = Path(location)
    return (path, None) if path.is_dir() or not _is_pattern(path) else (path.parent, path.name)


def _is_pattern(path: Path) -> bool:
    return any(mark in path.name for mark in "*?[") or path.suffix.lower() in _READERS.keys() | _FEEDS


def _walk(root: Path) -> Iterator[Path]:
    """Yield the visible files below a folder, without entering links to folders."""
    for path in root.iterdir():
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            yield path
        elif not path.is_symlink():
            yield from _walk(path)


def _matches(path: Path, root: Path, pattern: str | None) -> bool:
    if path.suffix.lower() not in _READERS.keys() | _FEEDS or path.name.lower() in _IGNORED:
        return False
    if pattern is None:
        return True
    return fnmatchcase(path.name, pattern) if any(mark in pattern for mark in "*?[") else path == root / pattern


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _placed(entries: tuple[Entry, ...], relative: str) -> Iterator[Entry]:
    """Give entries their file. A document's key is its path; the entries of a feed keep the keys the feed gave."""
    return (replace(entry, file=relative) for entry in entries)
