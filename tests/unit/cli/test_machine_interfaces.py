"""The machine interfaces as processes: they stream, keep the order, never stop at a bad line and never clean."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.lines import LineError, SummaryOrder, summarize_line
from bot.domain.claim import MIN_CONFIDENCE
from bot.settings.model import ClaimSettings

ROOT = Path(__file__).resolve().parents[3]
CLAIM = "Velmora alleges that Orlesk dumped 400 barrels of solvent into the Sorrel estuary in May."
DENIAL = "Orlesk denies that it dumped 400 barrels of solvent into the Sorrel estuary."
# An astral code point, line breaks of two characters, a no-break and a zero-width space: counted, never cleaned.
TEXT = f"\N{GRINNING FACE}\N{ZERO WIDTH SPACE}\r\n{CLAIM}\N{NO-BREAK SPACE} {DENIAL}\r\n"
SECONDS = 60


def start(*arguments):
    """Start a verb with pipes, as a shell does."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # a buffered readline takes more than its line, and communicate would miss the rest
    )


def finish(program, lines=()):
    """Give a program its last lines and the end of input; returns status, records and what it reported."""
    given = b"".join(line if isinstance(line, bytes) else f"{line}\n".encode() for line in lines)
    out, errors = program.communicate(given, timeout=SECONDS)
    return program.returncode, [json.loads(line) for line in out.splitlines()], errors.decode().splitlines()


def story(number, text=TEXT, **more):
    """Return the line of a story with one article."""
    return json.dumps({"story": number, "articles": [{"article": "a", "text": text, "lang": "en", **more}]})


def article(number, **more):
    """Return the line of an article to cluster."""
    return json.dumps({"id": number, "text": f"{CLAIM} {DENIAL}", "title": "Orlesk denies dumping", **more})


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["cluster", "-"], [article(1), article(2, published_at=None)]),
        (["analyse", "-", "--jobs", "1"], [story(1), story(2)]),
        (["summarize", "-", "--words", "30"], [json.dumps({"id": 1, "docs": [TEXT]})] * 2),
        (["summarize", "-", "--slack-section"], [json.dumps({"id": 1, "docs": [TEXT]})] * 2),
    ],
)
def test_line_n_is_written_before_line_n_plus_1_is_read(arguments, lines):
    program = start(*arguments)
    for line in lines:
        program.stdin.write(f"{line}\n".encode())
        program.stdin.flush()
        assert json.loads(program.stdout.readline())  # the pipe is still open: nothing more can have been read
    assert finish(program) == (0, [], [])


def test_two_processes_keep_the_order_of_the_lines():
    lines = [story(number, TEXT * (1 + 40 * (number % 3 == 0))) for number in range(20)]
    lines[7] = "not JSON"
    status, records, errors = finish(start("analyse", "-", "--jobs", "2"), lines)
    assert [record["story"] for record in records] == [number for number in range(20) if number != 7]
    assert [error.split(":")[0] for error in errors] == ["line 8"]
    assert status == 1


def test_offsets_are_code_points_of_the_text_as_given():
    status, (record,), errors = finish(start("analyse", "-"), [story(1)])
    assert (status, errors) == (0, [])
    (dispute,) = record["disputes"]
    quoted = [TEXT[dispute[side]["start"] : dispute[side]["end"]] for side in ("claim", "response")]
    assert quoted == [CLAIM, DENIAL]
    status, (record,), _ = finish(start("summarize", "-", "--sentences", "9"), [json.dumps({"id": 1, "docs": [TEXT]})])
    assert record["sentences"]
    for sentence in record["sentences"]:
        assert TEXT[sentence["start"] : sentence["end"]] == sentence["text"]


