"""The web application: the archive of briefings, /healthz and /readyz."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable, Collection, Sequence

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from bot.domain.briefing import Briefing
from bot.domain.document import Document
from bot.web.websub import Callbacks, websub_routes

Ready = Callable[[], Awaitable[dict[str, str]]]
"""Each part's state: "ok", or one line that says what is wrong."""

ArchiveList = Callable[[], Awaitable[list[Briefing]]]
ArchiveGet = Callable[[str], Awaitable[Briefing | None]]
Render = Callable[[str, Sequence[Document]], str]

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(
    *,
    ready: Ready,
    required: Collection[str],
    briefings: ArchiveList,
    briefing: ArchiveGet,
    render: Render,
    callbacks: Callbacks | None = None,
) -> FastAPI:
    """Return the ASGI application.

    Args:
        ready: Tells each part's state.
        required: Parts without which /readyz answers 503; a chat platform that is away is shown and no more.
        briefings: Returns stored briefings, oldest first.
        briefing: Returns one by id, or None.
        render: Turns documents into an HTML page; escapes every outside word.
        callbacks: What answers hubs, or None: there is no public address.
    """
    app = FastAPI(title="Counterpoint", docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(SECURITY_HEADERS)
        return response

    @app.get("/healthz")
    async def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        parts = await ready()
        is_ready = all(parts.get(name) == "ok" for name in required)
        return JSONResponse(parts, status_code=200 if is_ready else 503)

    @app.get("/")
    async def archive() -> HTMLResponse:
        return HTMLResponse(_index(await briefings()))

    @app.get("/briefings/{briefing_id}")
    async def page(briefing_id: str) -> HTMLResponse:
        found = await briefing(briefing_id)
        if found is None:
            return HTMLResponse(_plain("No such briefing", "<p><a href='/'>All briefings</a></p>"), status_code=404)
        return HTMLResponse(render(found.overview.title, found.documents))

    if callbacks is not None:
        app.include_router(websub_routes(callbacks))
    return app


def _index(briefings: Sequence[Briefing]) -> str:
    rows = "".join(
        f"<li><a href='/briefings/{html.escape(one.id)}'>{html.escape(one.overview.title)}</a></li>"
        for one in reversed(briefings)
    )
    return _plain("Briefings", f"<ul>{rows}</ul>" if rows else "<p>No briefing has been made yet.</p>")


def _plain(title: str, body: str) -> str:
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        "<style>:root{color-scheme:light dark}"
        "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}</style>"
        f"<title>{html.escape(title)}</title><h1>{html.escape(title)}</h1>{body}</html>"
    )
