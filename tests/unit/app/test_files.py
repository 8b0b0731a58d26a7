"""The operator's files, read again while the program runs."""

from __future__ import annotations

import pytest

from bot.app.compose import open_app
from bot.app.files import Files
from bot.errors import StoreError
from bot.settings import load

SOURCE = '[[source]]\nname = "{name}"\npublisher = "{name}"\nkind = "feed"\nurl = "https://{name}.example/feed"\n'


@pytest.fixture
async def app(tmp_path):
    (tmp_path / "counterpoint.toml").write_text(
        f'data_dir = "{tmp_path / "data"}"\n[sources]\ncatalogue = "{tmp_path / "sources.toml"}"\n'
    )
    (tmp_path / "sources.toml").write_text(SOURCE.format(name="gazette"))
    async with open_app(load(tmp_path / "counterpoint.toml", {})) as opened:
        await opened.import_files(opened.clock.now())
        yield opened


async def names(app) -> list[str]:
    return [source.name for source in await app.stores.sources.sources()]


async def test_a_change_that_the_database_did_not_take_is_read_again(app, tmp_path):
    database, away = tmp_path / "data" / "counterpoint.sqlite3", tmp_path / "away.sqlite3"
    files = Files(app)
    (tmp_path / "sources.toml").write_text(SOURCE.format(name="gazette") + SOURCE.format(name="courier"))
    database.rename(away)
    with pytest.raises(StoreError):
        await files.import_changed()
    away.rename(database)
    await files.import_changed()
    assert await names(app) == ["courier", "gazette"]


async def test_while_the_catalogue_is_wrong_the_former_sources_stay(app, tmp_path):
    files = Files(app)
    (tmp_path / "sources.toml").write_text("[[source]]\nnmae = 1\n")
    await files.import_changed()
    assert await names(app) == ["gazette"]
    (tmp_path / "sources.toml").write_text(SOURCE.format(name="courier"))
    await files.import_changed()
    assert await names(app) == ["courier"]
