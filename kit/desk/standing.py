"""What we know to be good: each language and sheet in words, how much the checks see, numbers that expire, files and their receipts.

Left out on purpose: judging; these pages only tell what `kit.judging`, `kit.review` and the manifest say.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content
from kit.desk import shelf, work
from kit.desk.clinics import cards
from kit.desk.context import Desk, desk, needs, page, t
from kit.desk.printing import regions
from kit.document import HelpLine
from kit.errors import KitError
from kit.judging.translation import kept
from kit.locale import SOURCE, Locale, find

routes = Blueprint("standing", __name__)
SOON = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFaults:
    """Of 100 faults put in on purpose (all; in texts that a life can depend on), and of 100 right texts, how many the checks doubted."""

    every: int
    safety: int
    flagged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """A language on the first page: its topics, how many of its products it has of how many, what the checks see of it."""

    locale: Locale
    topics: tuple[work.Standing, ...]
    there: int
    of: int
    seen: SeenFaults | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A file of the output folder: its manifest line, and where it and its receipt are below that folder."""

    line: Mapping[str, object]
    path: str
    receipt: str
    told: str


PATIENCE = 2.0
"""Seconds that the first page waits for what is being counted; then it shows what it has, and asks again."""
_turns = threading.Semaphore(2)
_counting: dict[Path, Future[tuple[work.Standing, ...]]] = {}


@routes.get("/status")
@needs("print")
def known() -> AnyResponse:
    """Every language in short, numbers that expire, the files that were made. What is still being counted comes when the page asks again."""
    root = desk().root
    build.refresh(root)
    rows = _languages(build.locales_of(root))
    counting = any(not row.topics for row in rows)
    if request.args.get("part") == "state":
        return page("counting.html.j2", title="", counting=counting)
    return page(
        "status.html.j2",
        title=t().plain("status.title"),
        rows=rows,
        counting=counting,
        lines=sorted(_expiring(), key=lambda row: row[1].expires_on),
        regions=regions(root),
        made=len(build.told(root / "output")),
        root=str(root / "output"),
    )


@routes.get("/status/<tag>")
@needs("print")
def language(tag: str) -> AnyResponse:
    """One language: each sheet and file in words, and those that were made with their receipts."""
    root = desk().root
    build.refresh(root)
    if tag not in build.locales_of(root):
        abort(404)
    own = find(tag, root / "locales")
    rows = _counted(desk(), tag, t().locale.tag).result()
    clinics = {row.id: row.name for row in cards(root)}
    clinic = request.args.get("clinic", "")
    return page(
        "status_language.html.j2",
        title=t().plain("status.one", language=own.name),
        lang=own,
        groups=[(top, [row for row in rows if row.topic == top.topic and not row.whole]) for top in rows if top.whole],
        seen=_seen(tag),
        files=list(_made(tag, clinic if clinic in clinics else "")),
        clinics=clinics,
        clinic=clinic,
        find=lambda other: find(other, root / "locales"),
    )


def _languages(tags: tuple[str, ...]) -> list[LanguageRow]:
    """The languages; those that are still being counted without topics."""
    own, ui, root = desk(), t().locale.tag, desk().root
    asked = {tag: _counted(own, tag, ui) for tag in tags}
    wait(asked.values(), timeout=PATIENCE)
    out = []
    for tag, future in asked.items():
        rows = future.result() if future.done() else ()
        products = [row for row in rows if not row.whole]
        out.append(
            LanguageRow(
                locale=find(tag, root / "locales"),
                topics=tuple(row for row in rows if row.whole),
                there=sum(row.offered for row in products),
                of=len(products),
                seen=_seen(tag),
            )
        )
    return out


def _counted(own: Desk, tag: str, ui: str) -> Future[tuple[work.Standing, ...]]:
    """How far each product is in a language: counted by a worker, two at a time, and kept until a file of it changes."""
    folders = ("content", *(f"locales/{one}" for one in dict.fromkeys((SOURCE.tag, tag, ui))))
    key = shelf.key(build.stamp(own.root, *folders), own.code, own.today(), tag, ui)
    path = own.shelf.place(f"standing-{key}") / "rows.json"
    found: Future[tuple[work.Standing, ...]] = Future()
    if rows := work.kept_standings(path):
        found.set_result(rows)
        return found
    counting = _counting.setdefault(path, found)
    if counting is found:
        threading.Thread(target=_count, args=(found, own, tag, ui, path), daemon=True).start()  # the desk's end waits for none
    return counting


def _count(found: Future[tuple[work.Standing, ...]], own: Desk, tag: str, ui: str, path: Path) -> None:
    """Count, two languages at a time, and give the rows or what went wrong to those who wait."""
    with _turns:
        try:
            found.set_result(own.runner.run(work.standings, own.root, tag, ui, own.today(), path, seconds=180.0))
        except Exception as error:  # noqa: BLE001 - it is raised where the page asks
            found.set_exception(error)
        finally:
            _counting.pop(path, None)  # what was counted is on the shelf, and a wrong end is tried again


def _seen(tag: str) -> SeenFaults | None:
    """How much the checks see in a language, as last measured; None where nobody has."""
    try:
        figures = kept(desk().root / "locales" / tag)
    except KitError:
        return None
    if not figures:
        return None
    return SeenFaults(**{name: round(100 * figures[name].share) for name in ("every", "safety", "flagged")})


def _made(tag: str, clinic: str) -> Iterator[ListedFile]:
    """The files of a language in the output folder that are still there, without a clinic or for that one."""
    out = desk().root / "output"
    for path, line in sorted(build.told(out).items()):
        if line["locale"] == tag and line["clinic"] == clinic and (out / path).is_file():
            receipt = build.receipt_path(path)
            shown = receipt if (out / receipt).is_file() else ""
            yield ListedFile(line=line, path=path, receipt=shown, told=path.rpartition("/")[2])


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
