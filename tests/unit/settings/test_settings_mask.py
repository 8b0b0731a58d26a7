"""Secrets stay secret: in repr, in `settings show`, in the list the log masks by."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from bot.settings import Settings, masked, secrets_of
from bot.settings.mask import holds_secret
from bot.settings.model import SlackSettings

TOKEN = "xoxb-1111-not-a-real-token"


def settings() -> Settings:
    return Settings.model_validate(
        {
            "slack": {"bot_token": TOKEN, "app_token": "xapp-2222-neither"},
            "discord": {"token": "aaa.bbb.ccc"},
            "store": {"url": "postgresql://desk:p%40ss-word@db/news"},
        }
    )


def test_repr_and_errors_hold_no_secret() -> None:
    shown = repr(settings()) + str(settings())
    assert not [secret for secret in secrets_of(settings()) if secret in shown]


def test_show_masks_tokens_and_only_the_password_of_the_database() -> None:
    shown = masked(settings())
    assert shown["slack"] == {
        "enabled": False,
        "bot_token": "***",
        "app_token": "***",
        "command": "/brief",
        "base_url": "",
    }
    assert shown["store"] == {"url": "postgresql://desk:***@db/news"}
    text = json.dumps(shown)
    assert not [secret for secret in secrets_of(settings()) if secret in text]


def test_what_an_address_hides_in_its_query_is_masked_in_show_and_log() -> None:
    values = {
        "store": {"url": "postgresql://desk@db/news?password=hunter%202&sslmode=require"},
        "slack": {"base_url": "https://jo:opensesame@proxy.example/api?access_token=letmein&page=2"},
    }
    hostile = Settings.model_validate(values)
    shown = json.dumps(masked(hostile))
    assert not [secret for secret in ("hunter", "opensesame", "letmein") if secret in shown]
    assert "postgresql://desk@db/news?password=***&sslmode=require" in shown
    assert "https://jo:***@proxy.example/api?access_token=***&page=2" in shown
    assert {"hunter%202", "hunter 2", "opensesame", "letmein"} <= set(secrets_of(hostile))


def test_an_unreadable_database_address_is_refused_without_showing_it() -> None:
    with pytest.raises(ValidationError, match="names no database we know") as caught:
        Settings.model_validate({"store": {"url": "postgresql://desk:hunter2@[::1/news"}})
    assert "hunter2" not in str(caught.value)


def test_show_tells_unset_secrets_from_set_ones() -> None:
    assert masked(Settings())["discord"] == {
        "enabled": False,
        "token": "",
        "command": "brief",
        "api_url": "",
        "gateway_url": "",
    }


def test_the_log_is_given_every_secret_in_each_form() -> None:
    assert secrets_of(settings()) == (TOKEN, "xapp-2222-neither", "aaa.bbb.ccc", "p%40ss-word", "p@ss-word")
    assert secrets_of(Settings()) == ()


def test_every_secret_setting_is_known_to_the_log() -> None:
    """A new secret key must join `secrets_of`, or the log would not mask it."""
    values = {"slack": {"bot_token": "xoxb-1", "app_token": "xapp-2"}, "discord": {"token": "tok3"}}
    keys = {
        (section, key)
        for section, field in Settings.model_fields.items()
        if isinstance(field.annotation, type)
        for key, inner in getattr(field.annotation, "model_fields", {}).items()
        if holds_secret(inner.annotation)
    }
    assert keys == {(section, key) for section in values for key in values[section]} | {("store", "url")}
    assert set(secrets_of(Settings.model_validate(values))) == {"xoxb-1", "xapp-2", "tok3"}


def test_a_section_counts_as_secret_when_a_key_of_it_is() -> None:
    assert holds_secret(SlackSettings)
    assert not holds_secret(int)
