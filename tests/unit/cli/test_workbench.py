"""`analyse --explain`: what was found, in the text itself, on the terminal and on a page."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.claims.analysis import analyse_story
from bot.claims.workbench import CONTENT, CUE, FIRED, LEGEND, LINKED, SOURCE, view
from bot.cli.commands import app
from bot.delivery.html import render_workbench
from bot.domain.claim import ClaimText

CLAIM = "Vestria says that Orlandia mined the strait."
DENIAL = "Orlandia denies the claim."
LONE = "The ferry company rejected the allegations."
HOSTILE = "<script>alert(1)</script> & \x1b[2J said that \ud800 was “<img src=x>”."
WIDE = {"COLUMNS": "160", "TERM": "dumb", "NO_COLOR": "1"}


def story(*texts, min_confidence=0.5):
    articles = [ClaimText(article=str(number), text=text, lang="en") for number, text in enumerate(texts)]
    return view("story", articles, analyse_story(articles), min_confidence=min_confidence)


def test_a_language_without_rules_is_told_beside_the_article():
    articles = [ClaimText(article=lang, text=DENIAL, lang=lang) for lang in ("en", "cy")]
    shown = view("story", articles, analyse_story(articles), min_confidence=0.5)
    assert [article.lang for article in shown.articles] == ["en", "cy, a language not checked for disputes"]


@pytest.mark.parametrize(
    ("text", "rule", "weighed"),
    [
        (
            "The union accused Varn of taking the fund's money. Varn said he did not take the fund's money.",
            "counter.negation",
            ("sentences apart 1.00", "words shared"),
        ),
        (
            "The police said seven people had died in the fire. The hospital put the number of dead at nine.",
            "figures.differ",
            ("times apart 1.29", "words shared"),
        ),
    ],
)
def test_a_rule_that_decides_alone_tells_what_it_weighed(text, rule, weighed):
    flag = next(one for one in story(text).flags if one.rule == rule)
    assert flag.score.startswith("the rule alone (")
    for words in weighed:
        assert words in flag.score


def run(*arguments, given=None):
    return CliRunner(env=WIDE).invoke(app, ["analyse", *map(str, arguments)], input=given)


def marked(article):
    return {(mark, piece.text) for piece in article.pieces for mark in piece.marks}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen, self.words = set(), ""

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)

    def handle_data(self, data):
        self.words += data


def read(page):
    parser = Tags()
    parser.feed(page)
    return parser


def test_words_are_marked_where_they_stand():
    (article,) = story(f"{CLAIM} {DENIAL}").articles
    assert {(SOURCE, "Vestria"), (CUE, "says"), (LINKED, "says"), (CUE, "denies"), (FIRED, "denies")} <= marked(article)
    said = "".join(piece.text for piece in article.pieces if CONTENT in piece.marks)
    assert said == "that Orlandia mined the straitthe claim"
    assert [number for piece in article.pieces for number in piece.opens] == [1, 2]


@given(st.text(max_size=200), st.sampled_from(["", CLAIM, f"{CLAIM} {DENIAL}"]))
def test_the_pieces_of_a_text_are_the_text(noise, said):
    text = f"{noise}\n{said}"
    (article,) = story(text).articles
    assert "".join(piece.text for piece in article.pieces) == text


def test_a_flag_tells_its_score_in_parts_and_whether_it_is_shown():
    (flag,) = story(f"{CLAIM} {DENIAL}", min_confidence=0.0).flags
    assert flag.shown
    *parts, total = (float(word) for word in flag.score.replace("=", "").split() if word[0].isdigit())
    assert total == pytest.approx(sum(parts), abs=0.02)
    (hidden,) = story(f"{CLAIM} {DENIAL}", min_confidence=1.0).flags
    assert not hidden.shown
    assert "below the threshold" in render_workbench("Workbench", [story(f"{CLAIM} {DENIAL}", min_confidence=1.0)])


def test_a_denial_without_its_claim_is_listed_as_such():
    found = story(LONE)
    assert found.flags == ()
    assert [words for _, words in found.unlinked] == [LONE.rstrip(".")]


def test_a_plain_text_is_shown_on_the_terminal(tmp_path):
    (tmp_path / "a.txt").write_text(f"{CLAIM} {DENIAL}\n\n{LONE}", "utf-8")
    done = run("--explain", tmp_path / "a.txt")
    assert done.exit_code == 0
    for shown in ("[1] Vestria · asserts · rule indirect", "rule deny.anaphor", "fired by: “denies”", LONE.rstrip(".")):
        assert shown in done.stdout
    assert all(told in done.stdout for _, told in LEGEND)


def test_several_texts_are_one_story_and_a_record_is_its_own(tmp_path):
    (tmp_path / "claim.txt").write_text(CLAIM, "utf-8")
    (tmp_path / "denial.txt").write_text("Orlandia denied the claim that it had mined the strait.", "utf-8")
    record = {"story": "s1", "articles": [{"article": "x", "text": f"{CLAIM} {DENIAL}", "title": "A title"}]}
    (tmp_path / "s.jsonl").write_text(json.dumps(record), "utf-8")
    done = run("--explain", *(tmp_path / name for name in ("claim.txt", "denial.txt", "s.jsonl")))
    assert "texts · claim.txt" in done.stdout
    assert "s1 · A title" in done.stdout
    assert done.stdout.count("· flags") == 2


def test_standard_input_is_read():
    assert "rule deny.anaphor" in run("--explain", "-", given=f"{CLAIM} {DENIAL}").stdout


def test_outside_words_steer_neither_terminal_nor_page(tmp_path):
    (tmp_path / "a.txt").write_bytes(HOSTILE.encode("utf-8", "surrogatepass"))
    shown = run("--explain", tmp_path / "a.txt")
    assert (shown.exit_code, "\x1b" in shown.stdout) == (0, False)
    assert run("--explain", tmp_path / "a.txt", "--html", tmp_path / "out.html").exit_code == 0
    page = read((tmp_path / "out.html").read_text("utf-8"))
    assert not {"script", "img", "link", "iframe"} & page.seen
    assert "<script>alert(1)</script>" in page.words


def test_forgetting_to_escape_would_be_seen():
    """The twin of the page that escapes."""
    assert "script" in read(render_workbench("w", [story(HOSTILE)]).replace("&lt;script&gt;", "<script>")).seen


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (["--explain", "-"], "", "is empty; give a text"),
        (["--explain", "-"], '{"story": 1}', 'line 1: "articles" is missing'),
        (["--explain", "nowhere.txt"], None, "cannot be read"),
        (["-", "--html", "x.html"], "{}", "add --explain"),
        (["a.jsonl", "b.jsonl"], None, "several are read with --explain only"),
        (["--explain", "-", "--html", "nowhere/x.html"], CLAIM, "name a file in a folder you may write"),
    ],
)
def test_a_mistake_names_its_fix(arguments, given, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, given=given)
    assert done.exit_code in {1, 2}
    assert message in done.stderr
    assert "Traceback" not in done.stderr
