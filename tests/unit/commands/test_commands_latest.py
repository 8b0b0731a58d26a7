"""`/brief` after a correction: the briefing as it stands, with its notice."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.call import Call
from bot.domain.document import Prose
from tests.unit.commands import desk


async def test_the_latest_briefing_carries_the_notice_of_its_correction():
    opened = await desk.open_desk()
    made = desk.briefing()
    notice = Prose(text="CORRECTION, today: 1 quotation below is no longer in the article.")
    says = replace(made.overview, title="CORRECTED · Briefing", blocks=(notice, *made.overview.blocks))
    correction = replace(made, id="brf_c", slot_at=None, details=(says,), corrects=made.id, edits=(0,))
    await opened.stores.deliveries.remember(correction, [], None)
    said = await opened.answer(Call(text="", place=desk.place("C1"), user_id="U1"))
    assert said.title == "CORRECTED · Briefing"
    assert said.blocks[: len(says.blocks)] == says.blocks
