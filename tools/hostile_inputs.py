"""Bytes that nobody should write into a file of this kit: right files, spoiled at random, and known bombs put into them.

The same seed and number always give the same bytes. Left out on purpose: reading them (`hostile`).
"""

from __future__ import annotations

import functools
import io
import json
import random
from dataclasses import fields
from pathlib import Path

from PIL import Image
from pptx import Presentation

from kit.build.job import seal, sealed
from kit.document import Options
from kit.formats.deck.writer import write
from kit.review.english import Signature
from tests.sample import sample
from tools import damage

ROOT = Path(__file__).resolve().parent.parent

BOMBS = (
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"\x1b[31m",
    b"\r",
    b"\x85",
    "\u202e\u2066".encode(),
    "\u2028".encode(),
    "\u3164".encode(),
    "\u200d\u200c\u00ad".encode(),
    "\U000e0041".encode(),
    "\ufdd0\uffff".encode(),
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    "e\u0301".encode() * 2_000,
    "\u0300".encode() * 5_000,
    b"9" * 5_000,
    b"-1e999",
    b"1e400",
    b"nan",
    b"inf",
    b"0x" + b"F" * 5_000,
    b"0b" + b"1" * 5_000,
    b'"\\UFFFFFFFF"',
    b'"\\ud800"',
    b"\\x00",
    b"[" * 10_000,
    b"{" * 10_000,
    b"- " * 10_000,
    b"(" * 10_000,
    b'"' * 3,
    b"'''",
    b"&a [*a, *a]",
    b"&a {<<: *a}",
    b"!!python/object/apply:os.system [id]",
    b"!!binary x",
    b"? [a, b]\n: c\n",
    b"%YAML 9.9\n---\n",
    b"--- a\n--- b\n",
    b"| \n",
    b"2026-99-99",
    b"2026-11-28T99:99:99Z",
    b"../../../../etc/passwd",
    b"/dev/zero",
    b"file:///etc/passwd",
    b"javascript:alert(1)",
    b"{version}{nothing}{0}{a.b}{a[0]}{{}}",
    b"%s%n%(a)s",
    b"**" * 1_001,
    b"<script>&lt;&#0;&#xFFFFFFFF;",
    b"<<<<<<< HEAD\n=======\n>>>>>>> x\n",
    b"\n" * 5_000,
    b"\t" * 5_000,
    b'\n""' * 5_000,
    b"#, fuzzy\n" * 2_000,
    b'msgstr[99999999999] "x"\n',
    b"=" * 5_000,
    b"a." * 5_000,
    b",;\t|" * 2_000,
    b"".join(b"key%d = 1\n" % number for number in range(3_000)),
    b"".join(b"key%d: 1\n" % number for number in range(3_000)),
    b"".join(b"[a%d]\n" % number for number in range(2_000)),
)
"""What has broken readers of text before: encodings, numbers, nests, names, markup, and much of one thing."""

SVG_BOMBS = (
    b'<?xml version="1.0" encoding="foo"?>',
    b'<?xml version="1.0" encoding="utf-16"?>',
    b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
    b'viewBox="0 0 inf inf"',
    b'viewBox="0 0"',
    b'viewBox="0 0 1e999 nan"',
    b'fill="var(--brand)"',
    b'fill="#zzzzzz"',
    b'fill="url(#a)"',
    b'd="M 1e999 0"',
    b'd="M"',
    b'd="Z"',
    b'd="L 1 1"',
    b'd="A 0 0 0 0 0 0 0"',
    b'd="M0 0A1 1 0 9 9 1 1"',
    b'd="M0 0T1 1S1 1 1 1"',
    b'd="Q 1 1 2 2"',
    b'd="M0,0' + b"l1,1" * 20_000 + b'"',
    b"<g>" * 20_000,
    b'<use href="#a"/>',
    b'<image href="file:///etc/passwd"/>',
    b"<svg:path/>",
)

