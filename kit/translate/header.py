"""The header of a PO file: what is refused, and what is mended in passing because every tool writes it in its own way.

Refused is what says that the file is another one: a charset that is not UTF-8, another language. Mended are plural rules that part
numbers as CLDR does under other numbers, `utf8`, `es_MX` in the folder of `es`, and what is missing.
Left out on purpose: fields that only people read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kit.errors import Fault
from kit.locale import Locale, known, language_of, plurals

_CHARSET = re.compile(r"charset\s*=\s*([\w-]*)", re.IGNORECASE)
_CONTENT_TYPE = "text/plain; charset=UTF-8"
Header = tuple[tuple[str, str], ...]


def faults(path: str, header: Header, locale: Locale) -> Iterator[Fault]:
    """What in a header says that this is not a file of this language in UTF-8."""
    fields = dict(header)
    language = fields.get("Language", "").replace("_", "-")
    if language and not _fits(language, locale):
        what = f"the header says Language: {fields['Language']}, but this file is for {locale.tag}"
        advice = f"Put the file into the folder of its language, or write 'Language: {locale.tag}' into the header."
        yield Fault(file=path, line=1, column=1, what=what, advice=advice)
    charset = _CHARSET.search(fields.get("Content-Type", ""))
    if charset and charset.group(1).lower().replace("-", "") not in ("utf8", ""):
        what = f"the header says Content-Type: {fields['Content-Type']}"
        yield Fault(file=path, line=1, column=1, what=what, advice="Write 'text/plain; charset=UTF-8' and save as UTF-8.")


def _fits(language: str, locale: Locale) -> bool:
    """Whether a tag names this language in this script, perhaps with a country of its own: es-MX for es, zh-CN for zh-Hans."""
    if language.casefold() == locale.tag.casefold():
        return True
    found = known(language.partition("@")[0].partition(".")[0])
    return found is not None and (language_of(found.tag), found.script) == (language_of(locale.tag), locale.script)


def forms(header: Header, locale: Locale) -> tuple[tuple[int, ...], bool]:
    """For each plural form of the language the form of the file that holds it, and whether that is sure.

    It is not where the file's rule parts the numbers 0 to 200 otherwise than CLDR, or can't be read: then a person must look.
    """
    return _forms(dict(header).get("Plural-Forms", ""), locale)


@functools.lru_cache(maxsize=256)
def _forms(said: str, locale: Locale) -> tuple[tuple[int, ...], bool]:
    try:
        _, rule = plurals.read(said)
    except plurals.PluralError:
        return tuple(range(locale.forms)), True
    order, sure = [], True
    for form in range(locale.forms):
        theirs = [rule(number) for number in plurals.COMPARED if locale.form(number) == form]
        sure = sure and len(set(theirs)) == 1
        order.append(max(reversed(theirs), key=theirs.count))
    return tuple(order), sure and len(set(order)) == len(order)


def repaired(header: Header, locale: Locale) -> Header:
    """The header with language, charset and plural rule as this kit writes them; the rest and the order stay."""
    right = {"Language": locale.tag, "Content-Type": _CONTENT_TYPE, "Plural-Forms": locale.plural}
    fields = dict(header)
    return tuple(
        {**fields, **{name: value for name, value in right.items() if not _same(name, fields.get(name, ""), value)}}.items()
    )


def _same(name: str, said: str, right: str) -> bool:
    if name == "Plural-Forms":
        return re.sub(r"[\s;()]", "", said) == re.sub(r"[\s;()]", "", right)
    return said.casefold().replace(" ", "") == right.casefold().replace(" ", "")
