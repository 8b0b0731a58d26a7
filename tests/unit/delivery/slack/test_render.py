"""What a document becomes in Slack: golden payloads as typed values, and what is left out when it is too long."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from slack_sdk.models.blocks import Block as VendorBlock

from bot.delivery.slack import cards, fitting, richtext
from bot.delivery.slack.render import render_message
from bot.domain.document import Action, Divider, Heading, Listing, Prose, UnansweredCard
from tests.builders.articles import evidence_card
from tests.fakes.slack_blocks import Json, pings, urls, validate, visible
from tests.unit.delivery.slack.documents import dispute, document, line, side, story

HOSTILE = "<!channel> <@U0ANN> *bold* _it_ ~no~ `code` & <https://evil.example|x> &lt; :smile:"


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def link(words: str, url: str, **style: bool) -> Json:
    return {"type": "link", "url": url, "text": words} | ({"style": style} if style else {})


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words, "emoji": False}


def section(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(leaves)}


def quotation(*leaves: Json) -> Json:
    return {"type": "rich_text_quote", "elements": list(leaves)}


def rich_text(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def test_a_briefing_as_it_is_posted() -> None:
    assert render_message(document(), key="dlv_1") == {
        "text": "Morning briefing",
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": "counterpoint_delivery", "event_payload": {"key": "dlv_1"}},
        "blocks": [
            {"type": "header", "text": plain("Morning briefing")},
            rich_text(
                section(
                    link("Ferry stays in port", "https://post.example/1", bold=True),
                    text("\n"),
                    link("Harbour Post", "https://post.example/1"),
                    text(" · 4 Mar 2026"),
                    text(" · 3 articles · 2 publishers, 1 independent · "),
                    text("sty_1", code=True),
                ),
                quotation(
                    text("The ferry stays in port until Friday."),
                    text("\n"),
                    link("Harbour Post", "https://post.example/1"),
                    text(" · 4 Mar 2026"),
                ),
            ),
            rich_text(
                section(text("Disputed: denial", bold=True)),
                section(
                    text("Allegation", bold=True),
                    text(" · Dockers' Union · 1 publisher, 1 independent · 4 Mar 2026"),
                ),
                quotation(
                    text("The union alleges that the crane was never inspected."),
                    text("\n"),
                    link("Harbour Post", "https://post.example/1"),
                    text(" · 4 Mar 2026"),
                ),
                section(text("Denial", bold=True), text(" · unnamed · 1 publisher, 1 independent · 4 Mar 2026")),
                quotation(text("The port denied this."), text("\n"), text("Harbour Post · date unknown · port.txt")),
            ),
            {"type": "context", "elements": [plain("denied · rule denial.explicit · confidence 0.84 · dsp_1")]},
            {
                "type": "actions",
                "elements": [
                    {"type": "button", "text": plain(label), "action_id": f"brief:{number}", "value": command}
                    for number, (label, command) in enumerate([("Both sides", "dispute dsp_1"), ("Why", "why dsp_1")])
                ],
            },
        ],
    }


def test_our_own_words() -> None:
    answer = document(
        Heading(text="Verbs"),
        Listing(rows=(("now", "a briefing at once"), ("", "without code"))),
        Prose(text="Type a verb."),
        Divider(),
        Prose(text="12 sources read <here>", small=True),
        title="Help",
    )
    assert render_message(answer, key=None) == {
        "text": "Help",
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [
            {"type": "header", "text": plain("Help")},
            {"type": "header", "text": plain("Verbs")},
            rich_text(
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        section(text("now", code=True), text("  a briefing at once")),
                        section(text("without code")),
                    ],
                }
            ),
            rich_text(section(text("Type a verb."))),
            {"type": "divider"},
            {"type": "context", "elements": [plain("12 sources read &lt;here&gt;")]},
        ],
    }


def test_an_unlinked_denial_stands_alone_with_its_note() -> None:
    card = UnansweredCard(line=line("He denied it."), speaker=None, note="Denial without a linked claim")
    blocks = render_message(document(card), key=None)["blocks"]
    assert blocks[1]["elements"][0] == section(text("Denial without a linked claim · unnamed"))


def test_without_link_and_date_the_file_is_named_and_nothing_is_invented() -> None:
    card = story(headline=line("A title", link=None, file="essay.txt", published_at=None))
    blocks = render_message(document(card), key=None)["blocks"]
    assert "Harbour Post · date unknown · essay.txt" in visible(blocks)
    assert urls(blocks) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://", "http://[::1", "https://a.example/\n", "ftp://a"]
)
def test_only_web_addresses_are_ever_links(url: str) -> None:
    blocks = render_message(document(story(headline=line("A title", link=url))), key=None)["blocks"]
    assert urls(blocks) == []
    assert validate(blocks) == []


def hostile() -> list[Json]:
    bad = line(HOSTILE, publisher=HOSTILE, link=None, file=HOSTILE)
    whole = document(
        Heading(text=HOSTILE),
        Prose(text=HOSTILE, small=True),
        story(bad, headline=bad),
        dispute(side("Allegation", HOSTILE, bad), side("Denial", HOSTILE, bad)),
        title=HOSTILE,
        actions=(Action(label="<!here>", command="story <x>"),),
    )
    body = render_message(whole, key=None)
    return [*body["blocks"], {"type": "section", "text": {"type": "mrkdwn", "text": body["text"]}}]


def test_nothing_from_outside_can_ping_or_format_and_all_of_it_is_shown_as_written() -> None:
    blocks = hostile()
    assert pings(blocks) == []
    assert visible(blocks).count(HOSTILE) >= 10
    assert not [b for b in blocks[:-1] if b["type"] not in {"rich_text", "header", "context", "actions"}]


def test_twin_without_escaping_the_same_words_would_ping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(richtext, "escape", lambda words: words)
    assert "<!channel>" in pings(hostile())


def test_the_vendors_own_models_know_every_block() -> None:
    blocks = render_message(document(), key=None)["blocks"]
    assert [block.type for block in VendorBlock.parse_all(blocks)] == [block["type"] for block in blocks]


def long_sentence(number: int) -> str:
    return f"Sentence {number} " + "is long and stays whole " * 20 + "to its end."


def test_a_long_briefing_loses_further_sentences_first_and_says_how_many() -> None:
    lines = tuple(line(long_sentence(number)) for number in range(30))
    blocks = render_message(document(story(*lines), dispute()), key=None)["blocks"]
    shown = [number for number in range(30) if long_sentence(number) in visible(blocks)]
    assert shown == list(range(len(shown)))
    assert 0 < len(shown) < 30
    assert f"Left out for length: {30 - len(shown)} sentences." in visible(blocks)
    assert "crane was never inspected" in visible(blocks)


def test_too_many_disputes_lose_whole_disputes_with_all_their_sides() -> None:
    cards_ = [
        dispute(side("Allegation", None, line(f"A{n} {'x' * 900}")), side("Denial", None, line(f"D{n} {'y' * 900}")))
        for n in range(10)
    ]
    shown = visible(render_message(document(*cards_), key=None)["blocks"])
    both = [(f"A{n} x" in shown, f"D{n} y" in shown) for n in range(10)]
    assert all(claim == denial for claim, denial in both)
    gone = both.count((False, False))
    assert 0 < gone < 10
    assert f"Left out for length: {gone} disputes." in shown


def test_a_sentence_no_message_can_hold_goes_alone() -> None:
    lines = (line("x" * 3001), line("This one stays."))
    shown = visible(render_message(document(story(*lines)), key=None)["blocks"])
    assert "This one stays." in shown
    assert "Left out for length: 1 sentence." in shown


def test_one_endless_side_takes_its_whole_dispute_along() -> None:
    card = dispute(side("Allegation", None, line("Short.")), side("Denial", None, line("x" * 3001)))
    shown = visible(render_message(document(card), key=None)["blocks"])
    assert "Short." not in shown
    assert "Left out for length: 1 dispute." in shown


def test_twin_without_the_length_rule_the_endless_side_would_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_rank", lambda rank, shown: rank)
    card = dispute(side("Allegation", None, line("Short.")), side("Denial", None, line("x" * 3001)))
    assert "Short." in visible(render_message(document(card), key=None)["blocks"])


def test_lengths_count_after_escaping_and_in_utf_16_units() -> None:
    assert cards.heading("&" * 30)[0]["type"] == "header"
    assert cards.heading("&" * 31)[0]["type"] == "rich_text"
    assert cards.heading("𝒳" * 75)[0]["type"] == "header"
    assert cards.heading("𝒳" * 76)[0]["type"] == "rich_text"


def test_buttons_slack_would_refuse_are_left_out_and_counted() -> None:
    actions = (
        Action(label="x" * 76, command="help"),
        Action(label="Fine", command="help"),
        Action(label="", command="x"),
    )
    blocks = render_message(document(Prose(text="p"), actions=actions), key=None)["blocks"]
    assert [button["text"]["text"] for button in blocks[-1]["elements"]] == ["Fine"]
    assert "Left out for length: 2 buttons." in visible(blocks)


def test_an_endless_title_is_replaced_never_cut() -> None:
    body = render_message(replace(document(), title="t" * 4001), key=None)
    assert body["text"] == "Counterpoint"
    assert body["blocks"][0]["text"]["text"] == "Counterpoint"


def test_an_empty_document_is_still_a_message() -> None:
    body = render_message(replace(document(Prose(text=" ")), title=" "), key=None)
    assert body["text"] == "Counterpoint"
    assert validate(body["blocks"]) == []


def test_days_are_shown_in_utc() -> None:
    card = story(headline=line("A title", published_at=datetime(2026, 12, 31, 23, 59, tzinfo=UTC)))
    assert "31 Dec 2026" in visible(render_message(document(card), key=None)["blocks"])


def test_rendering_loads_none_of_the_vendors_clients() -> None:
    code = (
        "import sys, bot.delivery.slack.render; "
        "bad = {m for m in sys.modules if m.split('.')[0] in {'slack_sdk', 'slack_bolt', 'aiohttp'}}; "
        "print(bad); sys.exit(len(bad))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_evidence_is_bold_in_its_sentence_and_named_below() -> None:
    card = evidence_card(line("He denied it."), 3, 9, role="fired the rule", label="Denial", speaker=None)
    (_, shown) = render_message(document(card), key=None)["blocks"]
    head, quoted = shown["elements"]
    assert head == section(text("Denial · unnamed"))
    assert quoted["elements"][:3] == [text("He "), text("denied", bold=True), text(" it.")]
    assert quoted["elements"][-1] == text("\nfired the rule: “denied”")


def test_evidence_that_does_not_fit_is_left_out_and_counted() -> None:
    card = evidence_card(line("He denied it. " * 400), 3, 9, role="fired the rule", label="Denial", speaker=None)
    assert "Left out for length: 1 quotation." in visible(render_message(document(card), key=None)["blocks"])
