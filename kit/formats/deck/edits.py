"""What a person changed in a deck of ours, what the kit changed since, and both in one deck: a merge of three.

The base is what the deck was made from (`kept`), mine what a person left (`found`), theirs what the kit makes now (`plan`). Where
both changed one text, the person's words stay and the kit's stand in the slide's notes and in the report. Left out on purpose:
places, sizes and colours that a person changed; the new deck has the kit's.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kit.document import Document, Text, fill
from kit.formats.deck import theme
from kit.formats.deck.fit import Ruler
from kit.formats.deck.found import Found
from kit.formats.deck.kept import Kept, Origin, of_slide, words
from kit.formats.deck.notes import note
from kit.formats.deck.shapes import Grid, Para, Plot, Shape, Slide, SlideWords

Kind = Literal["edit", "kit", "conflict", "safety", "identity", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckChange:
    """One thing that changed: whose it is, on which slide, and what, in words."""

    kind: Kind
    slide: str
    message: str


@dataclass(slots=True)
class Edits:
    """A person's edits of one slide: new words and deletions by index of the base's paragraphs, and lines added after an index."""

    changed: dict[int, str] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    added: dict[int, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changed or self.deleted or self.added)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidePair:
    """A slide as it was made and as it was found; either may be missing."""

    base: Kept | None
    mine: Found | None


def edits(base: Sequence[str], mine: Sequence[str]) -> Edits:
    """How a person's paragraphs differ from those they were given."""
    out = Edits()
    for code, i1, i2, j1, j2 in difflib.SequenceMatcher(None, base, mine, autojunk=False).get_opcodes():
        if code == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for at in range(both):
            out.changed[i1 + at] = mine[j1 + at]
        out.deleted |= set(range(i1 + both, i2))
        if j1 + both < j2:
            out.added.setdefault(i1 + both - 1, []).extend(mine[j1 + both : j2])
    return out


def pairs(made: Origin, found: Sequence[Found]) -> tuple[list[SlidePair], bool]:
    """Each slide as made with the one found, by its id, in the order found, deleted ones last; and whether ids were there.

    Where a program numbered the slides anew, titles and texts decide.
    """
    by_id = {slide.id: slide for slide in made.slides}
    known = sum(1 for slide in found if (base := by_id.get(slide.id)) and _alike(base, slide))
    if known * 2 >= min(len(found), len(made.slides)):
        out = [SlidePair(base=by_id.get(slide.id), mine=slide) for slide in found]
        sure = True
    else:
        out, sure = _by_words(made, found), False
    seen = {pair.base.key for pair in out if pair.base}
    return [*out, *(SlidePair(base=slide, mine=None) for slide in made.slides if slide.key not in seen)], sure


def _alike(base: Kept, mine: Found) -> bool:
    own = {said for _, said in base.said}
    return base.title == mine.title or any(said in own for _, said in mine.said)


def _by_words(made: Origin, found: Sequence[Found]) -> list[SlidePair]:
    left = {slide.key: slide for slide in made.slides}
    out: list[SlidePair] = []
    for mine in found:
        own = {said for _, said in mine.said}

        def score(base: Kept, mine: Found = mine, own: set[str] = own) -> tuple[bool, float]:
            texts = {said for _, said in base.said}
            return base.title == mine.title, len(texts & own) / max(1, len(texts | own))

        best = max(left.values(), key=score, default=None)
        if best and (score(best)[0] or score(best)[1] >= 0.4):
            out.append(SlidePair(base=left.pop(best.key), mine=mine))
        else:
            out.append(SlidePair(base=None, mine=mine))
    return out


