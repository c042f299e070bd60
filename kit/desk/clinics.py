"""Clinic profiles: a form checked field by field, a logo by upload, and lists from spreadsheets; saved as the TOML that the commands read.

Left out on purpose: what the fields may hold (`kit.content.cards`), and anything about people or patients.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content
from kit.content import cards as fields
from kit.content import lists, phones
from kit.desk import work
from kit.desk.context import Faults, desk, faults_of, kept, needs, page, sentences, t
from kit.document import ClinicCard
from kit.errors import Fault, KitError
from kit.locale import find

routes = Blueprint("clinics", __name__)
EXAMPLE = "example"
_saving = threading.Lock()
_lists: OrderedDict[str, bytes] = OrderedDict()
LISTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClinic:
    """A clinic of the project as lists show it: its id, its name as typed, and whether its file can be read."""

    id: str
    name: str
    fault: str = ""


def folder_of(root: Path) -> Path:
    """Where the clinics' files are."""
    return root / "content" / "clinics"


def cards(root: Path) -> tuple[ListedClinic, ...]:
    """The project's clinics by name, without the example; a broken file is listed with its fault."""
    rows = []
    for path in folder_of(root).glob("*.toml"):
        if path.stem != EXAMPLE and path.is_file():
            try:
                rows.append(ListedClinic(id=path.stem, name=fields.typed(path).get("name", path.stem)))
            except KitError as error:
                rows.append(ListedClinic(id=path.stem, name=path.stem, fault=faults_of(error)[0]))
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def _path(ident: str) -> Path:
    """The file of a clinic of this project; 404 for any other id."""
    if ident not in {row.id for row in cards(desk().root)}:
        abort(404)
    return folder_of(desk().root) / f"{ident}.toml"


@routes.get("/clinics")
@needs("print")
def all_() -> AnyResponse:
    """The clinics of this project."""
    return page("clinics.html.j2", title=t().plain("clinics.title"), rows=cards(desk().root), saved=request.args.get("saved", ""))


@routes.get("/clinics/new")
@needs("clinics")
def new() -> AnyResponse:
    """An empty form."""
    return _form({}, {})


@routes.get("/clinics/edit/<ident>")
@needs("clinics")
def edit(ident: str) -> AnyResponse:
    """The form with what the clinic's file says."""
    return _form(fields.typed(_path(ident)), {}, ident, saved=request.args.get("saved") == "1")


def _form(values: Mapping[str, str], faults: Faults, ident: str = "", *, saved: bool = False) -> AnyResponse:
    root = desk().root
    title = t().plain("clinic.edit" if ident else "clinic.new")
    languages = [find(tag, root / "locales") for tag in build.locales_of(root)]
    spoken = [part.strip() for part in values.get("languages", "").split(",") if part.strip()]
    return page(
        "clinic.html.j2",
        title=title,
        faults=faults,
        values=values,
        ident=ident,
        saved=saved,
        languages_known=languages,
        spoken=spoken,
        numbers=phones.NAMES,
        limits=fields.LIMITS,
        logo=_logo_path(values.get("logo", "")) is not None,
    )


def _typed() -> dict[str, str]:
    """What the form holds, by field of the file; the languages that were ticked as one text."""
    values = {name: request.form.get(name, "").strip() for name in fields.LIMITS if name not in ("id", "logo", "languages")}
    values["languages"] = ", ".join(tag for tag in request.form.getlist("languages") if tag)
    return {name: value for name, value in values.items() if value}


def _by_field(values: Mapping[str, str], faults: tuple[Fault, ...]) -> Faults:
    """What is wrong with each field, once."""
    out: Faults = {}
    for name, words, _ in _told(values, faults):
        out.setdefault(name, []).append(words)
    return out


def _told(values: Mapping[str, str], faults: tuple[Fault, ...]) -> Iterator[tuple[str, str, str]]:
    """Each field's name, what is wrong with it, and the language of that: words of the page or, where those lack, of the commands."""
    for name in dict.fromkeys(fault.path for fault in faults):
        if words := _said(name, values):
            yield name, words, t().locale.tag
        else:
            yield from ((name, sentences(fault), "en") for fault in faults if fault.path == name)


def _said(name: str, values: Mapping[str, str]) -> str:
    """What to tell a person of a field that is not right, or "" where the desk has no words of its own for it."""
    words = values.get(name, "")
    number, _, part = name.partition("_")
    if name not in fields.LIMITS or name in ("id", "logo", "languages") or part == "lang":
        return ""
    if len(words) > fields.LIMITS[name]:
        return t().plain("clinic.bad_long", limit=fields.LIMITS[name])
    if fields.unplain(words):
        return t().plain("clinic.bad_text")
    if part and (part != "extension" or not values.get(number)):
        return t().plain("clinic.bad_alone")
    kind = "extension" if part else "phone" if name in phones.NAMES else name
    return t().plain(f"clinic.bad_{kind}") if t().has(f"clinic.bad_{kind}") else ""


@routes.post("/clinics/check")
@needs("clinics")
def check() -> AnyResponse:
    """What is wrong with the fields so far, for the script that tells while one types; nothing is kept."""
    values = _typed()
    _, faults = fields.clinic_of(values, folder_of(desk().root))
    return jsonify(_by_field(values, faults))


@routes.post("/clinics/save")
@needs("clinics")
def save() -> AnyResponse:
    """Save the profile; with faults the form comes back with what was typed."""
    ident = request.form.get("ident", "")
    values = _typed()
    if ident:
        values |= {name: value for name, value in fields.typed(_path(ident)).items() if name in ("id", "logo")}
    card, faults = fields.clinic_of(values, folder_of(desk().root))
    if card is None:
        return _form(values, _by_field(values, faults), ident)
    name = ident or card.id
    with _saving:
        if not ident and (folder_of(desk().root) / f"{name}.toml").exists():
            return _form(values, {"name": [t().plain("clinic.twice")]}, ident)
        _write(name, values)
    return redirect(url_for(".edit", ident=name, saved="1"))


