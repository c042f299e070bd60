"""What we know to be good: each language and topic in words, numbers that expire soon, scores, and the files that were checked.

Left out on purpose: judging; this page only tells what `kit.judging`, `kit.review` and the manifest say.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content, translate
from kit.desk.context import desk, needs, page, t
from kit.document import HelpLine
from kit.locale import Locale, find

routes = Blueprint("standing", __name__)
SOON = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A topic in a language: its status, and of its texts those by state."""

    locale: Locale
    topic: str
    title: str
    status: str
    total: int
    machine: int
    missing: int
    reviewed: int


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
        rows=list(_standings()),
        lines=sorted(_expiring(), key=lambda row: row[1].expires_on),
        today=today,
        made=len(made),
        withheld=0,
    )


def _standings() -> Iterator[Standing]:
    root, today = desk().root, desk().today()
    for tag in build.locales_of(root):
        for topic in content.topics(root / "content"):
            document = build.translated(root, topic, tag, today)
            found = translate.coverage(document)
            yield Standing(
                locale=find(tag, root / "locales"),
                topic=topic,
                title=document.title.text,
                status=document.status,
                total=found.total,
                machine=found.count("machine"),
                missing=found.count("missing", "stale"),
                reviewed=found.count("reviewed", "clinical", "source"),
            )


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
