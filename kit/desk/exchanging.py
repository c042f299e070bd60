"""A PO file down and up: with a stamp of what it was, and back as proposals, of which a person takes what is right.

Nothing is written before a person says so. Left out on purpose: comparing and writing (`editing`).
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, translate
from kit.desk import editing
from kit.desk.catalogs import locale_named, path_of
from kit.desk.context import desk, faults_of, needs, page, t
from kit.errors import ContentError, KitError
from kit.translate.po import read as read_po

routes = Blueprint("exchanging", __name__)

_uploads: OrderedDict[str, tuple[str, str, bytes]] = OrderedDict()
KEPT = 6
STAMP = "X-Kit-Downloaded"


@routes.get("/translate/<tag>/<topic>/file")
@needs("print")
def download(tag: str, topic: str) -> AnyResponse:
    """The PO file for a translation program, with a stamp of what it was; a copy is kept to compare an upload with."""
    from kit.translate.po import render

    locale_named(tag)
    path = path_of(tag, topic)
    data = path.read_bytes()
    stamp = hashlib.sha256(data).hexdigest()[:16]
    build.publish(desk().shelf.place(f"po-{stamp}") / "base.po", data)
    catalog = translate.load(desk().root, locale_named(tag), topic)
    stamped = replace(catalog, header=(*((n, v) for n, v in catalog.header if n != STAMP), (STAMP, stamp)))
    answer = Response(render(stamped).encode(), mimetype="text/x-gettext-translation")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{topic}-{tag}.po")
    return answer


@routes.route("/translate/<tag>/<topic>/upload", methods=["GET", "POST"])
@needs("translate")
def upload(tag: str, topic: str) -> AnyResponse:
    """A PO file from outside as a proposal: what it would change, each with a box; nothing is written yet."""
    locale = locale_named(tag)
    title = t().plain("upload.title")
    if request.method == "GET":
        return page("upload.html.j2", title=title, lang=locale, topic=topic, rows=(), name="", done=None)
    given = request.files.get("file")
    data = given.read() if given else b""
    try:
        rows = _proposals(tag, topic, data)
    except KitError as error:
        places = (
            [str(fault).replace("\n", " ") for fault in error.faults[:20]]
            if isinstance(error, ContentError)
            else faults_of(error)
        )
        faults = {"file": places}
        return page("upload.html.j2", title=title, faults=faults, lang=locale, topic=topic, rows=(), name="", done=None)
    name = secrets.token_urlsafe(12)
    _uploads[name] = (tag, topic, data)
    while len(_uploads) > KEPT:
        _uploads.popitem(last=False)
    return page("upload.html.j2", title=title, lang=locale, topic=topic, rows=rows, name=name, done=None)


def _proposals(tag: str, topic: str, data: bytes) -> tuple[editing.Proposed, ...]:
    if not data:
        raise KitError("no file was chosen", "Choose a .po file.")
    locale = locale_named(tag)
    with tempfile.TemporaryDirectory() as folder:
        there = editing.uploaded(data, locale, Path(folder))
    here = translate.load(desk().root, locale, topic)
    stamp = there.field(STAMP)
    base = None
    if stamp.isalnum() and len(stamp) == 16:
        kept = desk().shelf.place(f"po-{stamp}") / "base.po"
        if kept.is_file():
            base = read_po(kept, locale, name="base.po")
    return editing.proposals(here, there, base)


@routes.post("/translate/<tag>/<topic>/take")
@needs("translate")
def take(tag: str, topic: str) -> AnyResponse:
    """Write the proposals whose boxes are ticked."""
    kept = _uploads.get(request.form.get("name", ""))
    if kept is None or kept[:2] != (tag, topic):
        return redirect(url_for(".upload", tag=tag, topic=topic))
    rows = {row.ctx: row for row in _proposals(tag, topic, kept[2])}
    chosen = {ctx: rows[ctx] for ctx in request.form.getlist("take") if ctx in rows}
    taken, late = editing.take(path_of(tag, topic), locale_named(tag), chosen) if chosen else (0, ())
    title = t().plain("upload.title")
    return page("upload.html.j2", title=title, lang=locale_named(tag), topic=topic, rows=(), name="", done=(taken, late))
