"""feedparser's own test suite, put to feedparser and to us: on what an article takes from an entry.

    python benchmarks/conformance.py FOLDER [--write]

FOLDER is `tests` of feedparser's source distribution. Each of its files states what a reader should find
("Expect: entries[0]['title'] == '…'"). The statements about fields we use are put to both readers; a file counts as
passed when all of them hold. --write renews docs/reference/feed-conformance.md: files used, and why others are not.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import feedparser  # noqa: E402 - the path comes first

from bot.errors import ParseError  # noqa: E402 - as above
from bot.ingest.entries import Entry  # noqa: E402 - as above
from bot.ingest.links import web_link  # noqa: E402 - as above
from bot.ingest.markup import html_to_text  # noqa: E402 - as above
from bot.ingest.normalise import clean_text, clean_title, clean_topics  # noqa: E402 - as above
from bot.ingest.parse import parse_feed  # noqa: E402 - as above

PAGE = ROOT / "docs" / "reference" / "feed-conformance.md"
BASE = "http://127.0.0.1:8097/"  # where feedparser's own runner serves the files
EXPECT = re.compile(r"Expect:\s*(.*?)\s*-->", re.DOTALL)
HEADER = re.compile(r"^\s*Header:\s*(\S+?):[ \t]*(.*?)\s*$", re.MULTILINE)
DATES = {"published", "updated", "created", "published_parsed", "updated_parsed", "created_parsed"}
BODIES = {"description", "summary", "summary_detail", "content"}
TITLES = {"title", "title_detail"}
USED = TITLES | BODIES | DATES | {"link", "id", "guid", "author", "author_detail", "tags", "enclosures"}
WORDS = TITLES | BODIES | {"link"}
# feedparser's sanitiser makes words of markup in these; here a fragment reads as browsers show it.
AS_BROWSERS = {
    "encoding/bozo_linenoise.xml": "<> is shown as it stands",
    "wellformed/rss/item_description_not_a_doctype.xml": "<! begins a comment",
    "wellformed/sanitize/entry_content_iframe.xml": "what stands inside an iframe is not shown",
    "wellformed/sanitize/entry_summary_iframe.xml": "what stands inside an iframe is not shown",
    "wellformed/sanitize/item_content_encoded_script_nested_cdata.xml": "<![CDATA[ begins a comment in HTML",
}


@dataclass(frozen=True)
class Claim:
    """One comparison of a file's expectation: the path into the entry and the value."""

    number: int
    path: tuple[str | int, ...]
    value: object
    source: str


@dataclass
class Tally:
    used: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)
    unknown_dates: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    differ: list[tuple[str, str]] = field(default_factory=list)
    excluded: dict[str, list[str]] = field(default_factory=dict)


def statement(data: bytes) -> tuple[str, dict[str, str]] | None:
    """Return what a file expects and the HTTP headers it is served with."""
    for encoding in ("utf-8", "utf-16", "utf-32", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if found := EXPECT.search(text):
            return found[1], {name.lower(): value for name, value in HEADER.findall(text)}
    return None


def claims(expression: str) -> Iterator[Claim]:
    """Yield the comparisons of entries that we can put to both readers."""
    tree = ast.parse(expression.strip(), mode="eval").body
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if not (isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq)):
            continue
        path = location(part.left)
        if path[:1] != ("entries",) or len(path) < 3 or path[2] not in USED or not isinstance(path[1], int):
            continue
        if path[2] in {"title_detail", "summary_detail", "content"} and path[-1] != "value":
            continue
        if (path[2] == "author_detail" and path[-1] != "name") or (path[2] == "tags" and path[-1] != "term"):
            continue
        try:
            value = ast.literal_eval(part.comparators[0])
        except ValueError:
            continue
        yield Claim(path[1], path[2:], value, ast.unparse(part.left))


