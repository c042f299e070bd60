"""Translations signed by a second person; the gate says which may be.

Left out on purpose: the checks (`kit.judging.gate`), and signing the English (`reviewing`).
"""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content, review
from kit.desk import work
from kit.desk.catalogs import DOMAINS, english, locale_named
from kit.desk.context import desk, faults_of, needs, page, t
from kit.document import Document, texts
from kit.errors import KitError
from kit.judging import gate

routes = Blueprint("signing", __name__)

LEVELS: tuple[review.Level, ...] = ("reviewed", "clinical")


@routes.get("/translate/<tag>/<topic>/sign")
@needs("print")
def signing(tag: str, topic: str) -> AnyResponse:
    """What a second person may sign in this language."""
    return _signing(tag, topic, {})


def _signing(tag: str, topic: str, faults: dict[str, list[str]], signed: int = -1) -> AnyResponse:
    locale = locale_named(tag)
    document = _translated(tag, topic)
    ledger = review.ledger(desk().root / "locales" / tag)
    found = build.gate_of(desk().root, tag)
    ready = {level: gate.signable(found, (document,), level) for level in LEVELS}
    by_id = {text.id: text for text in texts(document)}
    rows = [(level, by_id[ident]) for level, ids in ready.items() for ident in ids]
    title = t().plain("sign.title")
    return page(
        "signing.html.j2",
        title=title,
        faults=faults,
        lang=locale,
        topic=topic,
        rows=rows,
        people_names=[(person.handle, f"{person.name} ({person.handle})") for person in ledger.people.values()],
        people=tuple(ledger.people.values()),
        signed=signed,
    )


def _translated(tag: str, topic: str) -> Document:
    if topic in DOMAINS:
        topic = content.topics(desk().root / "content")[0]
    english(topic)
    return build.translated(desk().root, topic, tag, desk().today())


@routes.post("/translate/<tag>/<topic>/sign")
@needs("sign")
def sign(tag: str, topic: str) -> AnyResponse:
    """Sign the ticked translations as the person whom the form names; the gate says what may be signed."""
    form = request.form
    level: review.Level = "clinical" if form.get("level") == "clinical" else "reviewed"
    folder = desk().root / "locales" / tag
    locale_named(tag)
    note = f"account {g.person}" if g.person else ""
    try:
        with work.SIGNING:
            done = gate.sign(
                build.gate_of(desk().root, tag),
                review.ledger(folder),
                (_translated(tag, topic),),
                handle=form.get("person", ""),
                level=level,
                ids=tuple(form.getlist("text")),
                date=desk().today(),
                note=note,
            )
    except KitError as error:
        return _signing(tag, topic, {"person": [str(error).replace("\n", " ")]})
    return _signing(tag, topic, {}, signed=len(done))


@routes.post("/translate/<tag>/<topic>/person")
@needs("sign")
def person(tag: str, topic: str) -> AnyResponse:
    """Write down what a person says of themselves, so that they can sign."""
    locale_named(tag)
    try:
        with work.SIGNING:
            work.add_person(desk().root / "locales" / tag / "people.toml", request.form)
    except KitError as error:
        return _signing(tag, topic, {"handle": faults_of(error)})
    return redirect(url_for(".signing", tag=tag, topic=topic))
