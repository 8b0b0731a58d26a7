"""The manifest of the Slack app is the shipped file, with the command that the settings name."""

from __future__ import annotations

import pytest
import yaml
from typer.testing import CliRunner

from bot import resources
from bot.cli.commands import app

SHIPPED = (resources.config_dir() / "slack-manifest.yaml").read_text("utf-8")


@pytest.mark.parametrize("command", ["/brief", "/news"])
def test_the_manifest_has_the_command_of_the_settings_and_is_the_shipped_one_otherwise(command: str) -> None:
    done = CliRunner().invoke(app, ["manifest"], env={"COUNTERPOINT_SLACK__COMMAND": command}, catch_exceptions=False)
    assert done.exit_code == 0
    (named,) = yaml.safe_load(done.stdout)["features"]["slash_commands"]
    assert named["command"] == command
    assert done.stdout.replace(f"command: {command}", "command: /brief") == SHIPPED
