"""The first page, help and privacy, and the end of the desk."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response as AnyResponse

from kit.desk.context import desk, needs, page, t
from kit.desk.printing import chosen, known

routes = Blueprint("home", __name__)


@routes.get("/")
@needs("print")
def first() -> AnyResponse:
    """What one can do here, a card for each task."""
    there = known()
    choice, _ = chosen(there)
    return page("home.html.j2", title=t().plain("home.title"), clinic=there.clinics.get(choice.clinic, ""))


@routes.get("/about")
@needs("print")
def about() -> AnyResponse:
    """What the desk does with what is typed, and where help is."""
    return page("about.html.j2", title=t().plain("about.title"), root=str(desk().root))


@routes.post("/stop")
@needs("print")
def stop() -> AnyResponse:
    """End the desk on one's own computer; a hosted one is not ended by a visitor."""
    if desk().guard.hosted:
        abort(403)
    answer = page("stopped.html.j2", title=t().plain("stopped.title"))
    answer.call_on_close(desk().stop)
    return answer
