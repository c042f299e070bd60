"""What PowerPoint must be told of words: the language, weight and direction of each run.

Left out on purpose: elements (`elements`), which turn this into DrawingML for slides, notes and charts alike.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.formats.deck.shapes import Para
from kit.locale import FSI, LRI, PDI, Locale, known
from kit.text.span import Span

_LRM = "\u200e"
_ISOLATES = re.compile(f"[{LRI}{FSI}{PDI}]")


@dataclass(frozen=True, slots=True)
class Language:
    """What PowerPoint must know of a locale: direction, and tags with a region (without them it picks no voice or speller)."""

    locale: Locale

    @property
    def rtl(self) -> bool:
        """Whether text runs right to left."""
        return self.locale.rtl

    @property
    def office(self) -> str:
        """The deck's own language as PowerPoint names it."""
        return self.locale.office

    def runs(self, para: Para) -> Iterator[tuple[str, str, str, bool]]:
        """A paragraph's runs: words, language, the other language near them, weight.

        Each is in one language and weight; one without words ends the line. English in a right-to-left deck is isolated (UAX 9).
        """
        spans = _cut(para.runs, para.breaks)
        tags = [self.office if span.lang == self.locale.tag else _office(span.lang) for span in spans]
        turned = self.rtl and para.text.lang != self.locale.tag
        for index, span in enumerate(spans):
            text = self.bare(span.text)
            if span.text and not text:  # an isolate alone
                continue
            if turned and index == 0:
                text = LRI + text
            if turned and index == len(spans) - 1:
                text += _LRM + PDI
            lang = tags[index]
            others = [tag for tag in tags if tag != lang]
            yield text, lang, others[0] if others else "" if lang == self.office else self.office, span.bold

    def bare(self, words: str) -> str:
        """Words without the isolates that only right-to-left text needs: in other text they only get in the way of a search."""
        return words if self.rtl else _ISOLATES.sub("", words)


def _cut(spans: tuple[Span, ...], breaks: tuple[int, ...]) -> tuple[Span, ...]:
    """The spans cut at the offsets of `breaks`, where an empty span ends the line."""
    if not breaks:
        return spans
    out: list[Span] = []
    start = 0
    for span in spans:
        at = 0
        for cut in (offset - start for offset in breaks if start <= offset < start + len(span.text)):
            if cut > at:
                out.append(dataclasses.replace(span, text=span.text[at:cut]))
            out.append(dataclasses.replace(span, text=""))
            at = cut
        out.append(dataclasses.replace(span, text=span.text[at:]))
        start += len(span.text)
    return tuple(out)


def _office(lang: str) -> str:
    found = known(lang)
    return found.office if found else lang
