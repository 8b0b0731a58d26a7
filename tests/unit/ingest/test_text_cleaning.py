from __future__ import annotations

import pytest

from bot.ingest.markup import html_to_text
from bot.ingest.normalise import clean_text, clean_title, clean_topics, digest, drop_title, unwrap


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\u00a0b\t c", "a b c"),
        ("one\r\n\r\n  two \u2028three", "one\ntwo\nthree"),
        ("bi\u202edi\u2066 mark\u200f", "bidi mark"),
        ("zero\u200bwidth\ufeff so\u00adft", "zerowidth soft"),
        ("nul\x00 bell\x07", "nul bell"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("tag\U000e0041s", "tags"),
        ("cafe\u0301 stays decomposed, “quotes” stay curly", "cafe\u0301 stays decomposed, “quotes” stay curly"),
    ],
)
def test_white_space_and_invisible_controls_are_cleaned_and_nothing_else(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_the_joiner_stays_where_it_spells_words_and_goes_where_it_hides() -> None:
    assert clean_text("می\u200cخواهم") == "می\u200cخواهم"
    assert clean_text("👩\u200d🚒") == "👩\u200d🚒"
    assert clean_text("pass\u200cword\u200d") == "password"


def test_a_title_is_one_line() -> None:
    assert clean_title(" A\n headline ") == "A headline"


def test_a_first_line_that_repeats_the_title_goes_and_a_body_never_becomes_empty() -> None:
    assert drop_title("Quay vote\nWords.", ("Other", "quay vote.")) == "Words."
    assert drop_title("Quay vote in May\nWords.", ("Quay vote",)) == "Quay vote in May\nWords."
    assert drop_title("Quay vote", ("Quay vote",)) == "Quay vote"


def test_topics_are_short_lower_case_and_named_once() -> None:
    assert clean_topics(["World ", "world", "", "x" * 41]) == ("world",)


def test_hard_wrapped_paragraphs_are_joined_and_lists_kept() -> None:
    wrapped = "The first paragraph\nis wrapped.\n\nThe second\nalso.\n- a point\n- another"
    assert unwrap(wrapped) == "The first paragraph is wrapped.\nThe second also.\n- a point\n- another"


def test_one_paragraph_a_line_is_not_joined() -> None:
    plain = "A short line.\nAnother short line."
    long = "word " * 40 + "\n\nshort\nlines"
    assert unwrap(plain) == plain
    assert unwrap(long) == long


def test_title_and_body_do_not_run_together_in_the_digest() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_html_becomes_paragraphs_without_scripts() -> None:
    html = "<p>One <b>bold</b> word.</p><script>steal()</script><ul><li>a</li><li>b</li></ul>tail<br/>end"
    assert html_to_text(html) == "One bold word.\na\nb\ntail\nend"


def test_entities_are_read_once_and_nested_markup_stays_text() -> None:
    assert html_to_text("AT&amp;T &lt;script&gt;") == "AT&T <script>"


def test_an_unclosed_script_hides_the_rest_and_breaks_nothing() -> None:
    assert html_to_text("before<script>var a = '<p>after</p>'") == "before"


@pytest.mark.parametrize("section", ["<![x[y]>", "<![if !IE]>", "<![", "<![CDATA[x]]>"])
def test_a_marked_section_is_a_comment(section: str) -> None:
    assert html_to_text(f"one {section} two").replace("]]>", "").split()[0] == "one"


def test_what_embeds_is_dropped_and_never_hides_the_text_behind_it() -> None:
    assert html_to_text("one <object><param>fallback</object>two <video>x<canvas>y</video>three") == "one two three"
    assert html_to_text("one <iframe src=x> two <embed src=y> three</svg>") == "one two three"
