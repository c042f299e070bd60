"""Our own template, made in code for a locale: theme, master, layouts, notes master, table style, and what PowerPoint adds itself.

16:9, mirrored where text runs right to left, layouts named in the locale's language, only those that the deck uses. It is a file
that python-pptx opens like an agency's. Left out on purpose: slides (`writer`) and other people's templates (`roles`).
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from pptx.parts.slide import SlideLayoutPart

from kit.formats.deck import theme
from kit.formats.deck.elements import Look
from kit.formats.deck.language import Language
from kit.formats.deck.packing import zipped
from kit.formats.deck.shapes import Frame, Layout, inch, indent
from kit.formats.deck.stage import BAR_WIDTH, PANEL, SLOTS, TALK, Stage
from kit.locale import Locale

TABLE_STYLE = "{8A7C6B5D-1234-4F5E-9A0B-C1D2E3F4A5B6}"
FOOT_IDX, NUMBER_IDX = 21, 22
NOTES_WIDTH, NOTES_HEIGHT = 6858000, 9144000
NOTES_PICTURE = Frame(inch(0.3), inch(0.35), inch(3.2), inch(1.8))
NOTES_BODY = Frame(inch(0.3), inch(2.25), NOTES_WIDTH - inch(0.6), NOTES_HEIGHT - inch(2.6))
"""A page of notes at PowerPoint's own size: the slide small, so that the words have nearly all of the page."""
NOTES_INSETS = (91440, 45720)
_BODY = theme.LABEL_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Words for the person who edits: prompts and names of shapes, and the names of the layouts in the order given."""

    title: str
    text: str
    picture: str
    layouts: tuple[tuple[Layout, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A placeholder of a layout: its type and idx as written ("" where it has none), and how it sets its paragraphs."""

    kind: str
    idx: str
    look: Look


@dataclass(slots=True)
class Layouts:
    """Which placeholders slides have: those of our own layouts, but where another template's layout serves.

    `foot_frames` are the places of foot and number on such a layout, whose own may be too small for them.
    """

    parts: dict[Layout, SlideLayoutPart] = field(default_factory=dict)
    titles: dict[Layout, Slot] = field(default_factory=dict)
    slots: dict[tuple[Layout, str], Slot] = field(default_factory=dict)
    feet: dict[tuple[Layout, str], Slot | None] = field(default_factory=dict)
    foot_frames: dict[str, Frame] = field(default_factory=dict)

    def title(self, layout: Layout) -> Slot:
        """The title's placeholder."""
        kind = "ctrTitle" if layout == "title" else "title"
        return self.titles.get(layout) or Slot(kind=kind, idx="", look=heading_look(layout))

    def slot(self, layout: Layout, name: str) -> Slot:
        """The placeholder of a slot."""
        return self.slots.get((layout, name)) or own_slots(layout)[name]

    def furniture(self, layout: Layout, kind: str) -> Slot | None:
        """The placeholder of foot ("ftr") or number ("sldNum"); None where the layout has none."""
        if (layout, kind) in self.feet:
            return self.feet[layout, kind]
        return Slot(kind=kind, idx=str(FOOT_IDX if kind == "ftr" else NUMBER_IDX), look=Look(size=theme.SMALL_SIZE))


@functools.lru_cache(maxsize=16)
def own_slots(layout: Layout) -> dict[str, Slot]:
    """The placeholders of one of our layouts."""
    return {name: Slot(kind=kind, idx=str(idx), look=look(layout, name)[0]) for name, kind, idx in SLOTS[layout]}


def heading_look(layout: Layout) -> Look:
    """How a layout sets its title."""
    size = {"title": theme.COVER_SIZE, "message": theme.LABEL_SIZE}.get(layout, theme.TITLE_SIZE)
    return Look(size=size, bold=True, before=0)


