"""A locale's proofs, made again as its catalogs are saved: a translator keeps the PO editor and the browser side by side.

A proof shows what needs work ([?] not translated, [!] outdated, [~] a machine's) and is never published. Left out on purpose: the
desk's pictures of a text's place (`kit.desk`), and the waiting itself, which the caller does.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kit import content, personalize, translate
from kit.build import documents
from kit.build.fresh import stamp
from kit.build.output import publish
from kit.document import Document, Options, SheetPlan, select_sheet, sheets_for, texts
from kit.errors import ContentError
from kit.formats import FORMATS, proofs
from kit.formats.record import Format

Words = dict[str, tuple[str, ...]]
"""What a locale says for each text, by the text's id: its words, or its plural forms in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A file that was made, and the fragment (RFC 3986, 3.5) with which a browser opens it at a text; "" where it has no such place."""

    path: Path
    fragment: str = ""

    @property
    def address(self) -> str:
        """What a browser opens."""
        return self.path.resolve().as_uri() + (f"#{self.fragment}" if self.fragment else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resaved:
    """The texts whose words were changed by one save, with the proofs that show them; or the sentences that say why none could be made."""

    changed: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    faults: tuple[str, ...] = ()


def proofs_of(root: Path, topic: str, tag: str, folder: Path, today: datetime.date, *, text: str = "") -> tuple[Proof, ...]:
    """Write the proofs of a topic in a locale or a test language, as its words are now; with `text`, its first sheet too.

    Raises ContentError if the locale's catalogs can't be built from.
    """
    pseudo = tag in translate.PSEUDO
    marked = documents.trial(root, topic, tag, today) if pseudo else translate.mark(documents.translated(root, topic, tag, today))
    made = [(form.name, form, marked) for form in proofs()]
    if text and (shown := _sheet(marked, text)):
        form, plan, sheet = shown
        made.append((f"{form.name}-{plan.name(form.name)}", form, sheet))
    found = []
    for name, form, chosen in made:
        document = personalize.personalize(chosen, region=None, clinic=None, today=today)
        path = folder / tag / f"{topic}-{name}.draft.{form.suffix}"
        publish(path, form.write(form.fit(document, Options()), Options()))
        fragment = form.fragment(document, Options(), text) if text and form.fragment else ""
        found.append(Proof(path=path, fragment=fragment))
    return tuple(found)


def _sheet(document: Document, text: str) -> tuple[Format, SheetPlan, Document] | None:
    """The first sheet that shows a text: its format, its plan and the document of it; None where none does."""
    for form in (row for row in FORMATS.values() if row.takes == ("sheet",) and not row.asked):
        for plan in sheets_for(document, form.name):
            chosen = select_sheet(document, plan)
            if any(each.id == text for each in texts(chosen)):
                return form, plan, chosen
    return None


def watch(root: Path, tag: str, folder: Path, today: datetime.date, wait: Callable[[], None]) -> Iterator[Resaved]:
    """After each save of one of the locale's catalogs, what it changed, with the proofs made anew. Ends when `wait` raises.

    `wait` is called before each look. A catalog that is just being written, or has a fault, gives the faults.
    """
    topics = content.topics(root / "content")
    seen, before = stamp(root, f"locales/{tag}"), _words(root, tag, topics)
    while True:
        wait()
        now = stamp(root, f"locales/{tag}")
        if now == seen:
            continue
        seen = now
        documents.forget()
        try:
            after = _words(root, tag, topics)
            changed = tuple(name for name, said in after.items() if before.get(name) != said)
            before = after
            if changed:
                topic = next((name for name in topics if changed[0].startswith(f"{name}/")), topics[0])
                yield Resaved(changed=changed, proofs=proofs_of(root, topic, tag, folder, today, text=changed[0]))
        except ContentError as error:
            yield Resaved(faults=tuple(map(str, error.faults)))


def _words(root: Path, tag: str, topics: tuple[str, ...]) -> Words:
    catalogs = (documents.catalog_of(root, tag, domain) for domain in (*topics, translate.LABELS))
    return {entry.ctx: entry.said() for catalog in catalogs for entry in catalog.entries}
