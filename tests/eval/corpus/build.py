"""Build the evaluation corpus from its annotated sources: `python tests/eval/corpus/build.py` rewrites the JSONL files.

Annotations stand inside the texts, so that spans can never drift from the words they mark:

* `[c1 ...]` and `[r1 ...]` mark a mention of the claim and of the response of dispute 1; `[r1,c2 ...]` is both.
* `{s1 ...}`, `{q1 ...}` and `{c1 ...}` mark source, cue and content of attribution 1 of an article.

A dispute source is a story: `= id`, then per article `@ id | outlet | date | title [| attributed]` and its text, then
`! number | kinds | claimant: names | responder: names [| flags]` and `> article | reference summary` lines. An article
is "attributed" when each of its attributions is marked. Flags: optional (not core), unclear, either_order.
An event source holds events: `= id`, then per article `@ instant | title` and one paragraph.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("disputes.jsonl", "attribution.jsonl", "summaries.jsonl", "stories.jsonl")
MARK = re.compile(r"\[(?P<sides>[cr]\d+(?:,[cr]\d+)*) |\{(?P<part>[sqc]\d+) |(?P<close>[\]}])")
PARTS = {"s": "source", "q": "cue", "c": "content"}

Span = tuple[int, int]
Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text without its marks, and what each mark covered. Keys: "[c1" for dispute sides, "{c1" for attributions."""

    text: str
    spans: dict[str, list[Span]]


def strip_marks(source: str) -> Annotated:
    """Take the marks out of a text and keep their offsets.

    Raises:
        ValueError: A mark is not opened, not closed, or closed by the wrong bracket.
    """
    text, position, stack = "", 0, []
    spans: dict[str, list[Span]] = defaultdict(list)
    for match in MARK.finditer(source):
        text += source[position : match.start()]
        position = match.end()
        if match["close"] is None:
            stack.append((match[0][0], match["sides"] or match["part"], len(text)))
            continue
        if not stack:
            raise ValueError(f"closed and never opened near {text[-60:]!r}")
        bracket, labels, start = stack.pop()
        if bracket + match["close"] not in {"[]", "{}"}:
            raise ValueError(f"{bracket}{labels} is closed by {match['close']} near {text[-60:]!r}")
        for label in labels.split(","):
            spans[bracket + label].append((start, len(text)))
    if stack:
        raise ValueError(f"not closed: {stack}")
    return Annotated(text + source[position:], dict(spans))


@dataclass(slots=True)
class Story:
    """One parsed story source."""

    id: str
    heads: list[list[str]] = field(default_factory=list)
    bodies: list[Annotated] = field(default_factory=list)
    rulings: list[list[str]] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)


def split_fields(line: str) -> list[str]:
    """Split a heading line at its bars."""
    return [part.strip() for part in line[2:].split(" | ")]


def parse_story(source: str) -> Story:
    """Read one dispute source."""
    blocks: list[list[str]] = []
    story = Story(source.splitlines()[0].removeprefix("= ").strip())
    for line in source.splitlines()[1:]:
        if line.startswith("@ "):
            story.heads.append(split_fields(line))
            blocks.append([])
        elif line.startswith("! "):
            story.rulings.append(split_fields(line))
        elif line.startswith("> "):
            article, reference = split_fields(line)
            story.references.append((article, reference))
        else:
            blocks[-1].append(line)
    story.bodies = [strip_marks("\n".join(block).strip()) for block in blocks]
    return story


def find_mentions(story: Story, label: str) -> list[Record]:
    """Return every mention of one side of a dispute, in reading order.

    Raises:
        ValueError: The side is nowhere marked.
    """
    mentions: list[Record] = [
        {"article": head[0], "start": start, "end": end}
        for head, body in zip(story.heads, story.bodies, strict=True)
        for start, end in body.spans.get(f"[{label}", [])
    ]
    if not mentions:
        raise ValueError(f"{story.id}: {label} is marked nowhere")
    return mentions


