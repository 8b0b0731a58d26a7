"""The generated documents are fresh, complete and true."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest

from bot import resources
from bot.settings import Settings, reference
from bot.settings.layers import environment_name, keys


@pytest.mark.parametrize("name", sorted(reference.documents()))
def test_the_committed_file_is_what_the_generator_writes(name: str) -> None:
    """Where this fails: python -m bot.settings.reference."""
    assert (resources.config_dir() / name).read_text("utf-8") == reference.documents()[name]


def test_the_default_file_says_what_the_model_says() -> None:
    assert Settings.model_validate(tomllib.loads(reference.default_toml())) == Settings()


def test_every_setting_is_documented() -> None:
    table = reference.key_table()
    for section, fields in reference._sections():
        for key, field in fields.items():
            assert field.description, f"{section}.{key} has no description"
            assert f"| `{key}` |" in table
    assert [name for key in keys() if (name := environment_name(key)) and f"`{name}`" not in table] == []


def test_the_schema_takes_the_example_and_refuses_a_slip() -> None:
    schema = json.loads((resources.config_dir() / "settings.schema.json").read_text("utf-8"))
    example = tomllib.loads((resources.config_dir() / "example.toml").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(example)) == []
    example["web"] = {"prot": 80}
    assert list(validator.iter_errors(example))


def test_the_generator_writes_what_it_documents(tmp_path) -> None:
    reference.write(tmp_path)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == reference.documents()
