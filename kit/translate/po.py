"""gettext PO files as values: a strict reader and a writer that never wraps, never dates and never drops a thing.

Our own, because a health text must not be repaired in silence: polib cuts the last letter of a string whose closing quote
is missing and forgets the `#~|` lines of obsolete entries, Babel turns `#|` into comments and invents `python-format`.
What is kept of an entry is what this kit uses: flags other than `fuzzy` and the `#| msgctxt` line are dropped.
Left out on purpose: what a header may say (`kit.translate.header`), MO files, and any judgement of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit import caches
from kit.errors import ContentError, Fault
from kit.files import read_data
from kit.locale import Locale
from kit.translate import header

LONGEST = 50_000
"""Characters of a text or a line; the longest of ours has some hundreds."""
_EDITOR = "Open the file in a PO editor such as Poedit, or mend the line by hand: keyword, a space, text in double quotes."
_MERGED = "Keep one of the two versions of each entry between <<<<<<< and >>>>>>>, and delete the lines of marks."
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]*(".*)')
_FORM = re.compile(r"msgstr\[(\d)\]")
_CONFLICT = re.compile(r"<{7} |={7}$|>{7} |\|{7} ")
_ORDER = (
    "Project-Id-Version",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Generator",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text: `ctx` is msgctxt (the stable id), `english` msgid, `words` msgstr ("" where there is none yet).

    A text that goes with a number has `plural` (msgid_plural; `english` is then the singular) and `forms` (msgstr[0] ...), and its
    `words` are the last form that is not empty. `previous` is the English that the words truly translate, where it has changed since (`#|`). `comments` are the
    translator's own lines, `notes` ours for the translator (`#.`), `references` the files the text stands in.
    """

    ctx: str
    english: str
    words: str = ""
    plural: str = ""
    forms: tuple[str, ...] = ()
    fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = field(default=0, compare=False)

    @property
    def msgid(self) -> tuple[str, str]:
        """The English: singular and plural, or the text and ""."""
        return self.english, self.plural

    @property
    def complete(self) -> bool:
        """Whether there are words, in every form."""
        return bool(self.words.strip()) and all(form.strip() for form in self.forms)

    def said(self) -> tuple[str, ...]:
        """Each form of the words, or the words alone."""
        return self.forms or (self.words,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The PO file of one topic (or of the labels) in one locale: header fields, live entries in order, obsolete entries."""

    path: str
    locale: Locale
    header: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()

    def by_ctx(self) -> dict[str, Entry]:
        """The live entries by msgctxt."""
        return {entry.ctx: entry for entry in self.entries}

    def field(self, name: str, default: str = "") -> str:
        """A header field's value."""
        return dict(self.header).get(name, default)


def read(path: Path, locale: Locale, *, name: str = "") -> Catalog:
    """Read a PO file of this locale. ContentError lists every fault with its line: encoding, syntax, header, keys.

    `name` is how the file is called in messages (its path by default).
    """
    name = name or str(path)
    return parse(read_data(path, name), locale, name)


_PARSED: caches.KeptVersions[tuple[str, Locale], Catalog] = caches.KeptVersions(256)


def parse(data: bytes, locale: Locale, name: str) -> Catalog:
    """The catalog of a PO file's bytes, as `read`; the same bytes always give the same catalog."""
    found = _PARSED.get((name, locale), data)
    return found or _PARSED.keep((name, locale), data, _parsed(data, locale, name))


def _parsed(data: bytes, locale: Locale, name: str) -> Catalog:
    parser = _Parser(name)
    parser.run(_decode(data, name))
    catalog = Catalog(
        path=name,
        locale=locale,
        header=tuple(parser.header.items()),
        comments=parser.comments,
        entries=tuple(entry for entry in parser.entries if not entry.obsolete),
        obsolete=tuple(entry for entry in parser.entries if entry.obsolete),
    )
    faults = (*header.faults(catalog.path, catalog.header, locale), *_key_faults(catalog))
    if faults:
        raise ContentError(faults)
    order, sure = header.forms(catalog.header, locale)
    return replace(
        catalog,
        header=header.repaired(catalog.header, locale),
        entries=tuple(_reordered(entry, order, sure) for entry in catalog.entries),
        obsolete=tuple(_reordered(entry, order, sure) for entry in catalog.obsolete),
    )


def _reordered(entry: Entry, order: tuple[int, ...], sure: bool) -> Entry:
    """The entry with its forms in the order of the language's own rule; marked where the file's rule parts numbers otherwise."""
    if not entry.plural:
        return entry
    forms = tuple(entry.forms[at] if at < len(entry.forms) else "" for at in order)
    if forms == entry.forms and sure:
        return entry
    return replace(entry, forms=forms, words=_last(forms), fuzzy=entry.fuzzy or not sure)


def _last(forms: tuple[str, ...]) -> str:
    return next((form for form in reversed(forms) if form), "")


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what, advice = "the file is not UTF-8", "Save it again with the encoding UTF-8 (in Poedit: Translation, Properties)."
        raise ContentError((Fault(file=name, line=line, column=1, what=what, advice=advice),)) from None
    for number, line_text in enumerate(text.split("\n"), start=1):
        found = re.search("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0085\u2028\u2029]", line_text)
        if found:
            what = f"a control or line separator character (U+{ord(found.group()):04X})"
            fault = Fault(file=name, line=number, column=found.start() + 1, what=what, advice="Delete it; a text is one line.")
            raise ContentError((fault,))
    return text


class _Parser:
    """Lines to entries. A block of comments and keywords ends at a blank line or where the next one starts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = 0
        self.header: dict[str, str] = {}
        self.comments: tuple[str, ...] = ()
        self.entries: list[Entry] = []
        self._clear()

    def _clear(self) -> None:
        self.parts: dict[str, str] = {}
        self.lines: dict[str, list[str]] = {"#": [], "#.": [], "#:": [], "#,": []}
        self.target = ""
        self.start = 0
        self.obsolete = False

    def fail(self, what: str, advice: str = _EDITOR, *, line: int = 0) -> ContentError:
        return ContentError((Fault(file=self.name, line=line or self.number, column=1, what=what, advice=advice),))

    def run(self, text: str) -> None:
        for number, raw in enumerate(text.split("\n"), start=1):
            self.number = number
            line = raw.strip()
            if line:
                self._line(line)
            else:
                self.target = ""  # a text does not go on after a blank line
        self._finish()

    def _line(self, line: str) -> None:
        if len(line) > LONGEST:
            raise self.fail(f"a line of more than {LONGEST:,} characters", "Is this the right file?")
        if line.startswith("#~"):
            line = ("#| " if line.startswith("#~|") else "") + line.removeprefix("#~").removeprefix("|").strip()
            self._content(line)
            self.obsolete = True
        else:
            if self.obsolete and self.parts:
                self._finish()
            self._content(line)

    def _content(self, line: str) -> None:
        if line.startswith("#"):
            self._comment(line)
            return
        found = _KEYWORD.fullmatch(line)
        if found:
            self._keyword(found.group(1), found.group(2))
        elif line.startswith('"') and self.target in self.parts and not self.target.startswith("previous"):
            self._more(line)
        else:
            if _CONFLICT.match(line):
                raise self.fail("two versions of the file were merged and the marks are still in it", _MERGED)
            raise self.fail("this line is not PO")

    def _comment(self, line: str) -> None:
        if self._ended():
            self._finish()
        elif self.target in ("msgctxt", "msgid", "msgid_plural"):
            raise self.fail("a comment inside an entry")
        self.start = self.start or self.number
        if line.startswith("#|"):
            self._previous(line[2:].strip())
            return
        kind = line[:2] if line[:2] in self.lines else "#"
        rest = line[len(kind) :]
        self.lines[kind].append(rest.removeprefix(" "))

    def _previous(self, line: str) -> None:
        found = _KEYWORD.fullmatch(line)
        if found and found.group(1) in ("msgctxt", "msgid", "msgid_plural"):
            self.target = "previous " + found.group(1)
            self.parts[self.target] = self._unquote(found.group(2))
        elif line.startswith('"') and self.target.startswith("previous "):
            self._more(line)
        else:
            raise self.fail("this '#|' line is not PO")

    def _more(self, line: str) -> None:
        """The text goes on in this line."""
        if len(self.parts[self.target]) > LONGEST:
            raise self.fail(f"a text of more than {LONGEST:,} characters", "Is this the right file?")
        self.parts[self.target] += self._unquote(line)

    def _keyword(self, keyword: str, quoted: str) -> None:
        words = keyword.startswith("msgstr")
        if not words and self._ended():
            self._finish()
        if keyword in self.parts or (keyword == "msgctxt" and "msgid" in self.parts):
            raise self.fail(f"a second {keyword} before the entry's msgstr")
        if (words or keyword == "msgid_plural") and "msgid" not in self.parts:
            raise self.fail(f"a {keyword} without a msgid")
        if words and ("msgid_plural" in self.parts) != (keyword != "msgstr"):
            raise self.fail(f"{keyword} in an entry {'with' if keyword == 'msgstr' else 'without'} msgid_plural")
        found = _FORM.fullmatch(keyword)
        if words and keyword != "msgstr" and not (found and int(found.group(1)) == len(self._forms())):
            raise self.fail(f"{keyword} where msgstr[{len(self._forms())}] should stand")
        self.start = self.start or self.number
        self.target = keyword
        self.parts[keyword] = self._unquote(quoted)

    def _forms(self) -> tuple[str, ...]:
        return tuple(words for keyword, words in self.parts.items() if keyword.startswith("msgstr["))

    def _ended(self) -> bool:
        """Whether the entry has its words, so that what follows belongs to the next one."""
        return "msgstr" in self.parts or "msgstr[0]" in self.parts

    def _unquote(self, quoted: str) -> str:
        found = _QUOTED.fullmatch(quoted)
        if not found:
            raise self.fail(
                "a text whose quotes do not match", 'Each text stands in double quotes; inside it write \\" for a quote.'
            )
        return re.sub(r"\\(.)", self._escape, found.group(1))

    def _escape(self, found: re.Match[str]) -> str:
        if found.group(1) not in _ESCAPES:
            raise self.fail(f"the escape \\{found.group(1)} is not known", "For a backslash write \\\\.")
        return _ESCAPES[found.group(1)]

    def _finish(self) -> None:
        parts, lines = self.parts, self.lines
        if not parts:
            return  # nothing yet, or comments at the end of the file
        if not self._ended():
            raise self.fail("the entry that starts here has no msgstr", line=self.start)
        fuzzy = any(flag.strip() == "fuzzy" for flags in lines["#,"] for flag in re.split(r"[,\s]+", flags))
        if not parts["msgid"] and "msgctxt" not in parts and not self.obsolete and "msgstr" in parts:
            self._header(parts["msgstr"])
            self.comments = tuple(lines["#"])
        else:
            self.entries.append(
                Entry(
                    ctx=parts.get("msgctxt", ""),
                    english=parts["msgid"],
                    words=parts.get("msgstr") or _last(self._forms()),
                    plural=parts.get("msgid_plural", ""),
                    forms=self._forms(),
                    fuzzy=fuzzy,
                    previous=parts.get("previous msgid", "") if fuzzy else "",
                    comments=tuple(lines["#"]),
                    notes=tuple(lines["#."]),
                    references=tuple(ref for line in lines["#:"] for ref in line.split()),
                    obsolete=self.obsolete,
                    line=self.start,
                )
            )
        self._clear()

    def _header(self, block: str) -> None:
        if self.header or self.entries:
            raise self.fail(
                "a second header (an entry with an empty msgid)", "Delete it, or give the text its msgid.", line=self.start
            )
        for line in block.split("\n"):
            key, colon, value = line.partition(":")
            if colon:
                self.header[key.strip()] = value.strip()


def _key_faults(catalog: Catalog) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for entry in catalog.entries:
        if not entry.ctx:
            advice = "Each text is keyed by its id. Run 'python3 run.py translate sync' on the file as it was before this entry was added."
            what = f"an entry without msgctxt: {entry.english[:60]!r}"
            yield Fault(file=catalog.path, line=entry.line, column=1, what=what, advice=advice)
        elif entry.ctx in seen:
            what = f"a second entry; the first is in line {seen[entry.ctx]}"
            advice = "Keep the better one and delete the other."
            yield Fault(file=catalog.path, line=entry.line, column=1, path=entry.ctx, what=what, advice=advice)
        else:
            seen[entry.ctx] = entry.line


def render(catalog: Catalog) -> str:
    """The catalog as PO text: one line a string, header fields in a fixed order, obsolete entries last."""
    fields = dict(catalog.header)
    known = [(name, fields[name]) for name in _ORDER if name in fields]
    others = sorted((name, value) for name, value in fields.items() if name not in _ORDER)
    head = [f"# {line}".rstrip() for line in catalog.comments]
    head += ['msgid ""', 'msgstr ""', *(_quote(f"{name}: {value}\n") for name, value in (*known, *others))]
    blocks = [head, *(_entry(entry) for entry in (*catalog.entries, *(replace(e, obsolete=True) for e in catalog.obsolete)))]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _entry(entry: Entry) -> list[str]:
    mark = "#~ " if entry.obsolete else ""
    out = [f"# {line}".rstrip() for line in entry.comments]
    if not entry.obsolete:
        out += [f"#. {line}".rstrip() for line in entry.notes]
        out += [f"#: {reference}" for reference in entry.references]
    if entry.fuzzy:
        out.append("#, fuzzy")
        if entry.previous:
            out += _field("#~| " if entry.obsolete else "#| ", "msgid", entry.previous)
    texts = [("msgctxt", entry.ctx), ("msgid", entry.english)]
    if entry.plural:
        texts += [("msgid_plural", entry.plural), *((f"msgstr[{at}]", form) for at, form in enumerate(entry.forms or ("",)))]
    else:
        texts.append(("msgstr", entry.words))
    for keyword, words in texts:
        out += _field(mark, keyword, words)
    return out


def _field(mark: str, keyword: str, words: str) -> Iterable[str]:
    lines = words.split("\n")
    if len(lines) == 1:
        return [f"{mark}{keyword} {_quote(words)}"]
    pieces = [line + "\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    return [f'{mark}{keyword} ""', *(mark + _quote(piece) for piece in pieces)]


def _quote(words: str) -> str:
    for plain, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        words = words.replace(plain, escape)
    return f'"{words}"'
