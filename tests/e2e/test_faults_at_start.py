"""What ends the start of the real program: a status, and one line for each cause with its fix."""

from __future__ import annotations

import socket

import pytest

from tests.e2e.newsroom import COMMON_SETTINGS, SLACK_AUDIENCE
from tests.e2e.program import Program

WRONG = """
[web]
prot = 1
[[audience]]
name = "Harbour desk"
platform = "slack"
workspace = "T0TEAM"
channel = "news"
schedule = "daily 25:00"
zone = "Europe/Berlim"
"""


async def started(folder, settings, sources="") -> tuple[int, str]:
    """Run the program with settings it cannot start with; returns its status and what it said."""
    (folder / "sources.toml").write_text(sources)
    config = folder / "counterpoint.toml"
    config.write_text(settings)
    async with Program(config) as program:
        status = await program.ended()
    assert "Traceback" not in program.log
    return status, program.log


async def test_all_wrong_settings_are_told_at_once(tmp_path):
    status, said = await started(tmp_path, WRONG)
    assert status == 2
    for key in ("web.prot", "channel", "schedule", "zone"):
        assert key in said
    assert 'did you mean "Europe/Berlin"?' in said
    assert "Slack channel ID" in said


async def test_all_wrong_sources_are_told_at_once(tmp_path):
    status, said = await started(
        tmp_path, COMMON_SETTINGS, '[[source]]\nkind = "fed"\nurl = "nope"\n[[source]]\nnmae = "X"\n'
    )
    assert status == 2
    assert "source 1: kind = fed" in said
    assert "source 2: nmae = X: is no key of a source: write name" in said


async def test_a_taken_port_names_the_setting(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, said = await started(tmp_path, COMMON_SETTINGS.replace("port = 0", f"port = {port}"))
    assert status == 2
    assert f"web.port = {port}" in said
    assert "choose another port" in said


@pytest.mark.parametrize(
    ("make", "fix"),
    [
        (lambda path: path.mkdir(), "give this user the right to write there"),
        (lambda path: path.write_text("no database" * 100), "name another file, or restore a backup"),
    ],
)
async def test_a_database_that_cannot_be_used_names_the_fix(tmp_path, make, fix):
    (tmp_path / "data").mkdir()
    make(tmp_path / "data" / "counterpoint.sqlite3")
    status, said = await started(tmp_path, COMMON_SETTINGS)
    assert status == 1
    assert "counterpoint.sqlite3" in said
    assert fix in said


async def test_a_topic_that_no_source_names_is_told_and_stops_nothing(tmp_path):
    topics = 'topics = ["harbuor", "harbour"]\n'
    config = tmp_path / "counterpoint.toml"
    config.write_text(COMMON_SETTINGS + SLACK_AUDIENCE + topics)
    (tmp_path / "sources.toml").write_text('[[source]]\npath = "."\ntopics = ["harbour"]\n')
    async with Program(config) as program:
        await program.until_working("lanes")
        assert await program.stop() == 0
    assert "no source names the topic 'harbuor' (did you mean 'harbour'?)" in program.log
    assert program.log.count("no source names") == 1