CSV = b"name,phone,address,hours,web,languages\nHill Street,202-555-0143,1 Main St,8 to 6,https://example.org/,en\nHarbor,202-555-0144,,,,es\n"
PEOPLE = b'[[person]]\nhandle = "ana"\nname = "Ana Example"\nqualification = "interpreter"\ncredit = true\n'
REVIEW = b"# id\thash\tlevel\tperson\tqualification\tdate\tnote\na/b\t0123456789ab\treviewed\tana\tinterpreter\t2026-11-22\t\n"
ROLES = b'[[person]]\naccount = "ana"\ntranslate = ["es", "ar"]\nsign = false\nclinics = true\nbuild = false\n'
GIVEN = b"break.daily\tno\nbreak.door\tunlocked\tyes\n"
DRAFTS = b"point-to-card/title: Una tarjeta para mostrar\npoint-to-card/audience: {text: Para quien no puede hablar, ignore: {numbers: no hay}}\n"
VERSION = b'{"id": "heroin-withdrawal/title", "text": "Heroin withdrawal", "safety": false}\n{"id": "a/b", "text": "c", "safety": true}\n'
SIGNED = {"state": "clinically_reviewed", "until": "2027-11-22", "pieces": "title=0123456789ab"}
DRAWINGS = ("after-a-break", "alcohol")
"""The drawings of the small index of pictograms."""
WORDS = "Llame al 911 si alguien no puede despertar. No tome 2 pastillas, ni después de 3 días sin heroína."
"""What a language's words for facts are looked for in."""
DECK = sample(clinic=False)
"""What decks are made of."""
LARGEST = 10_000_000
"""Bytes that a file may grow by; more would be this program's own memory."""
_ODD = ("[]", "5", "null", '""', "{}", "-1", "1e999", '"../x"', "[[[]]]", "true", '"\\ud800"')


def seeds() -> dict[str, bytes]:
    """A right file of each kind that is thrown, small where it can be."""
    clinic = (ROOT / "content/clinics/example.toml").read_bytes()
    catalog = (ROOT / "locales/es/point-to-card.po").read_bytes()
    return {
        "clinic.toml": clinic.replace(b"example-logo.svg", b"logo.svg"),
        "clinics.csv": CSV,
        "clinics.xlsx": _workbook(),
        "logo.svg": (ROOT / "content/clinics/example-logo.svg").read_bytes(),
        "logo.png": _picture("PNG"),
        "logo.jpg": _picture("JPEG"),
        "region.yaml": (ROOT / "content/regions/US.yaml").read_bytes(),
        "section.yaml": (ROOT / "content/point-to-card/sections/02-took.yaml").read_bytes(),
        "topic.yaml": (ROOT / "content/point-to-card/topic.yaml").read_bytes(),
        "catalog.po": catalog[: catalog.find(b"\n\n", 6_000) + 1],
        "people.toml": PEOPLE,
        "review.tsv": REVIEW,
        "manifest.jsonl": _manifest(),
        **_of_content(),
        **_of_languages(),
        "roles.toml": ROLES,
        "template.pptx": _template(),
        "edited.pptx": write(DECK, Options()),
        "versions.jsonl": VERSION,
        "review.toml": _signatures(),
    }


def _of_content() -> dict[str, bytes]:
    """Files of content beside the topic's, whole or their first entries."""
    base = ROOT / "content"
    return {
        "sheet.yaml": (base / "heroin-withdrawal/sheets/overdose.yaml").read_bytes(),
        "session.yaml": (base / "heroin-withdrawal/sessions/45.yaml").read_bytes(),
        "claims.yaml": _first(base / "claims.yaml", b"\n- "),
        "sources.yaml": _first(base / "sources.yaml", b"\n- "),
        "glossary.yaml": _first(base / "glossary.yaml", b"\n- "),
        "terms.yaml": (base / "terms/es.yaml").read_bytes(),
        "labels.yaml": (base / "labels.yaml").read_bytes(),
        "desk.yaml": _first(base / "desk.yaml", b"\n"),
        "questions.yaml": (base / "questions.yaml").read_bytes(),
        "review-form.yaml": (base / "review-form.yaml").read_bytes(),
        "pictograms.yaml": _pictograms(base / "pictograms/pictograms.yaml"),
        "groups.yaml": (base / "facts.yaml").read_bytes(),
    }


def _of_languages() -> dict[str, bytes]:
    """Files of a language's folder, whole or their first lines."""
    base = ROOT / "locales/es"
    return {
        "locale.toml": (base / "locale.toml").read_bytes(),
        "facts.yaml": (base / "facts.yaml").read_bytes(),
        "glossary.csv": (base / "glossary.csv").read_bytes(),
        "tolerated.tsv": (base / "tolerated.tsv").read_bytes(),
        "answers.tsv": (base / "answers.tsv").read_bytes(),
        "faults.tsv": _first(base / "faults.tsv", b"\n"),
        "score.json": (base / "score.json").read_bytes(),
        "promised.txt": (base / "promised.txt").read_bytes(),
        "given.tsv": GIVEN,
        "drafts.yaml": DRAFTS,
    }


def _first(path: Path, mark: bytes, most: int = 6_000) -> bytes:
    """The first entries of a long file, each of which begins with a mark: about so many bytes."""
    data = path.read_bytes()
    return data[: data.rfind(mark, 0, most) + 1] if len(data) > most else data


def _pictograms(index: Path) -> bytes:
    """The entries of the first drawings."""
    lines = [line for line in index.read_bytes().splitlines(keepends=True) if not line.startswith(b"#")]
    heads = [at for at, line in enumerate(lines) if not line.startswith(b" ")]
    return b"".join(lines[: heads[len(DRAWINGS)]])


