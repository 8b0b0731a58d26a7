"""The scorers give full marks to gold, none to nothing, and punish what the command line must never print."""

import pytest

from tests.eval import floors, scoring, shared
from tests.eval.rouge import rouge

TEXT = "Ana said the dam leaked. Bo denied it. Ana paid 9 marks."
STORY = {
    "story": "dam",
    "articles": [{"article": "a1", "text": TEXT}],
    "disputes": [
        {
            "core": True,
            "clear": True,
            "kind": ["denial"],
            "claim": [{"article": "a1", "start": 0, "end": 24}],
            "response": [{"article": "a1", "start": 25, "end": 38}],
            "claimant": ["Ana"],
            "responder": ["Bo"],
        }
    ],
}
FLAG = {
    "claim": STORY["disputes"][0]["claim"][0],
    "response": STORY["disputes"][0]["response"][0],
    "claimant": "Ana",
    "responder": "Mr Bo",
    "kinds": ["denial"],
}
SWAPPED = FLAG | {"claim": FLAG["response"], "response": FLAG["claim"], "claimant": "Bo", "responder": "Ana"}


def disputes(*flags, gold=STORY):
    return scoring.score_disputes([gold], [{"story": "dam", "disputes": list(flags)}])


def test_gold_disputes_get_full_marks() -> None:
    assert set(disputes(FLAG).values()) == {1.0}


def test_no_flags_find_nothing() -> None:
    assert set(disputes().values()) == {0.0}


def test_swapped_sides_are_wrong_unless_either_order_will_do() -> None:
    assert disputes(SWAPPED)["f1"] == 0
    free = STORY | {"disputes": [STORY["disputes"][0] | {"either_order": True}]}
    assert set(disputes(SWAPPED, gold=free).values()) == {1.0}


def test_a_duplicate_flag_costs_precision() -> None:
    assert disputes(FLAG, FLAG)["precision"] == 0.5


def test_an_optional_dispute_is_neither_rewarded_nor_punished() -> None:
    optional = STORY | {"disputes": [*STORY["disputes"], STORY["disputes"][0] | {"core": False, "clear": False}]}
    assert disputes(FLAG, FLAG, gold=optional)["precision"] == 1


def test_a_mention_outside_its_article_is_wrong() -> None:
    assert disputes(FLAG | {"response": {"article": "a1", "start": 25, "end": 999}})["precision"] == 0


def test_a_whole_article_is_no_mention() -> None:
    long = STORY | {"articles": [{"article": "a1", "text": TEXT + " It rained." * 40}]}
    assert disputes(FLAG | {"response": {"article": "a1", "start": 25, "end": 400}}, gold=long)["precision"] == 0


ARTICLE = {"doc_id": "d", "text": TEXT, "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 23]]}]}
STATEMENT = {name: {"start": spans[0][0], "end": spans[0][1]} for name, spans in ARTICLE["attributions"][0].items()}


def attribution(*statements):
    return scoring.score_attribution([ARTICLE], [{"story": "d", "statements": list(statements)}])


def test_gold_attribution_gets_full_marks() -> None:
    assert set(attribution(STATEMENT).values()) == {1.0}


def test_a_statement_without_its_source_is_not_whole() -> None:
    found = attribution(STATEMENT | {"source": None})
    assert found == {"cue": 1.0, "source": 0.0, "content": 1.0, "statement": 0.0}


def test_one_heap_of_articles_has_full_recall_and_little_precision() -> None:
    gold = [{"id": name, "story": name[0]} for name in ("a1", "a2", "b1", "b2")]
    heap = [{"id": record["id"], "story": "s"} for record in gold]
    assert scoring.score_stories(gold, heap) == pytest.approx({"precision": 0.5, "recall": 1.0, "f1": 2 / 3})


def test_a_later_merge_counts_for_earlier_articles() -> None:
    gold = [{"id": "a1", "story": "a"}, {"id": "a2", "story": "a"}]
    found = [{"id": "a1", "story": "s"}, {"id": "a2", "story": "t"}, {"merged": "t", "into": "s"}]
    assert scoring.score_stories(gold, found)["f1"] == 1


def test_rouge_of_the_reference_itself_is_one_and_of_other_words_nothing() -> None:
    assert set(rouge("The dam leaked. Bo denied it.", ["The dam leaked.", "Bo denied it."]).values()) == {1.0}
    assert set(rouge("The dam leaked.", ["Nobody slept here."]).values()) == {0.0}


def test_rouge_l_asks_for_order_where_rouge_1_does_not() -> None:
    figures = rouge("police chased the thief", ["thief the chased police"])
    assert figures["rouge1"] == 1
    assert figures["rougeL"] == 0.25


def test_a_sentence_that_is_not_verbatim_scores_nothing() -> None:
    item = {"id": "i", "docs": [TEXT], "refs": ["Ana said the dam leaked."]}
    sentence = {"doc": 0, "start": 0, "end": 24, "text": TEXT[:24]}
    assert scoring.score_summaries([item], [{"id": "i", "sentences": [sentence]}])["rouge1"] == 1
    changed = sentence | {"text": "Ana said the dam leaked!"}
    assert scoring.score_summaries([item], [{"id": "i", "sentences": [changed]}])["rouge1"] == 0


def test_summaries_are_cut_to_the_words_compared() -> None:
    assert scoring.cut_words(["one two three", "four five"], 4) == ["one two three", "four"]


def test_floors_only_rise_and_stay_within_the_slack() -> None:
    old = {"disputes": {"f1": 0.6, "precision": 0.5}}
    raised = floors.raise_floors(old, {"disputes": {"f1": 0.4, "precision": 0.7}})
    assert raised == {"disputes": {"f1": 0.6, "precision": 0.695}}
    assert floors.find_stale(raised, {"disputes": {"f1": 0.6, "precision": 0.7}}) == []
    assert len(floors.find_stale(old, {"disputes": {"precision": 0.7}})) == 1


def test_a_figure_below_its_floor_and_a_missing_figure_are_breaches() -> None:
    pinned = {"disputes": {"f1": 0.6}}
    assert floors.find_breaches(pinned, {"disputes": {"f1": 0.6}}) == []
    assert floors.find_breaches(pinned, {"disputes": {"f1": 0.59}})
    assert floors.find_breaches(pinned, {})


def test_floors_file_survives_being_written_and_read() -> None:
    pinned = {"stories": {"f1": 0.9}, "disputes": {"f1": 0.25}}
    assert floors.read_floors(floors.render_floors("ab" * 32, pinned)) == ("ab" * 32, pinned)


def test_bootstrap_interval_holds_the_mean_and_tells_a_sure_gain_from_noise() -> None:
    mean, low, high = shared.bootstrap([1.0, 2.0, 3.0, 2.0] * 10)
    assert mean == 2
    assert 0 < low < mean < high
    _, low, high = shared.bootstrap([5.0, -5.0] * 20)
    assert low < 0 < high


def test_a_development_set_that_cannot_be_measured_is_told_and_stops_no_other(tmp_path) -> None:
    outcomes = list(shared.measure(tmp_path))
    assert sum(failed for _, failed in outcomes) == 4
