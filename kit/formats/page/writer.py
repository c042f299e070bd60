"""The page: a Document as one self-contained, accessible HTML file without a script or an outside request.

Which block goes where is Python; how it is marked up is one Jinja2 macro for each kind of block, called like the kind.
It keeps the handout's order and numbers. Left out on purpose: what depends on other files (the language switch leads to the
download page, which knows them), and tools that need a script.
"""

from __future__ import annotations

import base64
import functools
import itertools
import re
from typing import Any, Literal, assert_never

import jinja2
from markupsafe import Markup, escape

from kit.art import Art, Command, path_data
from kit.document import (
    Block,
    Diagram,
    Document,
    Level,
    Options,
    Section,
    Text,
    Timeline,
    address,
    fill,
    plain,
    shown,
    spans,
    versioned,
)
from kit.formats.page import chart, diagram, theme
from kit.locale import LRI, PDI, SOURCE, isolate, runs_right_to_left
from kit.outline import normal
from kit.text.span import Span

_PHONE = re.compile(r"\+?[0-9][0-9 ()./\u2010-\u2013-]*")

_SIGNS: dict[Level, str] = {
    "emergency": "M12 1.5 23.5 22H.5zM10.8 8.5l.4 7h1.6l.4-7zM12 17a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 1 0 0-2.6z",
    "urgent": "M12 1a11 11 0 1 0 0 22 11 11 0 1 0 0-22zM10.9 5h2.2v6.4l4.3 4.3-1.6 1.6-4.9-5z",
    "calm": "M12 1a11 11 0 1 0 0 22 11 11 0 1 0 0-22zM10.2 17.4 5.3 12.500l1.800-1.800 3.100 3.100 6.700-6.800 1.800 1.800z",
    "safer": "M12 .5 22 4.300V11C22 17 18 21 12 23.500 6 21 2 17 2 11V4.300zM10.700 5.500h2.600v7h3.700L12 18.500 7 12.500h3.700z",
}


def dialled(value: str) -> str:
    """The number as a `tel:` link dials it (RFC 3966 without visual separators), or "" where the value is no plain number."""
    words = normal(value)
    return re.sub(r"[^+0-9]", "", words) if _PHONE.fullmatch(words) else ""


def web(url: str) -> str:
    """The address with its scheme; one without is taken to be https."""
    return url if url.startswith(("https://", "http://")) else f"https://{url}"


@functools.cache
def environment() -> jinja2.Environment:
    """The templates: every value escaped, a name that is not there an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme.TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters.update(address=address, dialled=dialled, marker=chart.marker, path_data=outline, web=web)
    return found


def write(document: Document, options: Options) -> bytes:
    """The page as UTF-8. `options` matter to its printed form only (paper size)."""
    view = View(document)
    css = theme.stylesheet(document.locale, paper=options.paper, foot=view.foot, layouts=("base.css", "page.css"))
    html = environment().get_template("page.html.j2").render(d=document, v=view, css=css)
    return html.encode()


_STRONG, _END_STRONG = Markup("<strong>"), Markup("</strong>")
_ISOLATE, _END_ISOLATE = Markup("<bdi>"), Markup("</bdi>")
_NOTHING = Markup()


def words(text: Text) -> Markup:
    """A text's words: bold runs as `strong`, runs in another language as `span lang`; everything else escaped."""
    out: list[Markup] = []
    for bold, runs in itertools.groupby(spans(text.text, text.lang), key=lambda span: span.bold):
        inner = [_whole(escape(run.text)) if run.lang == text.lang else _foreign(run) for run in runs]
        out += [_STRONG, *inner, _END_STRONG] if bold else inner
    return _NOTHING.join(out)


_NUMBER = re.compile(f"{LRI}[0-9 +()-]{{3,20}}{PDI}")


def _whole(words: Markup) -> Markup:
    """Escaped words with each isolated phone number in a `span` that no line end parts."""
    return Markup(_NUMBER.sub(r'<span class="whole">\g<0></span>', str(words)))  # noqa: S704 - escaped before


def _foreign(run: Span) -> Markup:
    turned = Markup(' dir="rtl"') if runs_right_to_left(run.lang) else ""
    return Markup('<span lang="{}"{}>{}</span>').format(run.lang, turned, run.text)


@functools.lru_cache(maxsize=256)
def outline(commands: tuple[Command, ...]) -> str:
    """A path as SVG writes it; remembered, as every page of a kit draws the same pictures."""
    return path_data(commands)


