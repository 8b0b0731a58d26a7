"""The page: escaped, script-free, honest about what is unknown."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.cards import dispute_card, story_card
from bot.briefing.material import StoryMaterial
from bot.delivery import words
from bot.delivery.html import render_page, web_link
from bot.domain.article import Part
from bot.domain.document import Document, Heading, Listing, Prose, quote
from tests.builders.articles import dispute, evidence_card, mention, stored, story

CLAIM = "The union says the harbour hid the report."
DENIAL = "The harbour denies it."


def a_document(title="Union <script>alert(1)</script> & harbour", link=None):
    one = stored("one", f"{CLAIM} {DENIAL}", title=title, link=link)
    flagged = dispute("one", mention(one, CLAIM, "the union"), mention(one, DENIAL, "the harbour"))
    material = StoryMaterial(story=story("bridge", one), articles=(one,), disputes=(flagged,))
    blocks = (story_card(material, material.lead), dispute_card(flagged, material, lines=1))
    return Document(title="Morning", blocks=blocks)


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(page):
    parser = Tags()
    parser.feed(page)
    return parser.seen


def test_both_sides_stand_on_the_page_with_publisher_and_link():
    page = render_page("Morning", (a_document(link="https://harbour.example/one"),))
    assert CLAIM in page
    assert DENIAL in page
    assert "Denial · The harbour · 1 publisher, 1 independent" in page
    assert ("a", "https://harbour.example/one") in [(tag, attrs.get("href")) for tag, attrs in tags(page)]


@given(st.text())
def test_no_title_becomes_markup(title):
    page = render_page(title, (Document(title=title, blocks=(Prose(text=title), Heading(text=title))),))
    assert {tag for tag, _ in tags(page)} <= {
        "html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "p",
    }  # fmt: skip


def test_a_script_in_a_title_stays_text():
    page = render_page("x", (a_document(),))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_headline_links_to_its_article_where_it_has_a_web_address():
    linked = tags(render_page("Morning", (a_document(title="Harbour", link="https://harbour.example/one"),)))
    assert linked[linked.index(("h2", {})) + 1][1]["href"] == "https://harbour.example/one"
    unlinked = tags(render_page("Morning", (a_document(title="Harbour", link="javascript:alert(1)"),)))
    assert unlinked[unlinked.index(("h2", {})) + 1][0] == "p"
    assert not [attributes for _, attributes in unlinked if "href" in attributes]


def test_only_web_links_become_links():
    assert web_link("https://a.example/x") == "https://a.example/x"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
        "http://[::1",
        None,
        "",
    ):
        assert web_link(bad) is None


def test_an_unknown_link_and_date_are_said_and_not_invented():
    one = stored("one", "Text.")
    bare = dataclasses.replace(
        one,
        article=dataclasses.replace(one.article, link=None, file="000.txt"),
        revision=dataclasses.replace(one.revision, published_at=None),
    )
    material = StoryMaterial(story=story("bridge", bare), articles=(bare,))
    flagged = dispute("one", mention(bare, "Text.", "a"), mention(bare, "Text.", "b"))
    card = dispute_card(flagged, dataclasses.replace(material, disputes=(flagged,)), lines=1)
    page = render_page("x", (Document(title="x", blocks=(card, Listing(rows=(("a", "b"),)))),))
    assert "date unknown" in page
    assert "000.txt" in page
    assert "<a " not in page


def evidence(text=CLAIM, start=10, end=14):
    article = stored("one", text)
    sentence = quote(article, part=Part.BODY, start=0, end=len(text))
    return evidence_card(sentence, start, end, role="makes the claim", label="Allegation", speaker="the union")


def test_the_words_that_made_a_flag_are_marked_in_their_sentence():
    page = render_page("Why", (Document(title="Why", blocks=(evidence(),)),))
    assert "<p>The union <mark>says</mark> the harbour hid the report.</p>" in page
    assert "makes the claim: “says”" in page


def test_marked_words_are_escaped_as_all_others():
    page = render_page("Why", (Document(title="Why", blocks=(evidence("<b>no</b> <i>x", 3, 9),)),))
    assert "<p>&lt;b&gt;<mark>no&lt;/b&gt;</mark> &lt;i&gt;x</p>" in page


@given(st.text(min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_the_pieces_of_a_sentence_are_the_sentence(text, start, length):
    start %= len(text)
    card = evidence(text, start, min(len(text), start + length))
    assert "".join(piece for piece, _ in words.pieces(card)) == text
    assert [piece for piece, marked in words.pieces(card) if marked] == [card.words[0][1].text]
