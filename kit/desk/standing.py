"""What we know to be good: each language and topic in words, numbers that expire soon, scores, and the files that were checked.

Left out on purpose: judging; this page only tells what `kit.judging`, `kit.review` and the manifest say.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content
from kit.desk import shelf, work
from kit.desk.context import desk, needs, page, t
from kit.document import HelpLine
from kit.locale import find

routes = Blueprint("standing", __name__)
SOON = datetime.timedelta(days=60)


@routes.get("/status")
@needs("print")
def known() -> AnyResponse:
    """The page."""
    root, today = desk().root, desk().today()
    build.refresh(root)
    made = build.entries(root / "output")
    return page(
        "status.html.j2",
        title=t().plain("status.title"),
        rows=_standings(),
        find=lambda tag: find(tag, root / "locales"),
        lines=sorted(_expiring(), key=lambda row: row[1].expires_on),
        today=today,
        made=len(made),
    )


def _standings() -> tuple[work.Standing, ...]:
    """How far each topic is in each language: counted by a worker, kept until a file changes."""
    own = desk()
    path = own.shelf.place(f"standing-{shelf.key(build.stamp(own.root), own.code, own.today())}") / "rows.json"
    return work.kept_standings(path) or own.runner.run(work.standings, own.root, own.today(), path)


def _expiring() -> Iterator[tuple[str, HelpLine, str]]:
    """Numbers as (region, line, state): expired, soon, or not confirmed."""
    today = desk().today()
    for code, region in content.regions(desk().root / "content").items():
        for line in region.lines:
            left = datetime.date.fromisoformat(line.expires_on) - today
            if not line.confirmed:
                yield code, line, "unconfirmed"
            elif left <= datetime.timedelta():
                yield code, line, "expired"
            elif left <= SOON:
                yield code, line, "soon"