def compared(made: Origin, found: Sequence[Found], theirs: Sequence[Slide]) -> list[DeckChange]:
    """What a person changed, which safety facts that touches, and what the kit changed since."""
    matched, sure = pairs(made, found)
    out = [] if sure else [_identity()]
    order = [pair.base.key for pair in matched if pair.base and pair.mine]
    wanted = [slide.key for slide in made.slides if slide.key in set(order)]
    moved = _moved(wanted, order)
    for pair in matched:
        out += _told(pair, moved, sure)
    now = {slide.key: slide for slide in theirs}
    for base in made.slides:
        out += _kit(base, now.get(base.key))
    known = {slide.key for slide in made.slides}
    out += [
        _change("kit", words(slide.title.text.text), "The kit has this new slide.") for slide in theirs if slide.key not in known
    ]
    return out


def _identity() -> DeckChange:
    return _change(
        "identity", "", "The program that saved this deck took away the slides' ids, so titles and texts were compared."
    )


def _change(kind: Kind, slide: str, message: str) -> DeckChange:
    return DeckChange(kind=kind, slide=slide, message=message)


def _moved(wanted: list[str], order: list[str]) -> set[str]:
    kept = {
        wanted[at]
        for block in difflib.SequenceMatcher(None, wanted, order, autojunk=False).get_matching_blocks()
        for at in range(block.a, block.a + block.size)
    }
    return set(order) - kept


def _told(pair: SlidePair, moved: set[str], sure: bool) -> list[DeckChange]:
    """One slide's edits in words."""
    base, mine = pair.base, pair.mine
    if base is None:
        return [_change("edit", mine.title if mine else "", "You added this slide.")]
    if mine is None:
        out = [_change("edit", base.title, "You took this slide out.")]
        return [*out, *(_change("safety", base.title, f"With it goes a safety fact: {_fact(fact)}.") for fact in base.facts)]
    out = [_change("edit", base.title, "You moved this slide.")] if base.key in moved else []
    own = edits([said for _, said in base.said], mine.within(base.shapes if sure else 0))
    out += _listed(own, [said for _, said in base.said], base.title, "")
    out += _listed(
        edits([said for _, said in base.notes], mine.notes), [said for _, said in base.notes], base.title, " in the notes"
    )
    if base.values and mine.values and base.values != mine.values:
        out.append(_change("edit", base.title, "You changed values of the chart."))
    if own.changed or own.deleted:
        out += [_change("safety", base.title, f"Your change touches a safety fact: {_fact(fact)}.") for fact in base.facts]
    return out


def _listed(own: Edits, base: Sequence[str], title: str, where: str) -> list[DeckChange]:
    out = [_change("edit", title, f"You changed “{base[at]}”{where} to “{said}”.") for at, said in own.changed.items()]
    out += [_change("edit", title, f"You took out “{base[at]}”{where}.") for at in sorted(own.deleted)]
    return [*out, *(_change("edit", title, f"You added “{said}”{where}.") for lines in own.added.values() for said in lines)]


def _fact(fact: str) -> str:
    return fact.replace("_", " ")