def look(layout: Layout, slot: str) -> tuple[Look, str, str]:
    """How a layout's placeholder sets its paragraphs, where words stand in it, and their colour."""
    match layout, slot:
        case ("title", "clinic"):
            return Look(size=theme.BODY_SIZE, bold=True, before=2), "ctr", "tx1"
        case ("title", _):
            return Look(size=theme.BODY_SIZE, before=10), "t", "tx1"
        case ("message", "number"):
            return Look(size=theme.NUMBER_SIZE, bold=True, before=0), "ctr", "bg1"
        case ("message", "note"):
            return Look(size=theme.BODY_SIZE, before=0), "b", "tx1"
        case ("message", _):
            return Look(size=theme.MESSAGE_SIZE, bold=True), "ctr", "tx2"
        case ("activity", "kind"):
            return Look(size=theme.ITEM_SIZE, bold=True), "t", "accent1"
        case ("callout", "band"):
            return Look(size=theme.TITLE_SIZE, bold=True), "ctr", "tx1"
        case ("pictures" | "figure" | "table", "body"):
            return Look(size=_BODY, bold=True), "t", "tx2"
        case ("pictures", _):
            return Look(size=_BODY, before=0), "ctr", "tx1"
        case ("figure", "caption"):
            return Look(size=theme.BODY_SIZE, before=0), "t", "tx1"
        case _:
            return Look(size=_BODY, mark="bullet"), "ctr", "tx1"


_CENTERED = {("message", "number"), ("activity", "kind")}


@functools.cache
def _environment() -> jinja2.Environment:
    """The parts' templates: everything put into them is escaped, a missing value is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "parts"), autoescape=True, undefined=jinja2.StrictUndefined
    )


def render(part: str, **values: object) -> bytes:
    """A part's XML."""
    return _environment().get_template(f"{part}.xml.j2").render(**values).encode()


_ML = "application/vnd.openxmlformats-officedocument.presentationml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = {
    "ppt/presentation.xml": f"{_ML}presentation.main+xml",
    "ppt/slideMasters/slideMaster1.xml": f"{_ML}slideMaster+xml",
    "ppt/notesMasters/notesMaster1.xml": f"{_ML}notesMaster+xml",
    "ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "ppt/theme/theme2.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "ppt/tableStyles.xml": f"{_ML}tableStyles+xml",
    "ppt/presProps.xml": f"{_ML}presProps+xml",
    "ppt/viewProps.xml": f"{_ML}viewProps+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


