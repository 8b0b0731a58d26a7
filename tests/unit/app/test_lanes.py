"""What one lane's round does when a part of it fails."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.app.compose import open_app
from bot.app.lanes import Lanes
from bot.app.progress import Tally
from bot.errors import StoreError
from bot.settings import load

SOURCE = '[[source]]\nname = "{name}"\npublisher = "{name}"\nkind = "feed"\nurl = "http://127.0.0.1:9/{name}"\n'


class Refusing:
    """A store of sources that does not take the visits of one; those of the others come after that."""

    def __init__(self, sources, refused_id):
        self._sources = sources
        self._refused_id = refused_id
        self._refused = asyncio.Event()

    def __getattr__(self, name):
        return getattr(self._sources, name)

    async def record_visit(self, state):
        if state.source_id == self._refused_id:
            self._refused.set()
            raise StoreError("refused")
        await self._refused.wait()
        await self._sources.record_visit(state)


async def test_a_visit_that_cannot_be_stored_does_not_end_the_round_of_the_others(tmp_path):
    (tmp_path / "counterpoint.toml").write_text(
        f'data_dir = "{tmp_path / "data"}"\n[sources]\ncatalogue = "{tmp_path / "sources.toml"}"\n'
    )
    (tmp_path / "sources.toml").write_text("".join(SOURCE.format(name=name) for name in ("bad", "good")))
    async with open_app(load(tmp_path / "counterpoint.toml", {})) as app:
        await app.import_files(app.clock.now())
        bad, good = await app.stores.sources.sources()
        stores = replace(app.stores, sources=Refusing(app.stores.sources, bad.id))
        tally = Tally()
        with pytest.raises(StoreError, match="refused"):
            await Lanes(app=replace(app, stores=stores), wake=lambda _: None, tally=tally).poll()
        assert tally.visited == 1
        assert list(await app.stores.sources.states()) == [good.id]
