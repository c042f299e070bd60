"""A topic's scored sheet and open points as a form to fill in: a Document like any other, for the handout and the page.

For the clinician and the people with lived experience who judge what no program can. Left out on purpose: signing, which is
`kit content sign`; the form only collects what people say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kit.content import Claim
from kit.document import (
    Block,
    Bullets,
    Contacts,
    Document,
    Field,
    ListItem,
    Meta,
    Notes,
    Paragraph,
    Section,
    Table,
    Text,
    Worksheet,
    fill,
)
from kit.judging.open_points import OpenPoints
from kit.judging.scoring import Instrument, Scored, ScoreSheet

INSTRUMENTS: tuple[Instrument, ...] = ("CDC Index", "PEMAT-P")


def build(document: Document, sheet: ScoreSheet, points: OpenPoints, words: Mapping[str, Text]) -> Document:
    """The form for a topic. `words` are the texts of review-form.yaml; `document` gives labels, notices and version."""
    maker = _Maker(words=words)
    sections = (
        maker.about(document),
        maker.decide(points),
        maker.read(points),
        *(maker.score(name, tuple(item for item in sheet.items if item.instrument == name)) for name in INSTRUMENTS),
        maker.lived(),
        maker.sign(),
    )
    return replace(
        document,
        topic=f"{document.topic}-review-form",
        title=maker.text("title", title=document.title.text),
        audience=maker.text("audience"),
        main_message=maker.text("main_message"),
        help=Contacts(meta=Meta(id="review-form.help", title=maker.text("help.title")), lead=maker.text("help.lead"), kinds=()),
        sections=tuple(replace(section, number=number) for number, section in enumerate(sections, start=1)),
        closing=maker.section("closing", ()),
        sessions=(),
        clinic=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    words: Mapping[str, Text]

    def text(self, name: str, owner: str = "", **values: str) -> Text:
        """A text of the form, filled; `owner` tells apart the ids of one that is used several times."""
        found = fill(self.words[name], **values)
        return replace(found, id=f"{found.id}.{owner}" if owner else found.id, source=found.text)

    def said(self, name: str, words: str) -> Text:
        """A text that is not the form's own: a claim, a question, a reason."""
        plain = words.replace("**", "")
        return Text(id=f"review-form/{name}", source=plain, text=plain, lang="en")

    def section(self, name: str, blocks: tuple[Block, ...], **values: str) -> Section:
        """A section with its title and key message."""
        owner = values.get("instrument", "").lower().replace(" ", "-")
        return Section(
            id=f"review-form.{name}{f'.{owner}' if owner else ''}",
            number=0,
            title=self.text(f"{name}.title", owner, **values),
            key=self.text(f"{name}.key", owner, **values),
            blocks=blocks,
            notes=Notes(),
        )

    def fields(self, owner: str, *names: tuple[str, int]) -> tuple[Field, ...]:
        """Fields by the names of their texts and how many lines they have (0 for a box)."""
        made = ((self.text(name, owner), lines) for name, lines in names)
        return tuple(Field(id=text.id, label=text, lines=lines) for text, lines in made)

    def about(self, document: Document) -> Section:
        texts = (
            self.text("about.version", version=document.version, date=document.date),
            self.text("about.changes"),
            self.text("about.sign"),
        )
        items = tuple(ListItem(text=text) for text in texts)
        return self.section("about", (Bullets(meta=Meta(id="review-form.about.list"), items=items),))

    def decide(self, points: OpenPoints) -> Section:
        blocks: tuple[Block, ...] = tuple(self._decision(claim) for claim in points.conflicts)
        return self.section("decide", blocks or (self._nothing("decide.none"),))

    def _decision(self, claim: Claim) -> Block:
        owner = claim.id.lower()
        lead = f"{claim.statement} {self.text('decide.other', conflicts=claim.conflicts).text}"
        return Worksheet(
            meta=Meta(id=f"review-form.decide.{owner}", title=self.text("decide.fact", owner, id=claim.id)),
            lead=self.said(f"decide.{owner}.lead", lead),
            fields=self.fields(owner, ("decide.answer", 2)),
        )

    def read(self, points: OpenPoints) -> Section:
        items = tuple(ListItem(text=self._to_read(claim)) for claim in points.secondhand)
        blocks: list[Block] = [self._nothing("read.none")]
        if items:
            blocks = [Bullets(meta=Meta(id="review-form.read.list"), items=items, checklist=True)]
        if points.unknowns:
            open_items = tuple(
                ListItem(text=self.said(f"unknown.{claim.id.lower()}", f"{claim.id}: {claim.unknowns}"))
                for claim in points.unknowns
            )
            meta = Meta(id="review-form.unknown.list", title=self.text("unknown.title"))
            blocks.append(Bullets(meta=meta, items=open_items))
        return self.section("read", tuple(blocks))

    def _to_read(self, claim: Claim) -> Text:
        sources = "; ".join(f"{cited.ref}, {cited.locator}" if cited.locator else cited.ref for cited in claim.sources)
        return self.text("read.fact", claim.id.lower(), id=claim.id, statement=claim.statement, sources=sources)

    def _nothing(self, name: str) -> Block:
        return Paragraph(meta=Meta(id=f"review-form.{name}"), text=self.text(name))

    def score(self, instrument: Instrument, items: tuple[Scored, ...]) -> Section:
        judged = tuple(item for item in items if item.verdict != "needs a person")
        left = tuple(item for item in items if item.verdict == "needs a person")
        met = sum(item.verdict == "met" for item in judged)
        blocks = (*(self._judgement(item) for item in left), self._table(instrument, judged))
        return self.section(
            "score",
            blocks,
            instrument=instrument,
            met=str(met),
            failed=str(len(judged) - met),
            open=str(len(left)),
        )

    def _judgement(self, item: Scored) -> Block:
        owner = _slug(item)
        return Worksheet(
            meta=Meta(id=f"review-form.{owner}", title=self.said(f"{owner}.title", f"{item.number}. {item.question}")),
            lead=self.said(f"{owner}.lead", item.reason),
            fields=self.fields(owner, ("score.met", 0), ("score.not_met", 0), ("score.not_applicable", 0), ("score.note", 1)),
        )

    def _table(self, instrument: Instrument, items: tuple[Scored, ...]) -> Block:
        owner = instrument.lower().replace(" ", "-")
        return Table(
            meta=Meta(id=f"review-form.{owner}.table", title=self.text("score.table", owner)),
            summary=self.text("score.summary", owner, instrument=instrument),
            columns=tuple(self.text(f"score.{name}", f"{owner}.head") for name in ("item", "result", "reason")),
            rows=tuple(tuple(self._row(item)) for item in items),
        )

    def _row(self, item: Scored) -> Iterator[Text]:
        owner = _slug(item)
        yield self.said(f"{owner}.question", f"{item.number}. {item.question}")
        yield self.text("score.met" if item.verdict == "met" else "score.not_met", f"{owner}.result")
        yield self.said(f"{owner}.reason", item.reason)

    def lived(self) -> Section:
        names = ("true", "missing", "hurts", "words", "act")
        fields = self.fields("", *((f"lived.{name}", 3) for name in names))
        return self.section("lived", (Worksheet(meta=Meta(id="review-form.lived.fields"), fields=fields),))

    def sign(self) -> Section:
        lines = ("name", "role", "credentials", "conflicts")
        boxes = ("result_yes", "result_changes", "result_no")
        names = (*((name, 1) for name in lines), *((name, 0) for name in boxes), ("date", 1), ("again", 1))
        fields = self.fields("", *((f"sign.{name}", count) for name, count in names))
        return self.section("sign", (Worksheet(meta=Meta(id="review-form.sign.fields"), fields=fields),))


def _slug(item: Scored) -> str:
    return f"{item.instrument.lower().replace(' ', '-')}-{item.number}"
