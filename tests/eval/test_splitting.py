"""The trap texts of the splitter, and the table in the docs that says how it fares on them."""

from pathlib import Path

import pytest

from tests.eval.splitting import TESTED, languages, missed, read_traps, score, table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "splitter.md"
LEAST_TEXTS = 30
LEAST_LANGUAGES = 20


def test_twenty_languages_and_more_have_thirty_texts_and_more():
    few = {lang: len(read_traps(lang)) for lang in languages() if len(read_traps(lang)) < LEAST_TEXTS}
    assert few == {}
    assert len(languages()) > LEAST_LANGUAGES


@pytest.mark.parametrize("lang", languages())
def test_nine_of_ten_texts_are_right(lang):
    right, total = score(lang)
    assert right >= TESTED * total, missed(lang)


def test_the_docs_show_the_figures_of_today():
    assert table() in PAGE.read_text("utf-8"), "run: python -m tests.eval.splitting"


def test_no_text_stands_twice():
    for lang in languages():
        texts = [text for text, _ in read_traps(lang)]
        assert len(set(texts)) == len(texts), lang


def test_a_wrong_rule_is_seen(tmp_path):
    """The twin: a boundary that no rule would set is reported with what the splitter made of it."""
    (tmp_path / "en.txt").write_text("# Made wrong.\nRain| fell.| It stopped.\n", "utf-8")
    assert missed("en", tmp_path) == [("Rain fell. It stopped.", ["Rain fell.", "It stopped."])]
