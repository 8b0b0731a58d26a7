"""Subscriptions in and out: OPML files of feed readers, and the operator's catalogue."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SettingsError
from bot.ingest.catalogue import read_sources
from bot.ingest.opml import catalogue_rows, read_opml


def import_opml(path: Path, catalogue: Path) -> list[str]:
    """Add the feeds of an OPML file to the catalogue; what it lists already stays as it is. Returns what was done.

    Raises:
        ParseError: The file is no OPML we can read.
        SettingsError: A file cannot be read or written, or the catalogue is wrong.
    """
    try:
        found = read_opml(path.read_bytes())
        written = catalogue.read_text("utf-8") if catalogue.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read ({error}): name an OPML file"]) from error
    known = {source.location for source in read_sources(catalogue)} if written else set()
    new = [feed for feed in found.feeds if feed.url not in known]
    if new:
        _replace(catalogue, written.rstrip("\n") + "\n" * bool(written) + catalogue_rows(new))
    listed = len(found.feeds) - len(new)
    return [*found.left_out, f"{len(new)} feeds added to {catalogue.name}, {listed} stood there already."]


def _replace(catalogue: Path, text: str) -> None:
    """Write the catalogue whole or not at all, and only when it can be read back."""
    draft = catalogue.with_name(f".{catalogue.name}.new")
    try:
        draft.write_text(text, "utf-8")
        read_sources(draft)
        draft.replace(catalogue)
    except OSError as error:
        raise SettingsError([f"{catalogue}: cannot be written ({error}): check its rights"]) from error
    finally:
        draft.unlink(missing_ok=True)
