"""The examples of the library's README and docstrings are run."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import summarizers

HOME = Path(summarizers.__file__).parent


def test_the_readme_tells_the_truth() -> None:
    outcome = doctest.testfile(str(HOME / "README.md"), module_relative=False)
    assert outcome.failed == 0
    assert outcome.attempted >= 5


MODULES = sorted(path.stem for path in HOME.glob("[a-z]*.py"))
WITH_EXAMPLES = {
    "base",
    "comparison",
    "facts",
    "furniture",
    "headline",
    "limits",
    "reading",
    "registry",
    "splitter",
    "words",
}


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name: str) -> None:
    outcome = doctest.testmod(import_module(f"summarizers.{name}"))
    assert outcome.failed == 0
    assert (outcome.attempted > 0) == (name in WITH_EXAMPLES)


def test_every_method_is_in_the_readme() -> None:
    readme = (HOME / "README.md").read_text("utf-8")
    assert [name for name in summarizers.METHODS if f"`{name}`" not in readme] == []
