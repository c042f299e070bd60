"""Words to say on the phone: the reader's language, and beside it the language that the person who answers speaks.

A caller who reads Arabic in the United States needs the English words to say and the Arabic to know what they mean; a caller
who speaks the language of the place needs neither a table nor an interpreter. Left out on purpose: which words; they are content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from kit.document import Block, Document, Region, Steps, Table, Text, fill, plain
from kit.locale import SOURCE, isolate_first_strong


def base(tag: str) -> str:
    """The language of a tag, without script and region: zh of zh-Hans."""
    return tag.split("-", maxsplit=1)[0]


def languages(region: Region | None) -> tuple[str, ...]:
    """The languages in which an emergency call is taken, the most likely first; English where the place is not known."""
    return region.languages if region else (SOURCE.tag,)


def spoken_languages(region: Region | None, tag: str) -> tuple[str, ...]:
    """The languages to say the words in, for a reader of `tag`: () where the reader's own is understood."""
    place = languages(region)
    return () if base(tag) in map(base, place) else place


def language_name(tag: str, said_in: str) -> str:
    """The name of a language as another names it (CLDR): `es` is "Spanish" in English; the bare tag where CLDR knows none."""
    try:
        names = BabelLocale.parse(said_in, sep="-").languages
    except (UnknownLocaleError, ValueError):
        return tag
    return str(names.get(base(tag), tag))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What `lay` needs: the filled document, its region, and the texts in the language of the place by id."""

    document: Document
    region: Region | None
    words: Mapping[str, Text]

    def lay(self, block: Steps) -> Block:
        """Words to say as they are printed: a table with both languages, or the steps alone where one is enough.

        Without a translation into one of the two languages the reader keeps the words, and learns to ask for an interpreter.
        """
        if not block.spoken:
            return block
        if not spoken_languages(self.region, self.document.locale.tag):
            return replace(block, items=tuple(item for item in block.items if not item.foreign))
        pairs = [(self.words[item.text.id], item.text) for item in block.items if item.text.id in self.words]
        if len(pairs) < len(block.items) or all(there.lang == here.lang for there, here in pairs):
            return block
        return self._table(block, pairs)

    def _table(self, block: Steps, pairs: Iterable[tuple[Text, Text]]) -> Table:
        label = self.document.label
        rows = tuple((_verbatim(there), here) for there, here in pairs)
        tag = rows[0][0].lang
        summary, say = (
            fill(text, language=isolate_first_strong(language_name(tag, text.lang)))
            for text in (label("call.summary"), label("call.say"))
        )
        return Table(meta=block.meta, summary=summary, columns=(say, label("call.meaning")), rows=rows)


def _verbatim(text: Text) -> Text:
    """The words to say, which are not the reader's: nobody translates them here."""
    return replace(text, id=f"{text.id}.there", text=plain(text.text), verbatim=True, note="")
