# One command list for people, hooks and CI. `just` alone prints it.
python := ".venv/bin/python"

_default:
    @just --list

# Install everything for development into .venv
setup:
    python3 -m venv .venv
    .venv/bin/pip install -q --require-hashes -r requirements/dev.txt
    .venv/bin/pip install -q --no-deps --no-build-isolation -e .

# Format the code and mend what ruff can mend
fmt:
    {{python}} -m ruff format .
    {{python}} -m ruff check --fix .

# Lint, types, import contract, unused and missing dependencies, Dockerfile
lint:
    {{python}} -m ruff format --check .
    {{python}} -m ruff check .
    {{python}} -m mypy
    .venv/bin/lint-imports --no-logo
    .venv/bin/deptry .
    .venv/bin/hadolint Dockerfile

# The test suite that needs only Python and pip
test *arguments:
    {{python}} -m pytest -n auto --cov {{arguments}}

# One ring of tests: node, chromium, postgres, imap or tools
ring name:
    bash .ci/ring {{name}}

# Quality figures on our corpus and, where ../shared/eval exists, on the development sets
eval:
    {{python}} -m tests.eval.run

# Build the wheel and look into it
wheel:
    rm -rf dist
    {{python}} -m build --wheel --no-isolation -q
    .venv/bin/check-wheel-contents dist/*.whl

# Regenerate what is generated: settings reference, JSON schema, default settings, commands, rules
docs:
    {{python}} -m bot.settings.reference
    {{python}} -m bot.commands.reference > docs/reference/commands.md
    {{python}} -m bot.claims.rulebook.reference > docs/reference/rules.md

# Remake the locked requirements (hashes, no registry address)
lock:
    bash requirements/lock

# Everything that CI runs
check:
    bash .ci/run
