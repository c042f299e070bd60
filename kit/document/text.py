"""A text with its English and its state, and what its markup means: bold, placeables, and runs in another language.

Left out on purpose: how runs look; each format draws them.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import Literal

from kit.caches import remembered
from kit.locale import known, language_of
from kit.text.span import Span

State = Literal["source", "missing", "refused", "stale", "machine", "human", "reviewed", "clinical"]
"""What may be thought of a text's words; of a refused one the English stands, because checks found an error that can harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words shown to a reader. `id` never changes and is the catalog's msgctxt; `source` is the English and its msgid.

    `text` are the words as they stand now, in `lang` (BCP 47): a text without a translation keeps its English, `lang` "en"
    and `state` "missing". Markup is `**bold**` and `{placeable}` only. A `verbatim` text (the name of a service or of a
    source) is never translated and takes no part in catalogs or review. `beside` are the same words in a second language, for a
    sheet that shows two (see `paired`). A text that goes with a number has the English singular in `one` (`source` is the
    plural) and the words of each plural form of `lang` in `forms` (see `Document.counted`).
    """

    id: str
    source: str
    text: str
    lang: str
    state: State = "source"
    note: str = ""
    safety: bool = False
    verbatim: bool = False
    beside: Text | None = None
    one: str = ""
    forms: tuple[str, ...] = ()

    @property
    def msgid(self) -> tuple[str, str]:
        """The English as catalogs key it: singular and plural, or the text and ""."""
        return (self.one, self.source) if self.one else (self.source, "")


_BOLD = re.compile(r"\*\*(.+?)\*\*")

_LATIN_RUN = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'’./:@&+-]*(?: +[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'’./:@&+-]*)*"
)


_OTHER = re.compile(r"\[\[([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*):(.*?)\]\]")


def in_language(words: str, lang: str) -> str:
    """Words that stand in a text of another language, marked so that every format tags them with their own."""
    return f"[[{lang}:{words}]]"


def others(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text that are marked as being in another language: language and words."""
    return tuple((match.group(1), match.group(2)) for match in _OTHER.finditer(text))


@remembered(2048)
def spans(text: str, lang: str) -> tuple[Span, ...]:
    """The words as runs of one weight and one language, without markup, in logical order.

    Words marked by `in_language` are in that language. In a language that is not written in Latin letters, a run of Latin letters is English: names of medicines and services.
    """
    out: list[Span] = []
    at = 0
    for match in _BOLD.finditer(text):
        _split_languages(text[at : match.start()], lang, False, out)
        _split_languages(match.group(1), lang, True, out)
        at = match.end()
    _split_languages(text[at:], lang, False, out)
    return tuple(out)


def _split_languages(text: str, lang: str, bold: bool, out: list[Span]) -> None:
    start = 0
    for match in _OTHER.finditer(text):
        _split_letters(text[start : match.start()], lang, bold, out)
        out.append(Span(text=match.group(2), lang=match.group(1), bold=bold))
        start = match.end()
    _split_letters(text[start:], lang, bold, out)


def _split_letters(text: str, lang: str, bold: bool, out: list[Span]) -> None:
    at = 0
    if not _in_latin(lang):
        for match in _LATIN_RUN.finditer(text):
            if match.start() > at:
                out.append(Span(text=text[at : match.start()], lang=lang, bold=bold))
            out.append(Span(text=match.group(), lang="en", bold=bold))
            at = match.end()
    if at < len(text):
        out.append(Span(text=text[at:], lang=lang, bold=bold))


@functools.lru_cache(maxsize=256)
def _in_latin(lang: str) -> bool:
    found = known(lang) or known(language_of(lang))
    return found is None or found.script == "Latn"


def without_bold(text: str) -> str:
    """The words without `**`; those in another language keep their mark."""
    return _BOLD.sub(r"\1", text)


def plain(text: str) -> str:
    """The words without markup."""
    return _OTHER.sub(r"\2", without_bold(text))


_PLACEABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def placeables(text: str) -> tuple[str, ...]:
    """The names of the `{placeables}` in a text, in order."""
    return tuple(_PLACEABLE.findall(text))


def fill(text: Text, **values: str) -> Text:
    """The text with these placeables replaced; others stay. Isolate values that must keep their own direction first."""
    words = _PLACEABLE.sub(lambda match: values.get(match.group(1), match.group()), text.text)
    return dataclasses.replace(text, text=words)
