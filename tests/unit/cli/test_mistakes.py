"""A user's mistake gives one clear line with its fix, the documented exit status, and never a traceback."""

from __future__ import annotations

import sqlite3
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot
from bot.cli.commands import app
from tests.golden.transcripts import logging_restored

ROOT = Path(__file__).resolve().parents[3]
FAILED, USAGE = 1, 2


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working directory with a settings file that needs nothing."""
    monkeypatch.chdir(tmp_path)
    Path("counterpoint.toml").write_text('[sources]\ncatalogue = "sources.toml"\n', "utf-8")
    Path("sources.toml").write_text("", "utf-8")
    Path("file").write_text("", "utf-8")
    return tmp_path


def call(*arguments):
    """Run a verb in this process; an exception of ours that got out fails the test."""
    with logging_restored():
        done = CliRunner().invoke(app, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["analyse", "nothing.jsonl"], USAGE, ["nothing.jsonl: cannot be read", "name a file of JSON lines"]),
        (["cluster", "."], USAGE, ["cannot be read (Is a directory)", "name a file of JSON lines"]),
        (["summarize", "file"], USAGE, ["Give one of --sentences N, --words N, --characters N"]),
        (
            ["summarize", "file", "--words", "9", "--method", "all"],
            USAGE,
            ["--method all and --compare belong together"],
        ),
        (["summarize", "file", "--words", "9", "--compare"], USAGE, ["--method all and --compare belong together"]),
        (["summarize", "file", "--words", "9", "--method", "best"], USAGE, ["No method 'best'; choose one of auto"]),
        (["demo", "--from", "nowhere"], USAGE, ["--from nowhere: no such folder"]),
        (["demo", "--out", "file/demo"], USAGE, ["--out file/demo: cannot be written", "name another folder"]),
        (["demo", "--out", "file"], USAGE, ["--out file: cannot be written", "name another folder"]),
        (["init", "file/desk"], USAGE, ["file/desk: cannot be written", "name another folder"]),
        (["--config", "none.toml", "brief"], USAGE, ["none.toml: no such file", "--config"]),
        (["--config", "file", "settings", "show"], 0, []),
        (["brief"], FAILED, ["No briefing has been made yet", "counterpoint audiences"]),
        (["brief", "--audience", "Desk"], FAILED, ["No audience 'Desk'; choose one of"]),
        (["deliveries", "--limit", "9" * 23], USAGE, ["--limit"]),
        (["brief", "--to", "pdf"], USAGE, ["'pdf'", "'json'"]),
        (["story", "sto_1"], FAILED, ["No story 'sto_1'", "counterpoint search show the ids"]),
        (["gossip"], USAGE, ["No such command 'gossip'"]),
    ],
)
def test_a_mistake_names_cause_and_fix(folder, arguments, status, words):
    done = call(*arguments)
    assert done.exit_code == status, done.output
    for each in words:
        assert each in done.stderr


def test_a_file_of_the_demo_that_cannot_be_written_is_named(folder):
    (folder / "mine").mkdir()
    (folder / "mine" / "article.txt").write_text("The ferry\n\nThe ferry to Sorrel sails again on Monday.", "utf-8")
    (folder / "out" / "slack.json").mkdir(parents=True)
    done = call("demo", "--from", "mine", "--out", "out")
    assert done.exit_code == USAGE, done.output
    assert "--out out: cannot be written (out/slack.json: Is a directory); name another folder" in done.stderr


def test_every_wrong_setting_gets_its_line(folder):
    Path("counterpoint.toml").write_text("[web]\nport = 70000\nprot = 1\n", "utf-8")
    done = call("check")
    assert done.exit_code == USAGE
    assert [line.split(" ")[0] for line in done.stderr.splitlines()] == ["web.port", "web.prot"]


def database(folder):
    (folder / "data").mkdir(exist_ok=True)
    return folder / "data" / "counterpoint.sqlite3"


@pytest.mark.parametrize("verb", [["brief"], ["verify"], ["ingest"], ["check"], ["run"]])
def test_a_corrupt_database_is_named_with_its_fix(folder, verb):
    database(folder).write_bytes(b"this is no database, but it is long enough to be looked at" * 20)
    done = call(*verb)
    assert done.exit_code == FAILED
    (line,) = done.stderr.splitlines()
    assert "file is not a database: name another file, or restore a backup" in line


def test_a_database_of_a_newer_program_is_left_alone(folder):
    assert call("audiences").exit_code == 0
    with sqlite3.connect(database(folder)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = call("brief")
    assert done.exit_code == FAILED
    (line,) = done.stderr.splitlines()
    assert "the database has schema 9999" in line
    assert "run the newer version" in line


def test_nothing_to_show_is_no_failure(folder):
    for verb in ("disputes", "sources", "audiences", "deliveries", "verify"):
        done = call(verb)
        assert (done.exit_code, done.stderr) == (0, ""), verb
        assert done.stdout


def test_the_command_alone_prints_help():
    done = CliRunner().invoke(app, [])
    assert "Usage: counterpoint" in done.output
    assert "Exit status: 0 done, 1 failed, 2 settings or command line wrong." in " ".join(done.output.split())


def test_the_version_is_that_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert call("--version").stdout == f"counterpoint {project['version']}\n"
    assert bot.__version__ == project["version"]