BAD = {
    "not JSON": "not JSON",
    "[1]": "not a JSON object",
    "": "empty",
    "[" * 100_000: "not JSON",
    '{"story": 1}': '"articles" is missing',
    '{"story": 1, "articles": "none"}': '"articles" = "none" is not a list',
    '{"story": 1, "articles": [5]}': 'each of "articles" must be an object',
    '{"story": 1, "articles": [{"article": "a"}]}': '"text" is missing',
    '{"story": 1, "articles": [{"text": "a"}]}': '"article" is missing',
    '{"story": 1, "articles": [{"article": true, "text": "a"}]}': '"article" = true is not a text or a whole number',
    '{"story": 1, "articles": [{"article": "a", "text": null}]}': '"text" = null is not a text',
    '{"story": 1, "articles": [{"article": "a", "text": "a", "date": 5}]}': '"date" = 5 is not a text',
    '{"story": 1, "articles": [{"article": "a", "text": "a", "title": []}]}': '"title" = [] is not a text',
    '{"story": 1, "articles": [{"article": 1, "text": ""}, {"article": 1, "text": ""}]}': 'the same "article"',
}
GOOD = [
    story(1, title=None, date=None, source=None, unknown={"field": [1]}),
    story(2, "\ud800 Orlesk \udc00 denies it."),
    story(3, ""),
    story(4, "Nothing is said here, and nothing is denied. " * 25_000),  # a line of 1 MB
    b'{"story": 5, "articles": [{"article": "a", "text": "caf\xe9 and \xff", "lang": "en"}]}\r\n',
    '{"story": 6, "articles": []}',
    story(7, "Dit is een Nederlandse tekst, en niemand ontkent hier iets.", lang="nl"),
]


def test_bad_lines_are_reported_with_their_numbers_and_the_rest_is_done():
    status, records, errors = finish(start("analyse", "-"), [*BAD, *GOOD])
    assert [record["story"] for record in records] == [1, 2, 3, 4, 5, 6, 7]
    assert [record["unchecked"] for record in records][-2:] == [[], [{"article": "a", "lang": "nl"}]]
    assert len(errors) == len(BAD)
    for number, (error, cause) in enumerate(zip(errors, BAD.values(), strict=True), start=1):
        assert error.startswith(f"line {number}: ")
        assert cause in error
    assert status == 1


def test_all_methods_are_shown_side_by_side_for_each_line():
    program = start("summarize", "-", "--sentences", "1", "--method", "all", "--compare")
    line = json.dumps({"id": "estuary", "docs": [TEXT], "lang": "en"})
    out, errors = program.communicate(f"{line}\nnone\n{line}\n".encode(), timeout=SECONDS)
    assert out.decode().count("estuary: 1 document\n") == 2
    assert out.decode().count("lexrank-cheap") == 2
    assert errors.decode().startswith("line 2: not JSON")
    assert program.returncode == 1


def test_a_line_without_texts_is_told_what_a_line_to_summarize_looks_like():
    order = SummaryOrder(line='{"id": 1}', sentences=1, words=None, characters=None, method="auto")
    with pytest.raises(LineError, match=r'^"docs" is missing; a line looks like \{') as caught:
        summarize_line(order)
    shown = str(caught.value).partition("looks like ")[2]
    assert json.loads(summarize_line(replace(order, line=shown)))["sentences"]


def test_cluster_and_summarize_go_on_after_bad_lines_too():
    bad = ["", article(2, text=5), article(3, title=7), article(4, published_at="yesterday"), article(None)]
    status, records, errors = finish(start("cluster", "-"), [*bad, article(6), article(7, published_at="2026-03-02")])
    assert (status, len(errors), [record["id"] for record in records]) == (1, len(bad), [6, 7])
    bad = ['{"id": 1}', '{"id": 1, "docs": [1]}', '{"id": 1, "docs": "text"}', '{"id": 1, "docs": [], "lang": 1}']
    status, records, errors = finish(
        start("summarize", "-", "--sentences", "1"),
        [*bad, '{"id": 5, "docs": []}', '{"id": 6, "docs": ["", "\\ud800"]}'],
    )
    assert (status, len(errors), [record["id"] for record in records]) == (1, len(bad), [5, 6])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves_early_ends_it_quietly(jobs, tmp_path):
    many = tmp_path / "stories.jsonl"
    many.write_text(f"{story(1)}\n" * 300, "utf-8")
    program = start("analyse", str(many), "--jobs", jobs)
    assert program.stdout.readline()
    program.stdout.close()
    assert program.stderr.read() == b""
    assert program.wait(SECONDS) == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_without_a_traceback(jobs):
    program = start("analyse", "-", "--jobs", jobs)
    for _ in range(9):  # with two processes, eight may be in flight before the first is written
        program.stdin.write(f"{story(1)}\n".encode())
    program.stdin.flush()
    assert program.stdout.readline()
    program.send_signal(signal.SIGINT)
    status, _, errors = finish(program)
    assert status == 130
    assert not any("Traceback" in line for line in errors), errors


def test_the_threshold_of_analyse_is_that_of_the_settings():
    assert ClaimSettings().min_confidence == MIN_CONFIDENCE
    shown = start("analyse", "--help")
    out, _ = shown.communicate(timeout=SECONDS)
    assert f"[default: {MIN_CONFIDENCE};" in " ".join(out.decode().split())
