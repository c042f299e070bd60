"""The web page, to read on a phone: one file that fetches nothing and needs no script."""

from __future__ import annotations

from kit.budget import Budget
from kit.document import PAGE, Document, Options
from kit.errors import Finding
from kit.formats.record import Format, Labels, Rules
from kit.outline import Outline


def _write(document: Document, options: Options) -> bytes:
    from kit.formats.page.writer import write

    return write(document, options)


def _read(data: bytes) -> Outline:
    from kit.formats.page.reader import read

    return read(data)


def _expected(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.body(document, PAGE)


def _fragment(document: Document, _options: Options, text: str) -> str:
    from kit.formats.page.places import fragment

    return fragment(document, text)


def _rules() -> Rules:
    from kit.checks import page

    def audit(data: bytes, _profile: str, ours: bool, budget: Budget | None = None) -> tuple[Finding, ...]:
        return page.check(data, strangers=not ours, budget=budget)

    return Rules(checks=page.CHECKS, audit=audit)


FORMAT = Format(
    name="page",
    surface="page",
    suffix="html",
    media="text/html",
    called=("html", "web", "website"),
    endings=(".html", ".htm"),
    proof=True,
    labels=Labels(
        names={"": "index.page"}, use="index.page_use", count="index.pages", counted="index.page_count", own=("page.",)
    ),
    write=_write,
    read=_read,
    expected=_expected,
    rules=_rules,
    fragment=_fragment,
)
