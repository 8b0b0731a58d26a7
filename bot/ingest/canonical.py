"""The one address of an article: without what tracks its reader, and as its own page names it.

Nothing else is changed about an address: capitals, a slash at the end or "m." may matter to a site. What leads to the
same page otherwise (AMP, mobile, print) is known by the page's canonical link alone.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from bot.ingest.links import web_link

_VARIANTS = ("www.", "m.", "mobile.", "amp.")


class _Table(NamedTuple):
    names: frozenset[str]
    beginnings: tuple[str, ...]
    caches: tuple[str, ...]


@cache
def _table() -> _Table:
    read = tomllib.loads(files("bot.ingest").joinpath("tracking.toml").read_text(encoding="utf-8"))
    names = read["parameters"]
    return _Table(
        names=frozenset(name for name in names if not name.endswith("*")),
        beginnings=tuple(name[:-1] for name in names if name.endswith("*")),
        caches=tuple(read["caches"]),
    )


def article_link(link: str | None, base: str = "") -> str | None:
    """Return an absolute http(s) address without fragment and tracking parameters, or None; see `web_link`."""
    found = web_link(link, base)
    return None if found is None else without_tracking(found)


def without_tracking(link: str) -> str:
    """Return an absolute http(s) address without its tracking parameters."""
    if "?" not in link:
        return link
    parts = urlsplit(link)
    kept = "&".join(part for part in parts.query.split("&") if not _tracks(part))
    return link if kept == parts.query else urlunsplit(parts._replace(query=kept))


def canonical_link(stated: str | None, place: str) -> str | None:
    """Return the address that a page names as its own, or None where it cannot be that of an article there.

    A page may name any address: one of another site would show readers a link to words we never read there, and a home
    page is named by sites that give every page the same head.

    Args:
        stated: What the page's canonical link says.
        place: Where the page was read, after redirects; empty for files, which may name any site.
    """
    found = article_link(stated, place)
    if found is None or not _is_inner(found):
        return None
    if not place:
        return found
    here, there = urlsplit(place).hostname or "", urlsplit(found).hostname or ""
    cached = any(here == cache or here.endswith(f".{cache}") for cache in _table().caches)
    return found if cached or _of_one_site(here, there) else None


def _is_inner(link: str) -> bool:
    """Say whether an address is not a site's home page."""
    parts = urlsplit(link)
    return bool(parts.path.strip("/") or parts.query)


def _tracks(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return name in _table().names or name.startswith(_table().beginnings)


def _of_one_site(one: str, other: str) -> bool:
    """Say whether two hosts are one site's: the same but for "www." and the like, or one below the other."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return short == long or ("." in short and long.endswith(f".{short}"))


def _bare(host: str) -> str:
    return next((host.removeprefix(prefix) for prefix in _VARIANTS if host.startswith(prefix)), host)
