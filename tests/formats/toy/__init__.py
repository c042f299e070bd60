"""A toy format, as plain text: what a folder and one row in the table must be enough for (`tests/formats/test_toy.py`)."""

from __future__ import annotations

from collections.abc import Iterator

from kit.checks.outline import expected
from kit.checks.record import Check, judge
from kit.document import PAGE, Document, Options
from kit.errors import Finding
from kit.formats.record import Format, Labels, Rules
from kit.outline import Item, Outline


def write(document: Document, options: Options) -> bytes:
    """Each item on a line: role, level, language, words, description and foreign runs, parted by tabs."""
    wanted = expected.body(document, PAGE)
    lines = [f"{wanted.title}\t{wanted.lang}"]
    for item in wanted.items:
        foreign = "\x1f".join(f"{tag}\x1e{words}" for tag, words in item.foreign)
        lines.append("\t".join((item.role, str(item.level), item.lang, item.text, item.alt, foreign)))
    return "\n".join(lines).encode()


def read(data: bytes) -> Outline:
    """The lines as items."""
    head, *lines = data.decode().split("\n")
    title, lang = head.split("\t")
    return Outline(title=title, lang=lang, items=tuple(_item(line) for line in lines))


def _item(line: str) -> Item:
    role, level, lang, words, alt, foreign = line.split("\t")
    runs = tuple((tag, said) for tag, _, said in (run.partition("\x1e") for run in foreign.split("\x1f") if run))
    return Item(role=role, level=int(level), lang=lang, text=words, alt=alt, foreign=runs)  # type: ignore[arg-type]


def _shouts(data: bytes) -> Iterator[Finding]:
    if b"!" in data:
        yield Finding(id="toy-shouts", severity="error", where="", message="The file shouts.", clause="toy")


CHECKS = (
    Check(
        id="toy-shouts",
        question="The file does not shout.",
        why="Nobody likes it.",
        clause="toy",
        advice="Take out the exclamation marks.",
        find=_shouts,
    ),
)


def _rules() -> Rules:
    return Rules(checks=CHECKS, audit=lambda data, _profile, ours, _budget=None: judge(CHECKS, data, strangers=not ours))


FORMAT = Format(
    name="toy",
    surface="page",
    suffix="txt",
    media="text/plain",
    endings=(".txt",),
    labels=Labels(names={"": "index.page"}, use="index.page_use", count="index.pages", counted="index.page_count"),
    write=write,
    read=read,
    expected=lambda document, _options: expected.body(document, PAGE),
    rules=_rules,
)
