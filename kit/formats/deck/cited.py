"""All sources, in full, in the notes: each under a slide that rests on it, what is left under the last one.

The room sees one last slide, outside a session's time; a list of sources that can be read from there took as many slides as a part of
the text, and one page of notes holds a fifth of it. So a source stands after all that is said on the first slide whose facts rest
on it and whose page of notes has room. Left out on purpose: which sources there are (the selections keep those behind what is shown).
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kit.document import Bullets, Document
from kit.document.selections import STRIP
from kit.formats.deck import timing
from kit.formats.deck.fit import Ruler
from kit.formats.deck.notes import note
from kit.formats.deck.shapes import EMU_POINT, Para, Slide
from kit.formats.deck.template import NOTES_BODY, NOTES_INSETS

_WIDTH = NOTES_BODY.width - 2 * NOTES_INSETS[0]
_HEIGHT = NOTES_BODY.height - 2 * NOTES_INSETS[1] - 2 * EMU_POINT


def source_lists(document: Document) -> tuple[Bullets, ...]:
    """The blocks of the closing that list sources."""
    return tuple(block for block in document.closing.blocks if isinstance(block, Bullets) and block.lists_sources)


def with_sources(slides: Sequence[Slide], document: Document, ruler: Ruler) -> tuple[Slide, ...]:
    """The slides with the sources at the end of their notes, under the list's title.

    Those that fewest slides rest on are placed first. What is left goes to the last page, or where that is full to those of agenda
    and title, which say few facts, then to any (a part alone has few pages); `deck-notes-fit` finds one that is too full all the same.
    """
    out = list(slides)
    for block in source_lists(document):
        head = note(block.meta.title, label=True) if block.meta.title else None
        pages = [_Page(slide.notes, ruler, head) for slide in out]
        behind = [*_behind(out, document)]
        resting = {item.text.id: [at for at, found in enumerate(behind) if item.text.id in found] for item in block.items}
        for item in sorted(block.items, key=lambda item: len(resting[item.text.id])):
            para = note(item.text)
            own = [pages[at] for at in resting[item.text.id]]
            found = next((page for page in own if page.takes(para)), None) or _freed(para, own, pages, resting)
            (found or next((page for page in _spare(pages, out) if page.takes(para)), pages[-1])).add(para)
        order = {item.text.id: at for at, item in enumerate(block.items)}
        out = [
            dataclasses.replace(slide, notes=page.whole(order)) if page.told else slide
            for slide, page in zip(out, pages, strict=True)
        ]
    return tuple(out)


def _spare(pages: Sequence[_Page], slides: Sequence[Slide]) -> Iterator[_Page]:
    """The pages that a source goes to whose own slides have no room, in order."""
    front = [page for page, slide in zip(pages, slides, strict=True) if slide.key in ("agenda", "title")]
    return itertools.chain((pages[-1],), front, reversed(pages))


@dataclass(slots=True)
class _Page:
    """A slide's page of notes, the sources that it has got, and the height that is left, in EMU."""

    said: tuple[Para, ...]
    ruler: Ruler
    head: Para | None
    told: list[Para] = field(default_factory=list)
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = _HEIGHT - self.ruler.heights([*self.said, *([self.head] if self.head else [])], _WIDTH)

    def takes(self, para: Para) -> bool:
        return self.ruler.heights([para], _WIDTH) <= self.left

    def add(self, para: Para) -> None:
        self.told.append(para)
        self.left -= self.ruler.heights([para], _WIDTH)

    def drop(self, para: Para) -> None:
        self.told.remove(para)
        self.left += self.ruler.heights([para], _WIDTH)

    def whole(self, order: Mapping[str, int]) -> tuple[Para, ...]:
        told = sorted(self.told, key=lambda para: order[para.text.id])
        return (*self.said, *([self.head] if self.head else []), *told)


def _freed(para: Para, own: Sequence[_Page], pages: Sequence[_Page], resting: Mapping[str, Sequence[int]]) -> _Page | None:
    """A page of a slide that rests on a source, made free for it: another source there goes to another slide that rests on that."""
    for page in own:
        for other in [*page.told]:
            away = [pages[at] for at in resting[other.text.id] if pages[at] is not page and pages[at].takes(other)]
            if away:
                page.drop(other)
                if page.takes(para):
                    away[0].add(other)
                    return page
                page.add(other)
    return None


def _behind(slides: Sequence[Slide], document: Document) -> Iterator[frozenset[str]]:
    """The sources of each slide: those behind the claims of its block, and of the part that it opens."""
    sources, said = dict(document.evidence), _claimed(document)
    before = ""
    for slide in slides:
        opens = slide.section if slide.section != before else ""
        before = slide.section
        claims = (*said.get(slide.key.partition("/")[0], ()), *said.get(opens, ()))
        yield frozenset(source for claim in claims for source in sources.get(claim, ()))


def _claimed(document: Document) -> dict[str, tuple[str, ...]]:
    """The claims of each block, and of each part's main message, by the key of their slides; of the title those of the whole."""
    out: dict[str, tuple[str, ...]] = {"title": document.main_claims, document.help.meta.id: document.help.meta.claims}
    if document.selection:
        out[STRIP] = tuple(claim for block in document.selection.strip for claim in block.meta.claims)
    for section in document.sections:
        out[section.id] = section.key_claims
        for block in section.blocks:
            key = timing.whole(block.meta.id)
            out[key] = (*out.get(key, ()), *block.meta.claims)
    return out