class View:
    """The document as the templates see it: its words, labels, pictures and blocks as markup."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.rtl = document.locale.rtl
        self.label = document.label
        self._used: dict[str, Art] = {}
        self._blocks: Any = environment().get_template("blocks.html.j2").module

    def foot_parts(self) -> tuple[Text, ...]:
        """What stands at the foot: code, version with date, status."""
        document = self._document
        code = fill(document.label("footer.code"), code=isolate(document.code))
        version = versioned(document)
        return code, version, document.label(f"status.{document.status}")

    @property
    def foot(self) -> str:
        """The foot as one line, for each printed page."""
        return " · ".join(self.said(part) for part in self.foot_parts())

    def words(self, text: Text) -> Markup:
        """A text's words; in another language than the document, isolated with the direction of their first letter."""
        found = words(text)
        return found if text.lang == self._document.locale.tag else _ISOLATE + found + _END_ISOLATE

    def own(self, said: str) -> Markup:
        """Words that a clinic or a help line says of itself, which carry the document's language."""
        return words(Text(id="", source=said, text=said, lang=self._document.locale.tag, verbatim=True))

    def english(self, said: str) -> Markup:
        """What the program says itself: in English, whatever the page's language."""
        if self._document.locale.tag == SOURCE.tag:
            return escape(said)
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(SOURCE.tag, said)

    def said(self, text: Text) -> str:
        """The words without markup, for an attribute."""
        return plain(text.text)

    def lang(self, text: Text, around: str = "") -> Markup:
        """The `lang` of an element whose words are in another language than the document (or than `around`)."""
        return _NOTHING if text.lang == (around or self._document.locale.tag) else Markup(' lang="{}"').format(text.lang)

    def paragraph(self, *texts: Text) -> Markup:
        """The `lang` and `dir` of a paragraph whose words are all in one other language; nothing where they are not.

        Isolates keep the order inside each text, not that of the texts: two English ones in an Arabic paragraph would stand
        with the second on the left of the first.
        """
        tags = {text.lang for text in texts}
        if len(tags) > 1 or self._document.locale.tag in tags:
            return _NOTHING
        (tag,) = tags
        return Markup(' lang="{}" dir="{}"').format(tag, "rtl" if runs_right_to_left(tag) else "ltr")

    def shown(self, section: Section) -> tuple[Block, ...]:
        """The section's blocks that a page shows."""
        return shown(section, "page")

    def picture(self, name: str, style: Literal["icon", "drawn"]) -> Markup:
        """A picture of the document as inline SVG that a screen reader skips: the words beside it say it all."""
        art = self._document.art(name)
        self._used[name] = art
        found: Markup = self._blocks.use(art, style)
        return found

    def drawing(self, name: str) -> Markup:
        """A picture of the document as SVG of its own, for a page that has no sprite; nothing where there is no name."""
        found: Markup = self._blocks.svg(self._document.art(name), self.rtl, "drawing") if name else Markup()
        return found

    def sprite(self) -> Markup:
        """The outlines of the pictures that were asked for so far, each once."""
        found: Markup = self._blocks.sprite(tuple(self._used.values()), self.rtl)
        return found

    def sign(self, level: Level) -> Markup:
        """The sign before a callout's label word: a shape of its own for each level."""
        return Markup(
            '<svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="{}"/></svg>'
        ).format(_SIGNS[level])

    def logo(self) -> Markup:
        """The clinic's logo, decorative because its name stands beside it."""
        logo = self._document.clinic.logo if self._document.clinic else None
        match logo:
            case None:
                return Markup()
            case Art():
                found: Markup = self._blocks.svg(logo, self.rtl, "logo")
                return found
            case bytes():
                kind = "png" if logo.startswith(b"\x89PNG") else "jpeg"
                data = base64.b64encode(logo).decode("ascii")
                return Markup('<img class="logo" alt="" src="data:image/{};base64,{}">').format(kind, data)
            case _:
                assert_never(logo)

    def help(self) -> Markup:
        """The help box; it stands right under the title, so its own title is a heading of level 2."""
        found: Markup = self._blocks.contacts(self, self._document.help, 2)
        return found

    def block(self, block: Block) -> Markup:
        """A block as markup, by the macro that is called like its kind; some are given what must be worked out first."""
        beside: tuple[object, ...] = ()
        match block:
            case Timeline():
                beside = (chart.layout(block, rtl=self.rtl),)
            case Diagram():
                art = self._document.art(block.art)
                beside = (art, diagram.layout(block, art))
            case _:
                pass
        found: Markup = getattr(self._blocks, type(block).__name__.lower())(self, block, *beside)
        return found