def build_dispute(story: Story, ruling: list[str]) -> Record:
    """Turn one `!` line and its marks into a gold dispute."""
    number, kinds, claimant, responder, *flags = ruling
    flagged = set(" ".join(flags).split())
    dispute: Record = {
        "core": "optional" not in flagged,
        "clear": "unclear" not in flagged,
        "kind": kinds.split(),
        "claim": find_mentions(story, f"c{number}"),
        "response": find_mentions(story, f"r{number}"),
        "claimant": claimant.removeprefix("claimant: ").split("; "),
        "responder": responder.removeprefix("responder: ").split("; "),
    }
    return dispute | ({"either_order": True} if "either_order" in flagged else {})


def build_story(story: Story) -> Record:
    """Return the gold record of a story; a marked side without a `!` line is an error."""
    marked = {label[2:] for body in story.bodies for label in body.spans if label.startswith("[")}
    if marked != {ruling[0] for ruling in story.rulings}:
        raise ValueError(f"{story.id}: marks {sorted(marked)} and ! lines differ")
    articles = [
        {"article": head[0], "source": head[1], "title": head[3], "date": head[2], "text": body.text}
        for head, body in zip(story.heads, story.bodies, strict=True)
    ]
    disputes = [build_dispute(story, ruling) for ruling in story.rulings]
    return {"story": story.id, "articles": articles, "disputes": disputes}


def build_attributions(story: Story) -> list[Record]:
    """Return one record for each article of a story whose attributions are all marked."""
    records: list[Record] = []
    for head, body in zip(story.heads, story.bodies, strict=True):
        if head[4:] != ["attributed"]:
            continue
        numbers = sorted({int(label[2:]) for label in body.spans if label.startswith("{")})
        attributions = [
            {name: body.spans.get(f"{{{part}{number}", []) for part, name in PARTS.items()} for number in numbers
        ]
        records.append({"doc_id": f"{story.id}/{head[0]}", "text": body.text, "attributions": attributions})
    return records


def build_summaries(story: Story) -> list[Record]:
    """Return the articles and, where it has a reference, the whole story, each with its reference."""
    texts = {head[0]: body.text for head, body in zip(story.heads, story.bodies, strict=True)}
    return [
        {
            "id": f"{story.id}/{article}",
            "lang": "en",
            "docs": list(texts.values()) if article == "story" else [texts[article]],
            "refs": [reference],
        }
        for article, reference in story.references
    ]


def build_events(source: str) -> list[Record]:
    """Read one event source."""
    records: list[Record] = []
    event = ""
    for line in filter(None, source.splitlines()):
        if line.startswith("= "):
            event = line[2:].strip()
        elif line.startswith("@ "):
            instant, title = split_fields(line)
            number = sum(record["story"] == event for record in records) + 1
            head = {"id": f"{event}-{number}", "story": event, "title": title}
            records.append(head | {"published_at": f"{instant}:00Z", "lang": "en"})
        else:
            records[-1]["text"] = line
    return records


def build() -> dict[str, str]:
    """Return the text of each corpus file."""
    stories = [parse_story(file.read_text("utf-8")) for file in sorted((HERE / "src" / "disputes").glob("*.txt"))]
    events = [
        record
        for file in sorted((HERE / "src" / "events").glob("*.txt"))
        for record in build_events(file.read_text("utf-8"))
    ]
    rows: tuple[list[Record], ...] = (
        [build_story(story) for story in stories],
        [record for story in stories for record in build_attributions(story)],
        [record for story in stories for record in build_summaries(story)],
        sorted(events, key=lambda record: (str(record["published_at"]), str(record["id"]))),
    )
    return {
        name: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in file_rows)
        for name, file_rows in zip(FILES, rows, strict=True)
    }


def digest(files: dict[str, str]) -> str:
    """Return the SHA-256 over corpus files, in the order of their names."""
    return hashlib.sha256("".join(files[name] for name in sorted(files)).encode()).hexdigest()


def main() -> None:
    """Write the corpus and print its size."""
    for name, text in build().items():
        (HERE / name).write_text(text, "utf-8")
        sys.stdout.write(f"{name}: {text.count(chr(10))} records\n")


if __name__ == "__main__":
    main()