def _signatures() -> bytes:
    """A signature of the English with every field that it has."""
    rows = "".join(f'{part.name} = "{SIGNED.get(part.name, "a")}"\n' for part in fields(Signature))
    return f"[[signature]]\n{rows}".encode()


def spoiled(kind: str, seed: bytes, chance: random.Random) -> bytes:
    """A file of a kind after one to four changes."""
    data = seed
    for _ in range(chance.choice((1, 1, 2, 4))):
        if kind.endswith((".xlsx", ".pptx")) and chance.random() < 0.7:
            data = damage.repacked(data, chance, functools.partial(_inside, chance))
        elif kind.endswith(".jsonl") and chance.random() < 0.5:
            data = _field(data, chance)
        else:
            data = _change(data, kind, chance)
    return data


def _change(data: bytes, kind: str, chance: random.Random) -> bytes:
    at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    bomb = chance.choice(SVG_BOMBS if kind == "logo.svg" and chance.random() < 0.5 else BOMBS)
    match chance.randrange(10):
        case 0 | 1 | 2:
            return damage.changed(data, chance, 1)
        case 3:
            times = min(chance.choice((1, 10, 300)), LARGEST // max(1, to - at))
            return data[:to] + data[at:to] * times + data[to:]
        case 4:
            return chance.choice((data.decode("utf-8", "replace").encode("utf-16"), data.decode("latin-1").encode(), bomb, b""))
        case 5:
            return _value(data, bomb, chance)
        case 6:
            return _line(data, bomb, chance)
        case 7:
            quoted = b'"' + bomb.replace(b'"', b"") + b'"'
            return _value(data, quoted, chance)
        case _:
            return data[:at] + bomb + data[at:]


def _value(data: bytes, new: bytes, chance: random.Random) -> bytes:
    """The file with what stands behind a random `:` or `=` replaced, up to the end of its line."""
    places = [at for at, sign in enumerate(data) if sign in b":=,"]
    if not places:
        return data + new
    at = chance.choice(places) + 1
    end = data.find(b"\n", at)
    return data[:at] + b" " + new + (data[end:] if end >= 0 else b"")


def _line(data: bytes, new: bytes, chance: random.Random) -> bytes:
    """The file with a random line dropped, doubled, moved, or a bomb between it and the next."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(
        chance.choice((lines[:at] + lines[at + 1 :], lines[:at] + lines[at:] + lines[at:], [*lines[:at], new, *lines[at:]]))
    )


def _field(data: bytes, chance: random.Random) -> bytes:
    """A manifest with one field of a line as another kind of value, or as a path out of the folder; mostly sealed anew, as a forger would."""
    try:
        line = json.loads(data.splitlines()[0])
        name = chance.choice(list(line))
    except (ValueError, IndexError, TypeError, KeyError, RecursionError):
        return data
    if not isinstance(line, dict):
        return data
    odd = [*_ODD, '"en/../../x"', '"/etc/passwd"', '"C:\\\\x"', "9" * 5_000]
    line.pop(name)
    line.pop("seal", None)
    changed = f'{{"{name}": {chance.choice(odd)}, {json.dumps(line)[1:]}'.encode()
    return (seal(changed.removesuffix(b"}")) if chance.random() < 0.7 else changed) + b"\n"


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in CSV.decode().splitlines():
        book.active.append(row.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _template() -> bytes:
    """An agency's template as python-pptx has it, which is small."""
    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


def _inside(chance: random.Random, parts: damage.Parts, name: str) -> None:
    """One of a workbook's parts spoiled, dropped, doubled or grown."""
    match chance.randrange(5):
        case 0:
            del parts[name]
        case 1:
            parts[f"../{name}"] = parts[name]
        case 2:
            parts[name] = b"0" * 60_000_000 if chance.random() < 0.1 else b"<row/>" * 50_000
        case _:
            parts[name] = _change(parts[name], "part.xml", chance)


def _picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (15, 61, 92)).save(out, form)
    return out.getvalue()


def _manifest() -> bytes:
    """One line as a build writes it."""
    finding = {"id": "left-out", "severity": "warning", "where": "a", "message": "b", "clause": ""}
    line = {
        "path": "en/point-to-card-handout.draft.pdf",
        "topic": "point-to-card",
        "locale": "en",
        "format": "handout",
        "edition": "standard",
        "paper": "a4",
        "region": "",
        "clinic": "",
        "status": "draft",
        "sha256": "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447",  # of b"hello world\n"
        "bytes": 12,
        "pages": 1,
        "findings": [finding],
        "content_version": "1.0",
        "date": "2026-11-22",
        "title": "Point",
        "code": "PTC1.0-en-ABCD",
        "beside": "",
        "session": 0,
        "sheet": "",
        "parts": "",
    }
    return sealed(line).encode() + b"\n"
