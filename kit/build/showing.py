"""Which texts a file shows of the Document it is made from: one answer for what a language offers, and for what a file must own up to.

Left out on purpose: whether these texts have words (`kit.build.offering`), and what their states allow (`kit.review`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kit import translate
from kit.document import Block, Document, Meta, Text, texts
from kit.formats import FORMATS
from kit.formats.page.index import LABELS_OF_LISTS

_LABELS = f"{translate.LABELS}/"


def texts_shown(document: Document, form: str) -> tuple[Text, ...]:
    """The texts that a format's files show of a selection in any of its editions, each once, in order: its topic's, then labels.

    The list of changes between versions is no part of it: it stands on a page of its own.
    """
    on_paper = bool(document.selection and document.selection.kind == "sheet")
    own = _of_sheet(document) if on_paper else _texts(replace(document, history=(), labels=(), bound=()))
    found = {text.id: text for text in (*own, *_labels(document, form)) if text.id and not text.verbatim}
    return tuple(found.values())


def _texts(value: object) -> Iterator[Text]:
    return (text for text in texts(value) if not text.id.startswith(_LABELS))


def _of_sheet(document: Document) -> Iterator[Text]:
    """A selection on paper: its title, message and numbers, its blocks, those that may stand in for them, and the strip."""
    selection = document.selection
    yield document.title
    yield document.main_message
    yield from _texts(document.help)
    yield from _texts(tuple(_silent(block) for section in document.sections for block in section.blocks))
    if selection:
        yield from _texts(tuple(map(_silent, (*selection.spare, *selection.lines))))
        yield from _texts((selection.strip_title, selection.call))


def _silent(block: Block) -> Block:
    """The block without what only a facilitator's notes say."""
    meta: Meta = replace(block.meta, notes=None)
    return replace(block, meta=meta)


def _labels(document: Document, form: str) -> Iterator[Text]:
    """The labels that files of a format may show: all but those of lists of files, and those that only another format shows.

    What the format is for stands in lists, and on what is folded.
    """
    use = f"{_LABELS}{FORMATS[form].labels.use}" if form in FORMATS else ""
    others = tuple(prefix for name, row in FORMATS.items() if name != form for prefix in row.labels.own)
    foreign = tuple(f"{_LABELS}{prefix}" for prefix in (*LABELS_OF_LISTS, *others))
    return (text for text in document.labels if text.id == use or not text.id.startswith(foreign))
