"""The evaluation corpus is what its sources say, is the one the floors were measured on, and its gold is sound."""

import re

import pytest

from tests.eval import floors
from tests.eval.corpus.build import FILES, build, build_story, digest, parse_story, strip_marks
from tests.eval.corpus.casebook import read_sources
from tests.eval.measures import CORPUS, read_corpus

DISPUTES = read_corpus("disputes.jsonl")
ATTRIBUTION = read_corpus("attribution.jsonl")


def test_corpus_files_are_built_from_their_sources() -> None:
    for name, text in build().items():
        assert (CORPUS / name).read_text("utf-8") == text, f"{name}: run python tests/eval/corpus/build.py"


def test_floors_were_measured_on_this_corpus() -> None:
    pinned, _ = floors.read_floors(floors.FILE.read_text("utf-8"))
    files = {name: (CORPUS / name).read_text("utf-8") for name in FILES}
    assert digest(files | read_sources()) == pinned


def test_a_changed_letter_changes_the_hash() -> None:
    files = {name: (CORPUS / name).read_text("utf-8") for name in FILES}
    changed = files | {"stories.jsonl": files["stories.jsonl"].replace("Ardley", "Ardlex", 1)}
    assert digest(changed) != digest(files)


@pytest.mark.parametrize("story", DISPUTES, ids=lambda story: story["story"])
def test_each_side_of_a_dispute_is_whole_sentences_of_its_article(story) -> None:
    texts = {article["article"]: article["text"] for article in story["articles"]}
    for dispute in story["disputes"]:
        for mention in dispute["claim"] + dispute["response"]:
            text = texts[mention["article"]]
            assert 0 <= mention["start"] < mention["end"] <= len(text)
            assert re.fullmatch(r"[A-Z\"].*[.”\"]", text[mention["start"] : mention["end"]])
            assert text[: mention["start"]].rstrip(" ")[-1:] in {"", "\n", ".", '"', "—"}
            assert text[mention["end"] : mention["end"] + 1] in {"", "\n", " "}


@pytest.mark.parametrize("article", ATTRIBUTION, ids=lambda article: article["doc_id"])
def test_each_attribution_has_words_for_cue_and_content_inside_the_text(article) -> None:
    for attribution in article["attributions"]:
        assert attribution["cue"]
        assert attribution["content"]
        for spans in attribution.values():
            assert all(article["text"][start:end].strip() == article["text"][start:end] != "" for start, end in spans)


def test_every_kind_of_dispute_and_stories_without_any_are_covered() -> None:
    kinds = {kind for story in DISPUTES for dispute in story["disputes"] for kind in dispute["kind"]}
    assert kinds == {"denial", "counterclaim", "independent", "figures", "correction", "retraction"}
    assert sum(not story["disputes"] for story in DISPUTES) >= 5


def test_marks_are_cut_out_and_their_offsets_kept() -> None:
    marked = strip_marks("[c1 {s1 Ana} {q1 said} {c1 that [no one] slept}.]".replace("[no one]", "nobody"))
    assert marked.text == "Ana said that nobody slept."
    assert {label: [marked.text[a:b] for a, b in spans] for label, spans in marked.spans.items()} == {
        "[c1": ["Ana said that nobody slept."],
        "{s1": ["Ana"],
        "{q1": ["said"],
        "{c1": ["that nobody slept"],
    }


def test_an_unclosed_or_crossed_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="not closed"):
        strip_marks("[c1 Ana said")
    with pytest.raises(ValueError, match="is closed by"):
        strip_marks("[c1 Ana {q1 said] so}")


def test_a_marked_side_without_a_ruling_is_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        build_story(parse_story("= lone\n@ a1 | Echo | 2025-01-01 | T\n[c1 Ana said so.] [r1 Bo denied it.]\n"))
