"""Loading: which place wins, and every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import resources
from bot.domain.audience import MissedRuns, Place, Platform
from bot.errors import SettingsError
from bot.settings import Settings, load, operators_of

BOT_TOKEN = "xoxb-1111-not-a-real-token"
AUDIENCE = """
[[audience]]
name = "Desk"
platform = "slack"
workspace = "T1"
channel = "C1"
schedule = "weekdays 08:00"
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No counterpoint.toml of the working directory takes part."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")


def toml(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "counterpoint.toml"
    path.write_text(text, "utf-8")
    return path


def problems(config: Path | None, environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(config, environ)
    return caught.value.problems


def test_without_files_and_variables_the_defaults_stand() -> None:
    assert load(None, {}) == Settings()


def test_each_place_wins_over_the_one_before(tmp_path: Path) -> None:
    config = toml(tmp_path, "[web]\nport = 1001\n[log]\nlevel = 'debug'\n[pool]\nworkers = 1\n")
    secret = tmp_path / "port"
    secret.write_text("1003\n")
    variables = {"COUNTERPOINT_WEB__PORT": "1002", "COUNTERPOINT_POOL__WORKERS": "2"}
    settings = load(config, {**variables, "COUNTERPOINT_WEB__PORT_FILE": str(secret)})
    assert (settings.web.port, settings.pool.workers, settings.log.level) == (1003, 2, "debug")
    assert load(config, variables).web.port == 1002
    assert load(config, {}).web.port == 1001


def test_the_file_is_found_by_argument_then_variable_then_in_the_working_directory(tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text("[web]\nport = 1\n")
    second.write_text("[web]\nport = 2\n")
    Path("counterpoint.toml").write_text("[web]\nport = 3\n")
    assert load(first, {"COUNTERPOINT_CONFIG": str(second)}).web.port == 1
    assert load(None, {"COUNTERPOINT_CONFIG": str(second)}).web.port == 2
    assert load(None, {}).web.port == 3


def test_relative_paths_of_a_file_start_at_that_file(tmp_path: Path) -> None:
    settings = load(toml(tmp_path, "data_dir = 'here'\n[sources]\ncatalogue = '/etc/sources.toml'\n"), {})
    assert settings.data_dir == tmp_path / "here"
    assert settings.sources.catalogue == Path("/etc/sources.toml")
    assert settings.database_url == f"sqlite:///{tmp_path}/here/counterpoint.sqlite3"


def test_lists_in_the_environment_are_words_or_json(tmp_path: Path) -> None:
    words = load(None, {"COUNTERPOINT_INGEST__ALLOWED_NETWORKS": "10.0.0.0/8, fd00::/8"})
    assert [str(network) for network in words.ingest.allowed_networks] == ["10.0.0.0/8", "fd00::/8"]
    entry = '[{"name": "Desk", "platform": "console", "schedule": "daily 08:00", "topics": ["world"]}]'
    (audience,) = load(None, {"COUNTERPOINT_AUDIENCE": entry}).audience
    assert (audience.platform, audience.topics, audience.missed) == (Platform.CONSOLE, ("world",), MissedRuns.LATEST)


def test_a_topic_that_cannot_be_read_is_a_problem_with_its_place_and_fix(tmp_path: Path) -> None:
    config = toml(tmp_path, AUDIENCE + 'topics = ["world", "flood AND"]\n')
    (problem,) = problems(config, {})
    assert "audience[0].topics" in problem
    assert "lists the topic 'flood AND', and at its character 10 a term is missing behind AND; write what" in problem


def test_the_operators_channel_is_checked_as_any_other(tmp_path: Path) -> None:
    wrong = toml(tmp_path, '[operators]\nplatform = "slack"\nworkspace = "T1"\nchannel = "#ops"\n')
    (problem,) = problems(wrong, {})
    assert problem.startswith('operators.channel = "#ops"')
    right = load(toml(tmp_path, '[operators]\nplatform = "discord"\nworkspace = "1"\nchannel = "2"\n'), {})
    assert operators_of(right) == Place(platform=Platform.DISCORD, workspace_id="1", channel_id="2")
    assert operators_of(load(toml(tmp_path, ""), {})) is None


def test_an_empty_variable_counts_as_unset() -> None:
    assert load(None, {"COUNTERPOINT_WEB__PORT": ""}) == Settings()


def test_a_database_address_is_handed_on_as_written() -> None:
    url = "postgresql://desk@db/news"
    assert load(None, {"COUNTERPOINT_STORE__URL": url}).database_url == url


def test_every_problem_is_reported_at_once_with_key_value_origin_reason_and_fix(tmp_path: Path) -> None:
    text = f"[web]\nport = 70000\nhots = '0.0.0.0'\n[slack]\nenabled = true\n[log]\nlevel = 'loud'\n{AUDIENCE}"
    config = toml(tmp_path, text + "zone = 'Europe/Belin'\nlength = 'many'\n")
    missing = "is missing while slack is enabled; set"
    expected = f"""\
COUNTERPOINT_WEB__PROT: is no setting; did you mean COUNTERPOINT_WEB__PORT?
slack.bot_token: {missing} COUNTERPOINT_SLACK__BOT_TOKEN or COUNTERPOINT_SLACK__BOT_TOKEN_FILE
slack.app_token: {missing} COUNTERPOINT_SLACK__APP_TOKEN or COUNTERPOINT_SLACK__APP_TOKEN_FILE
web.port = 70000 ({config}): is too large; use at most 65535
web.hots ({config}): is no setting; did you mean "host"?
pool.workers = "two" (COUNTERPOINT_POOL__WORKERS): is no whole number; write digits only
log.level = "loud" ({config}): is none of the choices; use 'debug', 'info', 'warning' or 'error'
audience[0].zone = "Europe/Belin" ({config}): is no time zone; did you mean "Europe/Berlin"?
audience[0].length = "many" ({config}): is no whole number; write digits only"""
    found = problems(config, {"COUNTERPOINT_POOL__WORKERS": "two", "COUNTERPOINT_WEB__PROT": "1"})
    assert found == expected.splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[web\n", "is not TOML"),
        ("web = 8080\n", "web = 8080"),
        ("[weeb]\nport = 1\n", 'weeb ({config}): is no setting; did you mean "web"?'),
        ("[pool]\nworkers = 1.5\n", "drop the fraction"),
        (
            "[ingest]\nmin_interval_seconds = 600\nmax_interval_seconds = 60\n",
            "below ingest.min_interval_seconds = 600",
        ),
        ("[ingest]\nallowed_networks = ['10.0.0.1/8']\n", "allowed_networks[0]"),
        ("[discord]\napi_url = 'localhost'\n", "is no web address"),
        ("[web]\npublic_url = 'news.example'\n", "is no address to put paths behind"),
        ("[web]\npublic_url = 'https://u:p@news.example'\n", "is no address to put paths behind"),
        ("[web]\npublic_url = 'https://news.example/?a'\n", "is no address to put paths behind"),
        ("[web]\nenabled = false\npublic_url = 'https://news.example'\n", "web.enabled = true"),
        ("[discord]\nenabled = true\n", "COUNTERPOINT_DISCORD__TOKEN_FILE"),
        ("[store]\nurl = 'mysql://db/news'\n", "names no database we know"),
        (AUDIENCE.replace("C1", "#general"), "is no slack ID; use a Slack channel ID"),
        (AUDIENCE.replace("weekdays 08:00", "whenever"), 'audience[0].schedule = "whenever" ({config}): '),
        (AUDIENCE.replace('name = "Desk"\n', ""), "audience[0].name ({config}): is missing; add it"),
        (AUDIENCE + AUDIENCE, 'audience ({config}): lists "Desk" twice for one channel'),
        (AUDIENCE.replace("schedule", "#"), 'add it: Days and time, "weekdays 08:00"'),
        (AUDIENCE.replace("[[audience]]", "[audience]"), "audience ({config}): is one table; write [[audience]]"),
        ("[slack]\nbot_token_file = 'x'\n", "a file that holds it is named by COUNTERPOINT_SLACK__BOT_TOKEN_FILE"),
    ],
)
def test_a_wrong_file_names_its_problem(tmp_path: Path, text: str, expected: str) -> None:
    config = toml(tmp_path, text)
    (problem,) = problems(config, {})
    assert expected.format(config=config) in problem
    assert ";" in problem or "write" in problem, "a problem names its fix"
    assert "Errno" not in problem


def test_unreadable_files_are_problems_among_the_others(tmp_path: Path) -> None:
    found = problems(
        tmp_path / "absent.toml",
        {"COUNTERPOINT_SLACK__BOT_TOKEN_FILE": "/nowhere/token", "COUNTERPOINT_WEB__PORT": "x"},
    )
    assert [line.partition(":")[0].partition(" ")[0] for line in found] == [
        str(tmp_path / "absent.toml"),
        "COUNTERPOINT_SLACK__BOT_TOKEN_FILE",
        "web.port",
    ]


@pytest.mark.parametrize(
    "environ",
    [
        {"COUNTERPOINT_SLACK__APP_TOKEN": BOT_TOKEN},
        {"COUNTERPOINT_SLACK__BOT_TOKEN_FILE": BOT_TOKEN},
        {"COUNTERPOINT_SLACK__BOT_TOKEN": BOT_TOKEN, "COUNTERPOINT_WEB__PORT": "x"},
        {"COUNTERPOINT_DISCORD__TOKEN": f"Bot {BOT_TOKEN}"},
        {"COUNTERPOINT_STORE__URL": f"mysql://desk:{BOT_TOKEN}@db/news"},
        {"COUNTERPOINT_SLACK__BASE_URL": f"ftp://desk:{BOT_TOKEN}@proxy/api?token={BOT_TOKEN}"},
        {"COUNTERPOINT_SLACK__BASE_URL": f"https://desk:{BOT_TOKEN}@[::1/api"},
    ],
)
def test_no_problem_shows_a_secret(environ: dict[str, str]) -> None:
    assert BOT_TOKEN not in "\n".join(problems(None, environ))


def test_a_secret_in_the_place_of_a_section_is_not_shown(tmp_path: Path) -> None:
    assert BOT_TOKEN not in "\n".join(problems(toml(tmp_path, f"slack = '{BOT_TOKEN}'\n"), {}))


def test_the_example_is_a_valid_file_that_names_its_schema() -> None:
    example = resources.config_dir() / "example.toml"
    assert [audience.name for audience in load(example, {}).audience] == ["World desk", "Morning"]
    assert example.read_text("utf-8").startswith("#:schema ./settings.schema.json\n")


NAMES = st.sampled_from(["WEB__PORT", "SLACK__BOT_TOKEN", "AUDIENCE", "INGEST__ALLOWED_NETWORKS", "STORE__URL", "X"])


@given(st.dictionaries(NAMES.map("COUNTERPOINT_{}".format), st.text(max_size=40), max_size=3))
def test_hostile_variables_give_settings_or_problems_and_nothing_else(environ: dict[str, str]) -> None:
    try:
        outcome: object = load(None, environ)
    except SettingsError as error:
        outcome = error.problems
    assert isinstance(outcome, Settings) or outcome
