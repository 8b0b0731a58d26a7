"""The written cases of `cases/*.txt`: one to five sentences each, and the disputes expected of them, or none.

A file is a group; one named after a language code holds cases of that language. A case is

    = name
    # why nothing is a dispute here (required where nothing is)
    @ outlet | date | title
    Text, with `[c1 ...]` around each mention of the claim and `[r1 ...]` around each of the response of dispute 1.
    ! 1 | kinds | claimant; other name | responder; other name | flags

The `@` line may be left out when there is one article and its outlet does not matter; two of them make two articles.
"unnamed" is a name: that of a speaker whom the text does not tell. Marks, kinds and flags are those of `build.py`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.eval.corpus.build import Record, Story, build_story, split_fields, strip_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "cases"
LANGUAGES = frozenset({"de", "es", "fr", "ru", "uk"})
KINDS = frozenset({"denial", "counterclaim", "independent", "figures", "correction", "retraction"})
FLAGS = frozenset({"either_order", "optional"})
DEFAULT_HEAD = ("Penhallow Gazette", "2026-03-02", "")
KEPT_OF_TEN = 3
BEFORE_SIDE = re.compile(r"(?:^|\n|[.!?…:;—–\"”“»’'] )$")
AFTER_SIDE = re.compile(r"[\s]|$")


@dataclass(frozen=True, slots=True)
class Case:
    """One written case. `story` is a gold record of `scoring.score_disputes`; `note` says why nothing is expected."""

    group: str
    note: str
    story: Mapping[str, Record]

    @property
    def id(self) -> str:
        """Return group and name: what the split and every report know the case by."""
        return str(self.story["story"])

    @property
    def kept(self) -> bool:
        """Tell whether nobody who writes rules reads how this case fares: a hash of the id decides, once for all."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 10 < KEPT_OF_TEN


@dataclass(slots=True)
class Draft:
    """The lines of one case as they stand in its file."""

    name: str
    notes: list[str] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)
    blocks: list[list[str]] = field(default_factory=list)
    rulings: list[list[str]] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Add one line to the part it belongs to."""
        if line.startswith("# "):
            self.notes.append(line[2:])
        elif line.startswith("@ "):
            self.heads.append([f"a{len(self.heads) + 1}", *split_fields(line)])
            self.blocks.append([])
        elif line.startswith("! "):
            self.rulings.append(split_fields(line))
        else:
            if not self.blocks:
                self.heads.append(["a1", *DEFAULT_HEAD])
                self.blocks.append([])
            self.blocks[-1].append(line)

    def finish(self, group: str) -> Case:
        """Return the checked case.

        Raises:
            ValueError: Something that a case needs is missing, or a mark or a ruling is not sound.
        """
        story = Story(f"{group}/{self.name}", self.heads)
        story.bodies = [strip_marks("\n".join(block).strip()) for block in self.blocks]
        story.rulings = [
            [number, kinds, f"claimant: {claimant}", f"responder: {responder}", *flags]
            for number, kinds, claimant, responder, *flags in self.rulings
        ]
        lang = group if group in LANGUAGES else "en"
        record = build_story(story)
        for article in record["articles"]:
            article["lang"] = lang
        case = Case(group, " ".join(self.notes), record)
        if problems := find_problems(case):
            raise ValueError(f"{case.id}: {'; '.join(problems)}")
        return case


def find_problems(case: Case) -> list[str]:
    """Return what is wrong with a case in itself."""
    texts = {article["article"]: article["text"] for article in case.story["articles"]}
    problems = [f"article {name} is empty" for name, text in texts.items() if not text]
    if not case.story["disputes"] and not case.note:
        problems.append("no dispute, and no word why")
    for dispute in case.story["disputes"]:
        if unknown := set(dispute["kind"]) - KINDS:
            problems.append(f"no such kind: {sorted(unknown)}")
        if not all(dispute["claimant"] + dispute["responder"]):
            problems.append("a side has an empty name")
        for mention in dispute["claim"] + dispute["response"]:
            text = texts[mention["article"]]
            side = text[mention["start"] : mention["end"]]
            before, after = text[: mention["start"]], text[mention["end"] :]
            if side != side.strip() or not BEFORE_SIDE.search(before) or not AFTER_SIDE.match(after):
                problems.append(f"not whole sentences: {side!r}")
    return problems


def parse_cases(group: str, source: str) -> list[Case]:
    """Read the cases of one file.

    Raises:
        ValueError: A case is not sound; the message names it.
    """
    drafts: list[Draft] = []
    for line in filter(None, map(str.rstrip, source.splitlines())):
        if line.startswith("= "):
            drafts.append(Draft(line[2:]))
        elif drafts:
            drafts[-1].take(line)
        elif not line.startswith("# "):
            raise ValueError(f"{group}: {line!r} stands before the first case")
    return [draft.finish(group) for draft in drafts]


def read_sources() -> dict[str, str]:
    """Return the text of each case file by its group."""
    return {file.stem: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.txt"))}


def load_cases() -> tuple[Case, ...]:
    """Return every case, groups in alphabetical order.

    Raises:
        ValueError: A case is not sound, or two have one id.
    """
    cases = tuple(case for group, source in read_sources().items() for case in parse_cases(group, source))
    ids = [case.id for case in cases]
    if len(set(ids)) < len(ids):
        raise ValueError(f"written twice: {sorted({one for one in ids if ids.count(one) > 1})}")
    return cases
