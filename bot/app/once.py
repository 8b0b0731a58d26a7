"""Work done once and reported, for the command line."""

from __future__ import annotations

from bot.app.compose import App
from bot.app.lanes import Lanes
from bot.app.progress import Tally
from bot.briefing.ground import faults
from bot.domain.document import lines_of


async def ingest_once(app: App, tally: Tally) -> list[str]:
    """Visit every due source, analyse what is new, and return one line a source.

    Each visit and each batch of analyses is stored whole or not at all, so it may be cancelled anywhere: the next call
    does the rest.
    """
    await app.import_files(app.clock.now())
    tally.expect(len(await app.stores.sources.due_sources(app.clock.now())))
    lanes = Lanes(app=app, wake=lambda _: None, tally=tally)
    lines = []
    while outcomes := await lanes.poll():
        for outcome in outcomes:
            counts = f"{outcome.new} new, {outcome.changed} changed, {outcome.same} same"
            lines.append(f"{outcome.source.name}: {outcome.state.last_error or counts}")
    analysed = 0
    while done := await lanes.analyse():
        analysed += done
        tally.analyse(done)
    return [*lines, f"{len(lines)} sources visited, {analysed} articles analysed."]


async def verify_all(app: App) -> tuple[int, int, list[str]]:
    """Return how many lines and briefings are stored, and a sentence for each line that is not verbatim."""
    lines, briefings, wrong = 0, await app.stores.deliveries.briefings(), []
    for briefing in briefings:
        for document in briefing.documents:
            cited = lines_of(document)
            revisions = await app.stores.articles.revisions({line.citation.span.revision_id for line in cited})
            lines += len(cited)
            wrong += [f"{briefing.id}: {fault}" for fault in faults(document, revisions)]
    return lines, len(briefings), wrong
