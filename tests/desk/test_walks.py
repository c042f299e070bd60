"""Walks through the desk on a small project, kept as readable text: what each page says, offers and leads to.

The desk's words are their own names here, so that the goldens tell which words stand where, and not how they are put.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from kit.desk import making
from kit.desk.jobs import Here, Jobs
from tests.conftest import ROOT, Golden
from tests.content.conftest import FILES, write
from tests.desk.conftest import Browser, make_desk

SPANISH = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "tea/help.lead"
msgid "Call {emergency_number} now."
msgstr "Llame al {emergency_number} ahora."

# origin: machine draft, 2026-11-24
#, fuzzy
msgctxt "tea/sleep.tips.water"
msgid "Drink water"
msgstr "No beba 3 aguas"

#, fuzzy
#| msgid "Old tea"
msgctxt "tea/title"
msgid "Tea"
msgstr "Té viejo"

# a question of somebody
msgctxt "tea/sleep.key"
msgid "Tea late can keep you awake."
msgstr "El té tarde puede quitarle el sueño."
"""
Step = tuple[str, dict[str, Any] | None]


@functools.cache
def _own_names(file: str) -> str:
    """The words of a file of the kit as their own names, with what is filled in."""
    known = yaml.load((ROOT / "content" / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    lines = []
    for name, entry in known.items():
        places = entry.get("placeables", [])
        said = " ".join([f"«{name}»", *(f"{{{place}}}" for place in places)])
        filled = f", placeables: [{', '.join(places)}]" if places else ""
        one = f', one: "{said}"' if "one" in entry else ""
        lines.append(f'{name}: {{text: "{said}"{one}{filled}}}\n')
    return "".join(lines)


def _project(folder: Path) -> Path:
    root = write({**FILES, "labels.yaml": _own_names("labels.yaml"), "desk.yaml": _own_names("desk.yaml")}, folder).parent
    for name in ("facts.yaml", "review-form.yaml"):
        shutil.copyfile(ROOT / "content" / name, root / "content" / name)
    for tag in ("en", "es"):
        (root / "locales" / tag).mkdir(parents=True)
        shutil.copyfile(ROOT / "locales" / tag / "facts.yaml", root / "locales" / tag / "facts.yaml")
    (root / "locales/es/tea.po").write_text(SPANISH, encoding="utf-8")
    return root


@pytest.fixture
def walk(tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Go from page to page of a desk of one's own and hold what is seen against its golden."""
    root = _project(tmp_path / "project")
    desk = make_desk(tmp_path / "desk", root=root)
    browser = Browser(dataclasses.replace(desk, jobs=Jobs(Here())))
    browser.open()
    monkeypatch.setattr(making, "follow", lambda work, asked: work.made.append(asked.formats))

    def go(name: str, *steps: Step) -> None:
        lines: list[str] = []
        seen = ""
        for path, form in steps:
            address = _filled(path, seen)
            given = {key: _filled(value, seen) if isinstance(value, str) else value for key, value in (form or {}).items()}
            answer = browser.get(f"/en{address}") if form is None else browser.post(f"/en{address}", given)
            seen = answer.text
            shown = {key: value for key, value in (form or {}).items() if isinstance(value, str | list)}
            lines.append(f"{'GET' if form is None else 'POST'} {path}{f' {shown}' if shown else ''}: {answer.status_code}")
            if "Location" in answer.headers:
                lines.append(f"  to {answer.headers['Location']}")
            elif answer.mimetype == "text/html":
                lines += _seen(answer.text)
            else:
                lines.append(f"  {answer.mimetype} {answer.headers.get('Content-Disposition', '')} {answer.text[:2000]}")
            lines.append("")
        golden(Path("desk") / f"{name}.txt", _steady("\n".join(lines), root))

    return go


def _filled(words: str, page: str) -> str:
    """Words with the values of hidden fields of the page before, as {hidden:name}."""
    for name in re.findall(r"\{hidden:([\w.-]+)\}", words):
        found = html.fromstring(page).xpath(f'//input[@name="{name}"]/@value')
        words = words.replace(f"{{hidden:{name}}}", found[0] if found else "")
    return words


def _steady(words: str, root: Path) -> str:
    """Without what is another each time, or with each version of the kit."""
    words = words.replace(str(root), "PROJECT")
    words = re.sub(r"/static/[0-9a-f]+/", "/static/", words)
    words = re.sub(r"(/job/)[\w-]{12}", r"\1JOB", words)
    words = re.sub(r"(/placed/)[\w.-]+", r"\1PLACE", words)
    words = re.sub(r"(name=(?:upload|name) value=)[\w-]{16}(?=>)", r"\1UPLOAD", words)
    return re.sub(r"\b[0-9a-f]{12,64}\b", "DIGEST", words)


def _seen(text: str) -> Iterator[str]:
    """What a page holds, a line for each thing: words, links, fields with what is in them."""
    page = html.fromstring(text)
    for element in (page.find(".//title"), *next(page.iter("main"), page).iter()):
        if (
            element is None
            or not isinstance(element.tag, str)
            or element.tag
            in (
                "script",
                "style",
                "svg",
                "path",
                "use",
                "html",
                "head",
                "meta",
                "link",
            )
        ):
            continue
        kept = {name: value for name, value in element.attrib.items() if name not in ("class", "style") and value != "ltr"}
        words = " ".join((element.text or "").split())
        tail = " ".join((element.tail or "").split())
        if words or kept:
            attributes = "".join(f" {name}={value}" if value else f" {name}" for name, value in kept.items())
            yield f"  <{element.tag}{attributes}> {words}".rstrip()
        if tail:
            yield f"  {tail}"


def test_the_first_pages(walk: Callable[..., None]) -> None:
    """Home, what there is to print and present, and choices that we do not have."""
    walk(
        "choosing",
        ("/", None),
        ("/about", None),
        ("/print?language=en", None),
        ("/print?language=es&language=xx&edition=large-print&paper=letter&region=US", None),
        ("/print?language=en&item=en/tea-sheet-night.pdf", None),
        ("/print/packet?language=en&item=en/tea-sheet-night.pdf&item=en/tea-handout.pdf", None),
        ("/print/packet?language=en&item=en/tea-handout.pdf&item=en/tea-sheet-night.pdf&up=en/tea-sheet-night.pdf", None),
        ("/print/packet/pdf", {"language": "en", "item": ["en/tea-sheet-night.pdf"]}),
        ("/print/sides/en/tea-sheet-night.pdf?language=en", None),
        ("/print/sides/en/tea-nothing.pdf?language=en", None),
        ("/present?language=en", None),
        ("/present/template?language=en", None),
        ("/present/template", {"language": "en", "topic": "tea/20"}),
        ("/present/edited", {}),
        ("/make", None),
        ("/make?language=zz&paper=a9", None),
        ("/make", {"language": ["en", "es"], "region": "US"}),
        ("/status", None),
        ("/status/es", None),
        ("/status/en", None),
        ("/job/none", None),
        ("/nothing", None),
    )


def test_clinics(walk: Callable[..., None]) -> None:
    """A profile is written, mended, given a logo, and thrown away; a list is looked at before it is saved."""
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path fill="#004080" d="M0 0L20 0L20 10Z"/></svg>'
    rows = "name,phone,budget,phon\nHill,202-555-0143,1,\n,,,\nDale,x,2,\nGlen,,,9\n"
    walk(
        "clinics",
        ("/clinics", None),
        ("/clinics/new", None),
        ("/clinics/save", {"name": "", "phone": "x", "phone_extension": "1", "web": "ftp://a", "accent": "red"}),
        ("/clinics/check", {"name": "x" * 90, "phone_extension": "1", "hours": "a\nb"}),
        (
            "/clinics/save",
            {"name": "Hill Street", "phone": "202-555-0143", "languages": ["es", "en"], "web": "https://example.org"},
        ),
        ("/clinics/save", {"name": "Hill Street"}),
        ("/clinics/edit/hill-street?saved=1", None),
        ("/clinics/logo/hill-street", {}),
        ("/clinics/logo/hill-street", {"file": (io.BytesIO(b"none"), "x.png")}),
        ("/clinics/logo/hill-street", {"file": (io.BytesIO(logo), "x.svg")}),
        ("/clinics/logo/hill-street", None),
        ("/clinics/edit/hill-street", None),
        ("/clinics/edit/none", None),
        ("/clinics/import", None),
        ("/clinics/import", {}),
        ("/clinics/import", {"file": (io.BytesIO(rows.encode()), "a.csv")}),
        ("/clinics/import/save", {"upload": "{hidden:upload}"}),
        ("/clinics/import", {"file": (io.BytesIO("name\nHäll\n".encode("cp1252")), "a.csv")}),
        ("/clinics/import", {"upload": "{hidden:upload}", "encoding": "cp1252"}),
        ("/clinics/import", {"file": (io.BytesIO(b'name\n"x\n'), "a.csv")}),
        ("/clinics?saved=1", None),
        ("/clinics/remove/hill-street", None),
        ("/clinics/remove/hill-street", {}),
        ("/clinics", None),
    )


TEXT = "/translate/es/tea/text/sleep.tips.water"


def test_a_translator(walk: Callable[..., None]) -> None:
    """From the list of languages to a text, saved, questioned, checked, exchanged; a language begun."""
    walk(
        "translating",
        ("/translate", None),
        ("/translate/es/tea", None),
        ("/translate/es/tea?show=machine", None),
        ("/translate/es/tea?show=missing&words=sleep", None),
        ("/translate/es/tea?words=Llame", None),
        ("/translate/es/tea?show=nothing&words=bea", None),
        (TEXT, None),
        ("/translate/es/tea/check/sleep.tips.water", {"words": "Beba 4 aguas {x}"}),
        (TEXT, None),
        (TEXT, {"words": "Beba agua", "shown": "{hidden:shown}", "english": "{hidden:english}", "state": "done", "go": "stay"}),
        (f"{TEXT}?show=machine&saved=done", None),
        (f"/translate/es/tea/ask/{'sleep.tips.water'}", {"question": "Which water?"}),
        (TEXT, None),
        ("/translate/es/tea/text/title", None),
        ("/translate/es/tea/text/none", None),
        ("/translate/es/tea/where/sleep.tips.water", None),
        ("/translate/es/tea/file", None),
        ("/translate/es/tea/upload", None),
        ("/translate/es/tea/upload", {}),
        ("/translate/es/tea/upload", {"file": (io.BytesIO(b'msgid "x'), "a.po")}),
        ("/translate/es/tea/upload", {"file": (io.BytesIO(SPANISH.replace("Llame", "Marque").encode()), "a.po")}),
        ("/translate/es/tea/sign", None),
        ("/translate/es/tea/person", {"handle": "ana", "name": "Ana"}),
        ("/translate/es/tea/person", {"handle": "ana", "name": "Ana", "qualification": "Nurse"}),
        ("/translate/es/tea/sign", None),
        ("/translate/es/tea/sign", {"person": "ana", "level": "reviewed", "text": ["tea/sleep.key"], "sure": "yes"}),
        ("/translate/es/tea/sign", {"person": "none", "level": "reviewed", "text": ["tea/sleep.key"]}),
        ("/translate/start", None),
        ("/translate/start?name=Swahili", None),
        ("/translate/start?name=zzz", None),
        ("/translate/xx/tea", None),
    )


SIGN = {
    "who": "Ana  Ruiz", "role": "Nurse", "credentials": "RN", "conflicts": "none", "until": "2027-11-22",
}  # fmt: skip


def test_a_clinician(walk: Callable[..., None]) -> None:
    """Reads, marks, fills in the form, and signs after a second look."""
    walk(
        "reviewing",
        ("/review", None),
        ("/review/tea", None),
        ("/review/tea/part/sleep", None),
        ("/review/tea/part/sleep", {"mark-sleep.why": "right"}),
        ("/review/tea/part/sleep", None),
        (
            "/review/tea/part/sleep",
            {
                "who": "Ana",
                "mark-sleep.why": "right",
                "hash-sleep.why": "{hidden:hash-sleep.why}",
                "mark-sleep.tips": "change",
                "hash-sleep.tips": "{hidden:hash-sleep.tips}",
                "note-sleep.tips": " No  tea. ",
                "mark-sleep.box": "right",
                "hash-sleep.box": "old",
                "mark-sleep.line": "odd",
                "hash-sleep.line": "{hidden:hash-sleep.line}",
            },
        ),
        ("/review/tea/part/sleep", None),
        ("/review/tea", None),
        ("/review/tea/part/none", None),
        ("/review/tea/sheet/night", None),
        ("/review/tea/form", None),
        ("/review/tea/form", {"mark-lived true": "met"}),
        ("/review/tea/form", {"who": "Ana", "mark-lived true": "met", "note-lived hurts": " It  may. ", "mark-lived act": "odd"}),
        ("/review/tea/form", None),
        ("/review/tea/sign", None),
        ("/review/tea/sign", {**SIGN, "until": ""}),
        ("/review/tea/sign", {**SIGN, "shown": "old"}),
        ("/review/tea/sign", None),
        ("/review/tea/sign", {**SIGN, "shown": "{hidden:shown}"}),
        ("/review/tea/sign", {**SIGN, "shown": "{hidden:shown}", "sure": "yes"}),
        ("/review/tea/sign?sheet=night", None),
        ("/review/none", None),
    )
