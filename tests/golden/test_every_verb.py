"""Every verb of `--help` runs on the demo store and prints its golden text; a verb that is not built is not there."""

from __future__ import annotations

import fcntl
import html
import json
import os
import re

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from tests.golden.transcripts import COMMANDS, DEMO, ENVIRONMENT, TEXTS, make_demo, normalise, path_of, record, verbs

MEND = "the output changed; if that is meant: python -m tests.golden.regenerate"


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """One demo for the whole session, made by the first of the parallel workers that needs it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "golden"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "transcript.txt").exists():
            (folder / "transcript.txt").write_text(make_demo(folder), "utf-8")
    return folder


def lines_of(text):
    """Return the lines of a text: pytest shows the difference of lists line by line."""
    return text.splitlines()


@pytest.mark.parametrize("verb", [verb for verb in COMMANDS if verb != "demo"])
def test_a_verb_prints_its_golden_text(verb, demo, tmp_path):
    assert lines_of(record(verb, demo, tmp_path)) == lines_of(path_of(verb).read_text("utf-8")), MEND


def test_the_demo_prints_its_golden_text(demo):
    transcript = (demo / "transcript.txt").read_text("utf-8")
    assert lines_of(transcript) == lines_of(path_of("demo").read_text("utf-8")), MEND


def test_every_form_of_a_briefing_holds_the_lines_of_its_overview(demo):
    forms = {form: shown(demo, form) for form in ("text", "json", "html", "slack", "discord")}
    lines = [quoted(line) for line in texts_of(json.loads(forms.pop("json"))["overview"])]
    assert lines
    for form, out in forms.items():
        held = quoted(html.unescape(out))
        assert [line for line in lines if line not in held] == [], form


def shown(demo, form):
    """Return the demo's briefing in a form."""
    arguments = ["--config", str(demo / DEMO / "counterpoint.toml"), "brief", "--to", form]
    return CliRunner(env=ENVIRONMENT).invoke(app, arguments).stdout


def texts_of(document):
    """Return the quoted lines of a document as `brief --to json` gives it."""
    blocks = document["blocks"]
    sides = [side for block in blocks for side in block.get("sides", [])]
    return [line["text"] for holder in (*blocks, *sides) for line in holder.get("lines", [])]


def quoted(text):
    """Return the letters and digits of a text: frames, line breaks and the platforms' escapes are left out."""
    return re.sub(r"[\W_]", "", text)


def test_the_verbs_of_help_are_exactly_those_with_a_golden_text():
    assert sorted(verbs()) == sorted(COMMANDS)
    assert sorted(TEXTS.glob("*.txt")) == sorted(map(path_of, verbs()))
    shown = CliRunner(env=ENVIRONMENT).invoke(app, ["--help"]).stdout
    listed = re.findall(r"^  (\w+)  ", shown.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(dict.fromkeys(verb.split()[0] for verb in verbs()))


def test_no_help_text_is_cut_short():
    shown = CliRunner(env={**ENVIRONMENT, "COLUMNS": "80"}).invoke(app, ["--help"]).stdout
    assert "..." not in shown.partition("Commands:")[2]


@pytest.mark.parametrize("verb", ["brief", "story"])
def test_recording_again_gives_the_same_text(verb, demo, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert record(verb, demo, tmp_path / "one") == record(verb, demo, tmp_path / "two")


def test_other_ids_give_the_same_text_and_other_words_do_not():
    """The twin: ids are normalised away, words are not."""
    assert normalise("sto_0a1b2c3d dsp_ffffffff sto_0a1b2c3d") == normalise("sto_99999999 dsp_0a0a0a0a sto_99999999")
    assert normalise("sto_0a1b2c3d denies") != normalise("sto_0a1b2c3d denied")