def location(node: ast.expr) -> tuple[str | int, ...]:
    """Return `entries[0]['content'][0]['value']` as ("entries", 0, "content", 0, "value")."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*location(node.value), node.attr)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return (*location(node.value), node.slice.value)
    return ("?",)


def theirs_holds(found: object, claim: Claim) -> bool:
    value = found.entries
    try:
        for step in (claim.number, *claim.path):
            value = value[step]
    except (LookupError, TypeError, AttributeError):
        return False
    return tuple(value) == tuple(claim.value) if claim.path[0].endswith("_parsed") and value else value == claim.value


def titled(data: bytes) -> bytes:
    """Return the feed with a title in each entry: one that has neither words nor an address is no article."""
    return re.sub(rb"<(item|entry)((?:\s[^>]*)?)>", rb"<\1\2><title>T</title>", data)


def texts(parsed: object, number: int) -> list[str]:
    """Return the texts of an entry as plain text: the longest of them is the article's."""
    entry = parsed.entries[number]
    return [
        html_to_text(text) for text in (entry.get("summary", ""), *(part.value for part in entry.get("content", ())))
    ]


def ours_holds(entry: Entry | None, claim: Claim, name: str, tally: Tally, others: list[str]) -> bool:
    """Say whether our entry has what is expected, in our form: plain text, http(s) addresses, instants."""
    kind, value = claim.path[0], claim.value
    if kind in DATES:
        return date_holds(entry, claim, name, tally)
    if kind == "enclosures":
        return attached_holds(entry, claim)
    value = str(value or "")
    if kind in TITLES:
        return (entry.title if entry else "") in {clean_title(html_to_text(value)), clean_title(value)}
    if kind in BODIES:
        body = entry.body if entry else ""
        longer = len(body) >= len(html_to_text(value)) and body in others
        return longer or body in {html_to_text(value), clean_text(value)}
    if kind == "link":
        return (entry.link if entry else None) == web_link(value, BASE)
    if kind in {"id", "guid"}:
        return (entry.key if entry else "") in {clean_title(value), web_link(value) or ""}
    if kind == "tags":
        return set(clean_topics([value])) <= set(entry.topics if entry else ())
    return clean_title(value) in (entry.author if entry else "")


def attached_holds(entry: Entry | None, claim: Claim) -> bool:
    """Compare an attached file, or one thing stated of it."""
    _, place, *rest = claim.path
    if entry is None or not isinstance(place, int) or place >= len(entry.enclosures):
        return False
    found = entry.enclosures[place]
    ours = {"href": found.url, "type": found.media_type, "length": str(found.size_bytes)}
    if rest:
        name = "href" if rest[0] == "url" else rest[0]
        return ours.get(name) == (web_link(claim.value, BASE) if name == "href" else claim.value)
    return ours == claim.value


def date_holds(entry: Entry | None, claim: Claim, name: str, tally: Tally) -> bool:
    """Compare instants. What a source leaves in doubt is unknown here (decision 0051), and counted apart."""
    if not claim.path[0].endswith("_parsed"):
        return True  # a date's own words are not kept
    moments = [] if entry is None else [entry.published_at, entry.updated_at]
    given = None if claim.value is None else timegm(claim.value)
    if any(moment and moment.timestamp() == given for moment in moments):
        return True
    if any(moments) and given is not None:
        tally.invented.append(name)
        return False
    tally.unknown_dates.append(name)
    return True


def judge(name: str, data: bytes, tally: Tally) -> None:
    found = statement(data)
    if found is None:
        return exclude(tally, "it states no expectation", name)
    expression, headers = found
    wanted = list(claims(expression))
    if not wanted:
        return exclude(tally, reason(expression), name)
    location_, kind = headers.get("content-location", BASE + name), headers.get("content-type", "application/xml")
    parsed = feedparser.parse(data, response_headers={"content-location": location_, "content-type": kind, **headers})
    try:
        entries = parse_feed(data, location_, kind).entries
    except ParseError as error:
        if "entities" in error.message:
            return exclude(tally, "it declares XML entities, which are refused (entity bombs)", name)
        entries = ()
    if name in AS_BROWSERS:
        return exclude(tally, "it expects words where browsers show none, or none where they show some", name)
    if not entries and not any(claim.path[0] in WORDS for claim in wanted):
        entries = parse_feed(titled(data), location_, kind).entries
    tally.used.append(name)
    if all(theirs_holds(parsed, claim) for claim in wanted):
        tally.theirs.append(name)
    wrong = [
        claim
        for claim in wanted
        if not ours_holds(
            entries[claim.number] if claim.number < len(entries) else None,
            claim,
            name,
            tally,
            texts(parsed, claim.number),
        )
    ]
    if not wrong:
        tally.ours.append(name)
    for claim in wrong:
        tally.differ.append((name, claim.source))
    return None


