"""Validated models turned into the Document's values, text by text; each text's id and place is noted on the way.

`Reading` is what one load collects: ids and places, what is known (claims, pictures), and every fault.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from kit.art import Art
from kit.content import derived, schema, wording
from kit.content.positions import Place, Steps, YamlFile
from kit.document import (
    Block,
    Bullets,
    Callout,
    Contacts,
    Diagram,
    Exercise,
    Field,
    ListItem,
    Meta,
    Notes,
    Section,
    Series,
    Spot,
    Table,
    Text,
    Timeline,
    Worksheet,
)


@dataclass(slots=True, kw_only=True)
class Reading:
    """What one load of a topic has seen so far. `verdicts` maps a claim's id to its verdict; `used` keeps their order."""

    topic: str
    verdicts: Mapping[str, str]
    arts: Mapping[str, Art]
    places: dict[str, Place] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads the parts of one file into the Document, for one Reading."""

    reading: Reading
    source: YamlFile

    def enter(self, way: Steps, name: str) -> None:
        """Note where an id stands; an id that was there before is a fault."""
        places = self.reading.places
        if name in places:
            advice = f"It is already used at {places[name]}. Each id is used once in a topic."
            own = (*way[:-1], "id")
            explicit = self.source.raw(own).strip("\"'") == name
            self.source.fault(own if explicit else way, f"the id `{name}` is used twice", advice)
        else:
            places[name] = self.source.place(way)

    def claims(self, way: Steps, ids: Sequence[str]) -> tuple[str, ...]:
        """The claims a part rests on: each known, and none that was dropped."""
        for at, claim in enumerate(ids):
            verdict = self.reading.verdicts.get(claim)
            if verdict is None:
                self.source.fault((*way, at), f"unknown claim {claim}", "Add it to claims.yaml, or mend the id.")
            elif verdict == "drop":
                advice = "Its verdict in claims.yaml is `drop`: it is not true or not ours to say. Say something else."
                self.source.fault((*way, at), f"the claim {claim} was dropped", advice)
            self.reading.used[claim] = None
        return tuple(ids)

    def art(self, way: Steps, name: str) -> str:
        """The id of a picture that exists, or "" for none."""
        if name and name not in self.reading.arts:
            advice = "Draw it as pictograms/<id>.svg, or use one that is there."
            self.source.fault(way, f"there is no picture `{name}`", advice)
        return name

    def text(self, way: Steps, name: str, words: str, *, note: str = "", safety: bool = False) -> Text:
        """A text with this id; its characters and markup are checked."""
        here = (*way, "text") if (*way, "text") in self.source.values else way
        words = words.strip()
        wording.check(self.source, here, words)
        self.enter(here, name)
        return Text(id=f"{self.reading.topic}/{name}", source=words, text=words, lang="en", note=note.strip(), safety=safety)

    def entries(
        self, way: Steps, given: Sequence[schema.EntryModel], *, note: str = "", safety: bool = False
    ) -> tuple[Text, ...]:
        """Texts in a list, each with its own id."""
        return tuple(
            self.text((*way, at), entry.id, entry.text, note=_join(note, entry.note), safety=safety)
            for at, entry in enumerate(given)
        )

    def notes(self, way: Steps, given: schema.NotesModel | None) -> Notes | None:
        """Speaker notes."""
        if given is None:
            return None
        return Notes(
            say=self.entries((*way, "say"), given.say),
            ask=self.entries((*way, "ask"), given.ask),
            watch=self.entries((*way, "watch"), given.watch),
        )

    def section(self, way: Steps, given: schema.SectionModel) -> Section:
        """A section with its blocks."""
        self.enter((*way, "id"), given.id)
        head = {
            name: self.text((*way, name), f"{given.id}.{_word(name)}", plain.text, note=plain.note)
            for name in ("title", "content_note")
            if (plain := getattr(given, name))
        }
        return Section(
            id=given.id,
            number=given.number,
            title=head["title"],
            content_note=head.get("content_note"),
            key=self.key((*way, "key"), f"{given.id}.key", given.key),
            key_claims=tuple(given.key.claims),
            key_safety=tuple(given.key.safety),
            blocks=tuple(self.block((*way, "blocks", at), block) for at, block in enumerate(given.blocks)),
            notes=self.notes((*way, "notes"), given.notes) or Notes(),
            art=self.art((*way, "art"), given.art),
        )

    def reserve(self, given: schema.ReserveModel, title: Text, key: Text) -> Section:
        """A section of the reserve. It has no message of its own, and may have no title: then those of the topic stand in."""
        self.enter(("id",), given.id)
        own = self.text(("title",), f"{given.id}.title", given.title.text, note=given.title.note) if given.title else title
        blocks = tuple(self.block(("blocks", at), block) for at, block in enumerate(given.blocks))
        return Section(id=given.id, number=0, title=own, key=key, blocks=blocks, notes=Notes())

    def key(self, way: Steps, name: str, given: schema.KeyModel) -> Text:
        """A main message."""
        self.claims((*way, "claims"), given.claims)
        return self.text(way, name, given.text, note=given.note, safety=bool(given.safety))

    def block(self, way: Steps, given: schema.AnyBlock) -> Block:
        """A block of any kind."""
        part = _Part(reader=self, way=way, given=given)
        meta = part.meta()
        match given:
            case schema.BulletsModel():
                return part.bullets(meta, given)
            case schema.TableModel():
                return part.table((), meta, given)
            case schema.CalloutModel():
                lead = part.optional("lead")
                if not given.items and lead is None:
                    self.source.fault(way, "the box says nothing", "Give it a `lead`, or `items`, or both.")
                return Callout(meta=meta, level=given.level, lead=lead, items=part.items(given.items))
            case schema.TimelineModel():
                return part.timeline(meta, given)
            case schema.DiagramModel():
                return part.diagram(meta, given)
            case schema.ContactsModel():
                return self.contacts(way, given, part, meta)
            case schema.WorksheetModel():
                return Worksheet(meta=meta, lead=part.optional("lead"), fields=part.fields(given.fields))
            case schema.ExerciseModel():
                return Exercise(meta=meta, kind=given.kind, minutes=given.minutes, items=part.items(given.items))
            case _:
                return part.declared(meta, schema.KINDS[type(given)])

    def contacts(self, way: Steps, given: schema.ContactsModel, part: _Part, meta: Meta) -> Contacts:
        """Numbers to call; personalization fills them in."""
        for at, kind in enumerate(given.kinds):
            if kind in given.kinds[:at]:
                self.source.fault((*way, "kinds", at), f"`{kind}` is named twice", "Keep one of them.")
        return Contacts(meta=meta, lead=part.optional("lead"), kinds=tuple(given.kinds))


@dataclass(slots=True, kw_only=True)
class _Part:
    """One block on its way into the Document: its model, its place and the note that all its texts carry."""

    reader: Reader
    way: Steps
    given: schema.AnyBlock

    @property
    def safety(self) -> bool:
        return bool(self.given.safety)

    def meta(self) -> Meta:
        given, reader = self.given, self.reader
        reader.enter((*self.way, "id"), given.id)
        return Meta(
            id=given.id,
            title=self.optional("title"),
            claims=reader.claims((*self.way, "claims"), given.claims),
            shows=frozenset(given.shows),
            safety=tuple(given.safety),
            notes=reader.notes((*self.way, "notes"), given.notes),
            ignore=tuple((entry.rule, entry.reason) for entry in given.ignore),
        )

    def optional(self, name: str) -> Text | None:
        return self.required(name) if getattr(self.given, name) else None

    def required(self, name: str, owner: str = "", below: Steps = ()) -> Text:
        holder = self.given if not below else getattr(self.given, str(below[0]))
        plain = cast("schema.PlainModel", getattr(holder, name))
        return self.reader.text(
            (*self.way, *below, name),
            f"{owner or self.given.id}.{_word(name)}",
            plain.text,
            note=_join(self.given.translator_note, plain.note),
            safety=self.safety,
        )

    def entries(self, below: Steps, given: Sequence[schema.EntryModel]) -> tuple[Text, ...]:
        way = (*self.way, *below)
        return self.reader.entries(way, given, note=self.given.translator_note, safety=self.safety)

    def items(self, given: Sequence[schema.ItemModel]) -> tuple[ListItem, ...]:
        texts = self.entries(("items",), given)
        return tuple(
            ListItem(text=text, art=self.reader.art((*self.way, "items", at, "art"), item.art), foreign=item.foreign)
            for at, (text, item) in enumerate(zip(texts, given, strict=True))
        )

    def declared(self, meta: Meta, kind: type) -> Block:
        """A block of a kind without rules of its own, field by field as the kind declares them."""
        values: dict[str, object] = {}
        for one in derived.declarations(kind):
            if one.shape == "one":
                values[one.name] = self.optional(one.name)
            elif one.shape == "many":
                values[one.name] = self.parts(one)
            else:
                values[one.name] = derived.plain(one, self.given, functools.partial(self.reader.art, (*self.way, one.name)))
        made: Block = kind(meta=meta, **values)
        return made

    def parts(self, one: derived.Declaration) -> tuple[object, ...]:
        """The texts, or the parts with a text each, of a list."""
        given: Sequence[schema.EntryModel] = getattr(self.given, one.name)
        texts = self.entries((one.name,), given)
        if one.held is Text:
            return texts
        return tuple(
            derived.part_of(one.held, entry, text, entry.id, functools.partial(self.reader.art, (*self.way, one.name, at, "art")))
            for at, (text, entry) in enumerate(zip(texts, given, strict=True))
        )

    def bullets(self, meta: Meta, given: schema.BulletsModel) -> Bullets:
        lead = self.optional("lead")
        if given.branch and (lead is None or not all(item.art for item in given.items)):
            what = "ways that branch off need a `lead` to part from and a picture each"
            self.reader.source.fault((*self.way, "branch"), what, "Give the list a `lead`, and each item an `art`.")
        branch = self.reader.art((*self.way, "branch"), given.branch)
        return Bullets(meta=meta, lead=lead, items=self.items(given.items), checklist=given.checklist, branch=branch)

    def diagram(self, meta: Meta, given: schema.DiagramModel) -> Diagram:
        downwards = [spot.at[1] for spot in given.spots]
        if downwards != sorted(downwards):
            what = "the places are not in order from the top down, so lines would cross"
            self.reader.source.fault((*self.way, "spots"), what, "Put the highest place first.")
        drawing = self.reader.reading.arts.get(given.art)
        for at, spot in enumerate(given.spots):
            if drawing and (spot.at[0] > drawing.width or spot.at[1] > drawing.height):
                what = f"the place is outside the drawing, which is {drawing.width:g} by {drawing.height:g}"
                self.reader.source.fault((*self.way, "spots", at, "at"), what, "Give x and y in units of the drawing.")
        texts = self.entries(("spots",), given.spots)
        spots = (Spot(text=text, at=(spot.at[0], spot.at[1])) for text, spot in zip(texts, given.spots, strict=True))
        art = self.reader.art((*self.way, "art"), given.art)
        return Diagram(meta=meta, lead=self.optional("lead"), art=art, alt=self.required("alt"), spots=tuple(spots))

    def table(self, below: Steps, meta: Meta, given: schema.TableModel | schema.TimelineTable) -> Table:
        for at, row in enumerate(given.rows):
            if len(row) != len(given.columns):
                what = f"the row has {len(row)} cells and the table {len(given.columns)} columns"
                advice = "Give every row as many cells as there are columns; write what an empty cell means."
                self.reader.source.fault((*self.way, *below, "rows", at), what, advice)
        return Table(
            meta=meta,
            summary=self.required("summary", meta.id, below),
            columns=self.entries((*below, "columns"), given.columns),
            rows=tuple(self.entries((*below, "rows", at), row) for at, row in enumerate(given.rows)),
        )

    def timeline(self, meta: Meta, given: schema.TimelineModel) -> Timeline:
        source = self.reader.source
        days = [point.day for point in given.points]
        if days != sorted(set(days)):
            source.fault((*self.way, "points"), "the points are not in the order of their days", "Put the earliest day first.")
        for at, series in enumerate(given.series):
            way = (*self.way, "series", at, "values")
            if len(series.values) != len(given.points):
                what = f"{len(series.values)} values for {len(given.points)} points"
                source.fault(way, what, "Give one value for each point.")
            elif max(series.values) > given.top:
                source.fault(way, f"a value is above the top, {given.top:g}", "Raise `top`, or mend the value.")
        points = self.entries(("points",), given.points)
        names = self.entries(("series",), given.series)
        self.reader.enter((*self.way, "table", "id"), given.table.id)
        return Timeline(
            meta=meta,
            alt=self.required("alt"),
            takeaway=self.required("takeaway"),
            caption=self.required("caption"),
            x_title=self.required("x_title"),
            y_title=self.required("y_title"),
            points=tuple((point.day, text) for point, text in zip(given.points, points, strict=True)),
            series=tuple(
                Series(name=name, values=tuple(series.values)) for name, series in zip(names, given.series, strict=True)
            ),
            top=given.top,
            table=self.table(("table",), Meta(id=given.table.id), given.table),
        )

    def fields(self, given: Sequence[schema.FieldModel]) -> tuple[Field, ...]:
        labels = self.entries(("fields",), given)
        return tuple(Field(id=entry.id, label=label, lines=entry.lines) for entry, label in zip(given, labels, strict=True))


def _word(name: str) -> str:
    return name.replace("_", "-")


def _join(*notes: str) -> str:
    return "\n".join(note.strip() for note in notes if note.strip())