@functools.lru_cache(maxsize=32)
def ours(locale: Locale, stage: Stage, names: Names, accent: str) -> bytes:
    """Our template as a file without slides; `accent` is the clinic's colour as RRGGBB, or "" for the kit's."""
    values: dict[str, object] = {"l": Language(locale), "names": names, "stage": stage, "sizes": _sizes()}
    members = {
        "ppt/presentation.xml": render("presentation", count=len(names.layouts), notes=(NOTES_WIDTH, NOTES_HEIGHT), **values),
        "ppt/slideMasters/slideMaster1.xml": render(
            "master",
            count=len(names.layouts),
            indent=indent("bullet", _BODY),
            bar=Frame(0, 0, BAR_WIDTH, stage.height),
            **values,
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_master(locale, stage, names),
        "ppt/theme/theme1.xml": theme_xml(locale.script, accent),
        "ppt/theme/theme2.xml": theme_xml(locale.script, accent),
        "ppt/tableStyles.xml": table_styles(),
        "ppt/presProps.xml": render("pres_props"),
        "ppt/viewProps.xml": render("view_props"),
        "docProps/app.xml": render("app"),
    }
    master = [("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, len(names.layouts) + 1)]
    relations = {
        "": [("officeDocument", "ppt/presentation.xml"), ("extended-properties", "docProps/app.xml")],
        "ppt/presentation.xml": [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ],
        "ppt/slideMasters/slideMaster1.xml": [*master, ("theme", "../theme/theme1.xml")],
        "ppt/notesMasters/notesMaster1.xml": [("theme", "../theme/theme2.xml")],
    }
    for number, (layout, label) in enumerate(names.layouts, start=1):
        part = f"ppt/slideLayouts/slideLayout{number}.xml"
        members[part] = layout_xml(locale, stage, names, layout, label)
        relations[part] = [("slideMaster", "../slideMasters/slideMaster1.xml")]
    return zipped(_with_relations(members, relations), "1980-01-01")


def _with_relations(members: dict[str, bytes], relations: dict[str, list[tuple[str, str]]]) -> dict[str, bytes]:
    """The package's parts with their relations and content types."""
    types = {f"/{name}": _TYPES.get(name, f"{_ML}slideLayout+xml") for name in members}
    whole = {"[Content_Types].xml": render("content_types", types=types)}
    for source, found in relations.items():
        folder, _, name = source.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        whole[path] = render("relations", relations=found, office=_OFFICE, package=_PACKAGE)
    return whole | members


def _sizes() -> dict[str, int]:
    return {
        "title": theme.TITLE_SIZE,
        "body": _BODY,
        "second": theme.BODY_SIZE,
        "small": theme.SMALL_SIZE,
        "notes": theme.NOTES_SIZE,
    }


@functools.lru_cache(maxsize=64)
def theme_xml(script: str, accent: str) -> bytes:
    """The theme: our colours, with the clinic's where bars and panels are, and the fonts of a script."""
    palette = theme.PALETTE | ({"accent6": accent} if accent else {})
    return render("theme", palette=palette, fonts=theme.fonts(script), script_fonts=theme.SCRIPT_FONTS)


@functools.cache
def table_styles() -> bytes:
    """The one style of tables."""
    return render("table_styles", style=TABLE_STYLE)


@functools.lru_cache(maxsize=64)
def notes_master(locale: Locale, stage: Stage, names: Names) -> bytes:
    """The master of pages of notes."""
    picture = dataclasses.replace(NOTES_PICTURE, height=NOTES_PICTURE.width * stage.height // stage.width)
    bare = dataclasses.replace(names, layouts=())
    return render(
        "notes_master", l=Language(locale), names=bare, sizes=_sizes(), picture=picture, body=NOTES_BODY, paper=NOTES_WIDTH
    )


@functools.lru_cache(maxsize=512)
def layout_xml(locale: Locale, stage: Stage, names: Names, layout: Layout, label: str) -> bytes:
    """One of our layouts on a stage."""
    frames = stage.slots(layout)
    slots = []
    for slot, kind, idx in SLOTS[layout]:
        found, anchor, color = look(layout, slot)
        slots.append(
            {"kind": kind, "idx": idx, "frame": frames[slot], "look": found, "anchor": anchor, "color": color}
            | {"centered": (layout, slot) in _CENTERED, "ground": "accent6" if (layout, slot) == ("message", "number") else ""}
            | {"indent": indent(found.mark, found.size)}  # type: ignore[arg-type]  # marked paragraphs only
        )
    return render(
        "layout",
        l=Language(locale),
        layout=layout,
        name=label,
        names=names,
        stage=stage,
        heading=stage.heading(layout),
        heading_look=heading_look(layout),
        slots=slots,
        sizes=_sizes(),
        feet=(FOOT_IDX, NUMBER_IDX),
        panel=_panel(stage, layout),
    )


def _panel(stage: Stage, layout: Layout) -> tuple[Frame, str] | None:
    """The ground behind a part of a layout's slides, and its colour."""
    if layout in ("title", "message") and stage.panel:
        return Frame(stage.width - PANEL, 0, PANEL, stage.foot.y - inch(0.12)), "accent6"
    if layout == "activity":
        full = stage.full
        if stage.panel:
            return Frame(BAR_WIDTH, 0, full.x + TALK - BAR_WIDTH, stage.foot.y - inch(0.12)), "bg2"
        return Frame(full.x, full.y, TALK, full.height), "bg2"
    return None