def reason(expression: str) -> str:
    """Say why nothing of an expectation is used."""
    names = re.findall(r"entries\[\d+\](?:\.|\[['\"])(\w+)", expression)
    if names:
        unused = sorted(set(names) - USED) or sorted(set(names))
        return f"it speaks of a field that articles do not take, or of its language or type: {unused[0]}"
    if "entries" in expression:
        return "it counts entries or asks for the absence of a field"
    if "feed" in expression or "headers" in expression or "version" in expression or "namespaces" in expression:
        return "it speaks of the feed as a whole, not of its entries"
    return "it speaks of encoding or well-formedness (bozo), which is a warning here"


def exclude(tally: Tally, why: str, name: str) -> None:
    tally.excluded.setdefault(why, []).append(name)


def run(folder: Path) -> Tally:
    tally = Tally()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".xml", ".json"}:
            judge(path.relative_to(folder).as_posix(), path.read_bytes(), tally)
    return tally


def show(tally: Tally) -> None:
    total = len(tally.used) + sum(map(len, tally.excluded.values()))
    print(f"{total} files, {len(tally.used)} used")
    print(f"feedparser {feedparser.__version__}: {len(tally.theirs)} pass")
    print(f"counterpoint: {len(tally.ours)} pass")
    behind = sorted(set(tally.theirs) - set(tally.ours))
    print(
        f"feedparser passes and we do not: {len(behind)}; we pass and feedparser does not: "
        f"{len(set(tally.ours) - set(tally.theirs))}"
    )
    print(f"dates left unknown: {len(tally.unknown_dates)}; dates invented: {len(tally.invented)}")
    for name, source in tally.differ:
        print(f"  differs: {name}: {source}")


def page(tally: Tally) -> str:
    """Return the published list."""
    lines = [
        "# Conformance on feedparser's test suite",
        "",
        "Generated by `python benchmarks/conformance.py FOLDER --write` (FOLDER: `tests` of feedparser's source",
        f"distribution {feedparser.__version__}): do not edit. The files themselves are not part of this repository.",
        "",
        "Each file states what a reader should find. Used are the statements about what an article takes: title, link,",
        "id, dates, author, summary, content, categories and enclosures. Texts are compared as plain text, links as",
        "addresses, dates as instants. An entry without words or address is no article; where a file has only such,",
        "each is given a title first.",
        "",
        "| | files |",
        "|---|---|",
        f"| used | {len(tally.used)} |",
        f"| feedparser passes | {len(tally.theirs)} |",
        f"| Counterpoint passes | {len(tally.ours)} |",
        f"| feedparser passes, Counterpoint does not | {len(set(tally.theirs) - set(tally.ours))} |",
        f"| Counterpoint passes, feedparser does not | {len(set(tally.ours) - set(tally.theirs))} |",
        f"| dates left unknown: no time, no zone or no defined form | {len(tally.unknown_dates)} |",
        f"| dates invented | {len(tally.invented)} |",
        "",
    ]
    lines += ["## Where we differ", "", *[f"- `{name}`: `{source}`" for name, source in tally.differ], ""]
    lines += ["## Dates left unknown", "", listing(tally.unknown_dates), ""]
    lines += ["## Files used", "", listing(tally.used), "", "## Files not used", ""]
    for why, names in sorted(tally.excluded.items()):
        lines += [f"### {why[0].upper()}{why[1:]} ({len(names)})", "", listing(names), ""]
    return "\n".join(lines)


def listing(names: list[str]) -> str:
    """Return names by folder, one line a folder."""
    folders: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        folder, _, file = name.rpartition("/")
        folders.setdefault(folder, []).append(file.removesuffix(".xml"))
    return "\n".join(f"- {folder}: {' '.join(files)}" for folder, files in folders.items()) or "None."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    tally = run(wanted.folder)
    show(tally)
    print(Counter({why: len(names) for why, names in tally.excluded.items()}).most_common(12))
    if wanted.write:
        PAGE.write_text(page(tally))


if __name__ == "__main__":
    main()