def _write(name: str, values: Mapping[str, str]) -> None:
    build.publish(folder_of(desk().root) / f"{name}.toml", fields.toml(values).encode())


@routes.post("/clinics/logo/<ident>")
@needs("clinics")
def logo(ident: str) -> AnyResponse:
    """Take a logo: decoded in a worker, written anew without anything that was hidden in it."""
    path = _path(ident)
    values = fields.typed(path)
    given = request.files.get("file")
    data = given.read() if given else b""
    if not data:
        return _form(values, {"logo": [t().plain("clinic.no_file")]}, ident)
    try:
        suffix, clean = desk().runner.run(work.logo, data)
    except KitError as error:
        return _form(values, {"logo": faults_of(error)}, ident)
    with _saving:
        name = f"{ident}-logo.{suffix}"
        build.publish(path.parent / name, clean)
        _write(ident, {**values, "logo": name})
    return redirect(url_for(".edit", ident=ident, saved="1"))


def _logo_path(name: str) -> Path | None:
    """The logo's file if it is one that the desk wrote."""
    folder = folder_of(desk().root)
    known = {path.name: path for path in folder.glob("*-logo.*")}
    return known.get(name)


@routes.get("/clinics/logo/<ident>")
@needs("print")
def show_logo(ident: str) -> AnyResponse:
    """The clinic's logo as the desk wrote it."""
    path = _logo_path(fields.typed(_path(ident)).get("logo", ""))
    if path is None:
        abort(404)
    data = path.read_bytes()
    return kept(data, "image/svg+xml" if path.suffix == ".svg" else "image/png", f"{len(data)}-{path.stat().st_mtime_ns}")


@routes.get("/clinics/remove/<ident>")
@needs("clinics")
def ask_remove(ident: str) -> AnyResponse:
    """Ask before a profile is thrown away."""
    values = fields.typed(_path(ident))
    return page("remove.html.j2", title=t().plain("clinic.remove"), ident=ident, name=values.get("name", ident))


@routes.post("/clinics/remove/<ident>")
@needs("clinics")
def remove(ident: str) -> AnyResponse:
    """Throw the profile and its logo away."""
    path = _path(ident)
    mark = _logo_path(fields.typed(path).get("logo", ""))
    for one in (path, mark):
        if one:
            with contextlib.suppress(FileNotFoundError):
                one.unlink()
    return redirect(url_for(".all_"))


@routes.get("/clinics/import")
@needs("clinics")
def ask_import() -> AnyResponse:
    """Ask for a list."""
    return page("import.html.j2", title=t().plain("import.title"), rows=(), upload="", sample="")


@routes.post("/clinics/import")
@needs("clinics")
def take_import() -> AnyResponse:
    """Read a list: a question about its encoding, or its rows with their faults; nothing is saved yet."""
    given = request.files.get("file")
    upload = request.form.get("upload", "")
    data = given.read() if given else _lists.get(upload, b"")
    title = t().plain("import.title")
    if not data:
        faults = {"file": [t().plain("clinic.no_file")]}
        return page("import.html.j2", title=title, faults=faults, rows=(), upload="", sample="")
    try:
        rows, unused = desk().runner.run(work.listed, data, request.form.get("encoding", ""), folder_of(desk().root))
    except lists.EncodingError as error:
        return page("import.html.j2", title=title, rows=(), upload=_keep(data), sample=error.sample, status=200)
    except KitError as error:
        return page("import.html.j2", title=title, faults={"file": faults_of(error)}, rows=(), upload="", sample="")
    upload = _keep(data)
    encoding = request.form.get("encoding", "")
    return page(
        "import.html.j2",
        title=title,
        rows=[(row, list(_row_faults(row))) for row in rows],
        unused=[name[:60] for name in unused[: fields.MANY_FAULTS]],
        upload=upload,
        sample="",
        encoding=encoding,
    )


def _row_faults(row: fields.Listed) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row, as (field in words or as the list names it, what is said of it, its language)."""
    for name, words, lang in _told(row.values, row.faults):
        number, _, part = name.partition("_")
        key = f"clinic.{part or ('number' if number in phones.NAMES else number)}"
        yield t().plain(key) if t().has(key) else name, words, lang


def _keep(data: bytes) -> str:
    """Keep a list in memory until its good rows are saved; only the newest few."""
    name = secrets.token_urlsafe(12)
    _lists[name] = data
    while len(_lists) > LISTS:
        _lists.popitem(last=False)
    return name


@routes.post("/clinics/import/save")
@needs("clinics")
def save_import() -> AnyResponse:
    """Save the good rows as profiles; what exists already under the same id is written anew."""
    data = _lists.pop(request.form.get("upload", ""), b"")
    if not data:
        return redirect(url_for(".ask_import"))
    rows, _ = desk().runner.run(work.listed, data, request.form.get("encoding", ""), folder_of(desk().root))
    good = [row for row in rows if row.card]
    with _saving:
        for row in good:
            if row.card:
                _write(row.card.id, {name: value for name, value in row.values.items() if name != "id"})
    return redirect(url_for(".all_", saved=str(len(good))))


def clinic_of(ident: str) -> ClinicCard | None:
    """The clinic of an id, checked; None for "". KitError: its file is broken."""
    return content.clinic(folder_of(desk().root) / f"{ident}.toml") if ident else None