def _kit(base: Kept, now: Slide | None) -> list[DeckChange]:
    """What the kit changed on one slide."""
    if now is None:
        return [_change("kit", base.title, "The kit no longer has this slide.")]
    new = dict(of_slide(now))
    out = []
    for ident, said in base.said:
        if ident not in new:
            out.append(_change("kit", base.title, f"The kit took out “{said}”."))
        elif new[ident] != said:
            out.append(_change("kit", base.title, f"The kit changed “{said}” to “{new[ident]}”."))
    known = {ident for ident, _ in base.said}
    return [*out, *(_change("kit", base.title, f"The kit added “{said}”.") for ident, said in new.items() if ident not in known)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The new deck's slides in their order: the kit's with a person's edits, and the person's own as found; with the report."""

    slides: tuple[Slide | Found, ...]
    changes: tuple[DeckChange, ...]
    extras: dict[str, Found]


def merged(made: Origin, found: Sequence[Found], theirs: Sequence[Slide], document: Document) -> Merged:
    """The kit's present slides with every edit of a person; nothing is lost without a word in the report."""
    changes = compared(made, found, theirs)
    matched, sure = pairs(made, found)
    now = {slide.key: slide for slide in theirs}
    out: list[Slide | Found] = []
    extras: dict[str, Found] = {}
    for pair in matched:
        base, mine = pair.base, pair.mine
        if mine is None:
            continue
        if base is None:
            out.append(mine)
            continue
        new = now.get(base.key)
        if new is None:
            if _edited(base, mine, sure):
                out.append(mine)
                changes.append(
                    _change("conflict", base.title, "The kit no longer has this slide; you changed it, so yours is kept.")
                )
            continue
        slide, more = _merge(base, mine, new, document, sure)
        changes += more
        out.append(slide)
        if sure and any(ident > base.shapes for ident in mine.added):
            extras[new.key] = mine
    known = {slide.key for slide in made.slides}
    for at, slide in enumerate(theirs):
        if slide.key not in known:
            before = {one.key for one in theirs[:at]}
            place = max((i for i, one in enumerate(out) if isinstance(one, Slide) and one.key in before), default=-1)
            out.insert(place + 1, slide)
    return Merged(slides=tuple(out), changes=tuple(changes), extras=extras)


def _edited(base: Kept, mine: Found, sure: bool) -> bool:
    return bool(edits([said for _, said in base.said], mine.within(base.shapes if sure else 0))) or bool(
        edits([said for _, said in base.notes], mine.notes)
    )


def _merge(base: Kept, mine: Found, new: Slide, document: Document, sure: bool) -> tuple[Slide, list[DeckChange]]:
    """One slide of three."""
    own = edits([said for _, said in base.said], mine.within(base.shapes if sure else 0))
    changes: list[DeckChange] = []
    lines = _Lines(base.said, own, dict(of_slide(new)), base.title, changes)
    title = lines.paras((new.title,))
    shapes = tuple(_shape(shape, lines, document) for shape in new.shapes)
    kept = tuple(shape for shape in shapes if shape is not None)
    lines.unplaced()
    said = _Lines(
        base.notes, edits([said for _, said in base.notes], mine.notes), _by_id(new.notes), base.title, changes, " in the notes"
    )
    notes = [*said.paras(new.notes), *(note(_own_text(line, document)) for line in said.left())]
    label = document.label("notes.conflict")
    notes += [note(fill(label, words=kit)) for kit in (*lines.conflicts, *said.conflicts)]
    if base.values and mine.values and base.values != mine.values:
        kept = tuple(_valued(shape, mine.values) for shape in kept)
    heading = dataclasses.replace(title[0], text=title[0].text) if title else new.title
    left = lines.left()
    if left:
        notes += [note(_own_text(line, document)) for line in left]
        changes += [_change("lost", base.title, f"“{line}” found no place on the slide; it is in its notes.") for line in left]
    return dataclasses.replace(new, title=heading, shapes=kept, notes=tuple(notes)), changes


def _by_id(paras: Sequence[Para]) -> dict[str, str]:
    return {para.text.id: words(para.text.text) for para in paras}


def _own_text(said: str, document: Document) -> Text:
    return Text(id="own", source=said, text=said, lang=document.locale.tag, verbatim=True)


class _Lines:
    """The edits of one run of paragraphs, handed out as the paragraphs of the new slide come by, by their texts' ids."""

    def __init__(
        self,
        base: Sequence[tuple[str, str]],
        own: Edits,
        theirs: dict[str, str],
        title: str,
        changes: list[DeckChange],
        where: str = "",
    ) -> None:
        self.base, self.own, self.theirs, self.title, self.changes, self.where = base, own, theirs, title, changes, where
        self.conflicts: list[str] = []
        self.done: set[int] = set()
        self._at: dict[str, list[int]] = {}
        for at, (ident, _) in enumerate(base):
            self._at.setdefault(ident, []).append(at)

    def paras(self, paras: Sequence[Para], *, grow: bool = True) -> tuple[Para, ...]:
        """The paragraphs with a person's words, without those taken out, with lines added after them where that may be."""
        out: list[Para] = []
        for para in paras:
            at = next((one for one in self._at.get(para.text.id, ()) if one not in self.done), None)
            if at is None:
                out.append(para)
                continue
            self.done.add(at)
            said = self._said(at, para)
            if said is not None:
                out.append(said)
            elif not grow:
                out.append(para)
            if grow and at in self.own.added:
                like = said or para
                out += [_worded(like, line) for line in self.own.added.pop(at)]
        return tuple(out)

    def _said(self, at: int, para: Para) -> Para | None:
        """What stands for one paragraph of the base: a person's words, nothing where they took it out, or the kit's."""
        was, now = self.base[at][1], words(para.text.text)
        if at in self.own.deleted:
            if now != was:
                self._conflict(now, f"You took out “{was}”{self.where}; the kit changed it to “{now}”.")
            return None
        if at not in self.own.changed:
            return para
        mine = self.own.changed[at]
        if now not in (was, mine):
            self._conflict(now, f"You changed “{was}”{self.where} to “{mine}”; the kit changed it to “{now}”.")
        return _worded(para, mine)

    def _conflict(self, kit: str, message: str) -> None:
        self.conflicts.append(kit)
        self.changes.append(_change("conflict", self.title, message))

    def unplaced(self) -> None:
        """Say which of a person's words belong to a text that the kit no longer has."""
        for at, said in self.own.changed.items():
            if at not in self.done:
                self.changes.append(_change("conflict", self.title, f"The kit took out the text that you changed to “{said}”."))

    def left(self) -> list[str]:
        """A person's lines that found no place."""
        gone = [said for at, said in sorted(self.own.changed.items()) if at not in self.done]
        return [*gone, *(line for _, lines in sorted(self.own.added.items()) for line in lines)]


def _worded(para: Para, said: str) -> Para:
    """A paragraph with a person's words, which no catalog knows."""
    text = dataclasses.replace(para.text, id="own", text=said, verbatim=True)
    return dataclasses.replace(para, text=text, linked="", breaks=())


def _shape(shape: Shape, lines: _Lines, document: Document) -> Shape | None:
    if isinstance(shape, SlideWords):
        paras = lines.paras(shape.paras)
        if paras == shape.paras:
            return shape
        return _fitted(dataclasses.replace(shape, paras=paras), document) if paras else None
    if isinstance(shape, Grid):
        return dataclasses.replace(shape, rows=tuple(lines.paras(row, grow=False) for row in shape.rows))
    return shape


def _fitted(shape: SlideWords, document: Document) -> SlideWords:
    """A placeholder whose words a person changed, in type that fits its place as before; at the least if none does."""
    if shape.frame is None:
        return shape
    ruler = Ruler(document.locale)
    width = shape.frame.width - 2 * shape.inset
    most = max(para.size for para in shape.paras)
    paras = shape.paras
    for size in [one for one in (*theme.SCALE, theme.FLOOR) if one <= most]:
        paras = tuple(dataclasses.replace(para, size=min(para.size, size), before=min(para.before, 6.0)) for para in shape.paras)
        if ruler.fits(shape.paras, width, shape.frame.height):
            return shape
        if ruler.fits(paras, width, shape.frame.height):
            break
    return dataclasses.replace(shape, paras=paras)


def _valued(shape: Shape, values: tuple[tuple[float, ...], ...]) -> Shape:
    """The chart with a person's values, where it still has as many lines and points."""
    if not isinstance(shape, Plot) or [len(one) for one in values] != [len(one.values) for one in shape.timeline.series]:
        return shape
    series = tuple(dataclasses.replace(one, values=own) for one, own in zip(shape.timeline.series, values, strict=True))
    top = max(shape.timeline.top, *(value for own in values for value in own))
    return dataclasses.replace(shape, timeline=dataclasses.replace(shape.timeline, series=series, top=top))
