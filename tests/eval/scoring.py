"""The measures of quality, on the formats of the command line: gold records and found records in, figures 0 to 1 out.

* disputes: gold {story, articles, disputes: [{core, clear, kind, claim: [mention], response: [mention],
  claimant: [name], responder: [name], either_order?}]}; found {story, disputes: [{claim: mention,
  response: mention, claimant, responder, kinds}]}; a mention is {article, start, end}.
* attribution: gold {doc_id, text, attributions: [{source: [[start, end]], cue, content}]}; found {story, statements:
  [{source: {start, end} or null, cue, content}]}.
* stories: gold {id, story}; found {id, story} or {merged, into}.
* summaries: gold {id, docs, refs}; found {id, sentences: [{doc, start, end, text}]}.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.eval.rouge import rouge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Record = Mapping[str, Any]
    Figures = dict[str, float]

TITLES = {"the", "a", "an", "mr", "mrs", "ms", "president", "of", "and", "reported", "outlet", "s", "in", "for"}
LONGEST_NAME_WORDS = 8


def ratios(right: float, found: float, gold: float) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = right / max(1, found), right / max(1, gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


# Disputes


def shared_chars(one: Record, other: Record) -> int:
    """Return how many characters two mentions share; negative or zero when none."""
    if one["article"] != other["article"]:
        return 0
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def is_same_place(one: Record, other: Record) -> bool:
    """Half of the shorter is shared, and neither is much longer than the other."""
    short, long = sorted((one["end"] - one["start"], other["end"] - other["start"]))
    return shared_chars(one, other) >= 0.5 * short > 0 and long <= 3 * short + 100


def match_mentions(flag: Record, gold: Record) -> set[tuple[int, int, bool]]:
    """Return the pairs of gold mentions that a flag points at, and whether its sides are swapped."""
    same_sentence = is_same_place(flag["claim"], flag["response"])
    return {
        (i, j, swapped)
        for swapped in ((False, True) if gold.get("either_order") else (False,))
        for i, claim in enumerate(gold["claim"])
        for j, response in enumerate(gold["response"])
        if is_same_place(flag["response" if swapped else "claim"], claim)
        and is_same_place(flag["claim" if swapped else "response"], response)
        and (not same_sentence or shared_chars(claim, response) > 0)
    }


def is_inside(mention: Record, texts: Mapping[str, str]) -> bool:
    """A mention lies inside its article."""
    return 0 <= mention["start"] < mention["end"] <= len(texts.get(mention["article"], ""))


def is_same_name(name: str | None, names: Iterable[str]) -> bool:
    """The last word, or half of the words, of a name stand in one of the gold names."""
    parts = [word for word in re.findall(r"\w+", (name or "unnamed").lower()) if word not in TITLES]
    wanted = [set(re.findall(r"\w+", gold.lower())) for gold in names]
    return 0 < len(parts) <= LONGEST_NAME_WORDS and any(
        parts[-1] in gold or 2 * len(gold.intersection(parts)) >= len(parts) for gold in wanted
    )


def count_match(count: Counter[str], flag: Record, gold: Record, matches: set[tuple[int, int, bool]]) -> None:
    """Count a right flag and whether its names and kind are right too."""
    sides = ("responder", "claimant") if all(swapped for *_, swapped in matches) else ("claimant", "responder")
    count["right"] += 1
    count["kind"] += bool(set(flag.get("kinds") or ()) & set(gold["kind"]))
    count["claimant"] += is_same_name(flag.get(sides[0]), gold["claimant"])
    count["responder"] += is_same_name(flag.get(sides[1]), gold["responder"])


def judge_flags(count: Counter[str], story: Record, flags: Sequence[Record]) -> None:
    """Count the flags of one story, best first: right, wrong, or neither (an optional dispute, another listed pair)."""
    texts = {article["article"]: article["text"] for article in story["articles"]}
    core_first = sorted(enumerate(story["disputes"]), key=lambda numbered: not numbered[1]["core"])
    taken: set[int] = set()
    used: set[tuple[int, int, int]] = set()
    for flag in flags:
        inside = is_inside(flag["claim"], texts) and is_inside(flag["response"], texts)
        matches = {number: match_mentions(flag, gold) if inside else set() for number, gold in core_first}
        match = next((number for number, found in matches.items() if found and number not in taken), None)
        pairs = {(number, i, j) for number, found in matches.items() for i, j, _ in found}
        if match is None:
            count["wrong"] += not pairs - used
        else:
            taken.add(match)
            if story["disputes"][match]["core"]:
                count_match(count, flag, story["disputes"][match], matches[match])
        used |= pairs


def score_disputes(gold: Sequence[Record], found: Sequence[Record]) -> Figures:
    """Return precision, recall and F1 of dispute flags, and the shares of core disputes found and named, typed right.

    The shares are of all core disputes, not of those found: finding one more can never lower them.
    """
    flags = {record["story"]: record.get("disputes", []) for record in found}
    count: Counter[str] = Counter()
    for story in gold:
        judge_flags(count, story, flags.get(story["story"], []))
    core = sum(dispute["core"] for story in gold for dispute in story["disputes"])
    precision, recall, mean = ratios(count["right"], count["right"] + count["wrong"], core)
    named = {side: count[side] / max(1, core) for side in ("claimant", "responder", "kind")}
    return {"precision": precision, "recall": recall, "f1": mean} | named


# Attribution

PARTS = ("cue", "source", "content")
Tokens = frozenset[tuple[int, int]]


def tokens(text: str, spans: Iterable[Sequence[int]]) -> Tokens:
    """Return the word positions inside spans."""
    return frozenset(match.span() for start, end in spans for match in re.compile(r"\w+").finditer(text, start, end))


def is_same_statement(found: Mapping[str, Tokens], gold: Mapping[str, Tokens]) -> bool:
    """A third of the cue is gold, and source and content share at least half of their union with the gold."""
    return 3 * len(found["cue"] & gold["cue"]) >= max(1, len(found["cue"])) and all(
        2 * len(found[part] & gold[part]) >= len(found[part] | gold[part]) for part in ("source", "content")
    )


def count_whole(found: Sequence[Mapping[str, Tokens]], gold: Sequence[Mapping[str, Tokens]]) -> int:
    """Return how many found statements are gold ones, each gold one used once."""
    used: set[int] = set()
    for statement in found:
        same = (i for i, other in enumerate(gold) if i not in used and is_same_statement(statement, other))
        used.update([first] if (first := next(same, None)) is not None else [])
    return len(used)


def score_attribution(gold: Sequence[Record], found: Sequence[Record]) -> Figures:
    """Return the token F1 of cue, source and content, and the F1 of whole statements."""
    by_id = {record["story"]: record.get("statements", []) for record in found}
    count: Counter[tuple[str, str]] = Counter()
    for article in gold:
        text = article["text"]
        wanted = [{part: tokens(text, item[part]) for part in PARTS} for item in article["attributions"]]
        given = [
            {part: tokens(text, [(item[part]["start"], item[part]["end"])] if item.get(part) else []) for part in PARTS}
            for item in by_id.get(article["doc_id"], [])
        ]
        for part in PARTS:
            gold_tokens, found_tokens = (frozenset().union(*(item[part] for item in side)) for side in (wanted, given))
            count.update({(part, "right"): len(gold_tokens & found_tokens)})
            count.update({(part, "found"): len(found_tokens), (part, "gold"): len(gold_tokens)})
        count.update({("statement", "right"): count_whole(given, wanted)})
        count.update({("statement", "found"): len(given), ("statement", "gold"): len(wanted)})
    return {
        part: ratios(*(count[part, what] for what in ("right", "found", "gold")))[2] for part in (*PARTS, "statement")
    }


# Stories


def score_stories(gold: Sequence[Record], found: Sequence[Record]) -> Figures:
    """Return B-cubed precision, recall and F1; merges that come later count for the articles before them."""
    into = {record["merged"]: record["into"] for record in found if "merged" in record}
    placed = {record["id"]: record["story"] for record in found if "id" in record}
    pairs = []
    for record in gold:
        story = placed[record["id"]]
        while story in into:
            story = into[story]
        pairs.append((record["story"], story))
    both, golds, founds = Counter(pairs), Counter(g for g, _ in pairs), Counter(f for _, f in pairs)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(pairs)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(pairs)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


# Summaries

ROUGE = ("rouge1", "rouge2", "rougeL")


def cut_words(sentences: Sequence[str], limit: int | None) -> list[str]:
    """Return the sentences' first `limit` words, as is usual when systems of other lengths are compared."""
    kept: list[str] = []
    left = limit if limit is not None else sum(len(sentence.split()) for sentence in sentences)
    for sentence in sentences:
        kept.append(" ".join(sentence.split()[: max(0, left)]))
        left -= len(sentence.split())
    return [sentence for sentence in kept if sentence]


def score_each_summary(gold: Sequence[Record], found: Sequence[Record], limit: int | None = None) -> list[Figures]:
    """Return the ROUGE figures of each item, in gold order; a sentence that is not verbatim counts for nothing."""
    by_id = {record["id"]: record["sentences"] for record in found}
    figures = []
    for item in gold:
        verbatim = [
            sentence["text"]
            for sentence in by_id.get(item["id"], [])
            if item["docs"][sentence["doc"]][sentence["start"] : sentence["end"]] == sentence["text"]
        ]
        figures.append(rouge(item["refs"][0], cut_words(verbatim, limit)))
    return figures


def score_summaries(gold: Sequence[Record], found: Sequence[Record], limit: int | None = None) -> Figures:
    """Return the mean ROUGE figures over the items."""
    each = score_each_summary(gold, found, limit)
    return {name: sum(figures[name] for figures in each) / len(each) for name in ROUGE}
