"""Translate: texts by state, one text a page with all a translator must know, PO files down and up, a language begun by its name.

Nothing is saved before a person says so, and nobody's words are written over unseen. Left out on purpose: the file itself
(`editing`) and what is wrong with words (`kit.checks.translation`).
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale as BabelLocale
from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content, review, translate
from kit.checks import translation
from kit.desk import editing, work
from kit.desk.context import desk, faults_of, needs, page, t
from kit.document import Document, Text, texts
from kit.errors import ContentError, Finding, KitError
from kit.judging import gate
from kit.locale import Locale, find, known
from kit.translate import Entry, Message
from kit.translate.po import read as read_po

routes = Blueprint("translating", __name__)
FILTERS = ("all", "safety", "missing", "stale", "machine", "human", "findings")
LEVELS: tuple[review.Level, ...] = ("reviewed", "clinical")
DOMAINS = (translate.LABELS, translate.DESK)
_uploads: OrderedDict[str, tuple[str, str, bytes]] = OrderedDict()
KEPT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedText:
    """One text of a list: what there is to translate, what the catalog has, and its state."""

    message: Message
    entry: Entry
    state: str
    section: str

    @property
    def first(self) -> str:
        """The English's first words."""
        return self.message.english[:90]


def _locale(tag: str) -> Locale:
    """The locale of a translation of this project; 404 for any other tag, and for the source."""
    if tag == "en" or tag not in build.locales_of(desk().root):
        abort(404)
    return find(tag, desk().root / "locales")


def _english(topic: str) -> Document:
    root = desk().root
    build.refresh(root)
    if topic not in content.topics(root / "content"):
        abort(404)
    return build.translated(root, topic, "en", desk().today())


def _messages(topic: str) -> tuple[Message, ...]:
    """What there is to translate in a topic, in the labels or in the desk's own words."""
    root = desk().root
    if topic == translate.DESK:
        return translate.word_messages(content.desk_words(root / "content"))
    if topic == translate.LABELS:
        return translate.label_messages(_english(content.topics(root / "content")[0]))
    return translate.messages(_english(topic))


def _path(tag: str, topic: str) -> Path:
    if topic not in (*content.topics(desk().root / "content"), *DOMAINS):
        abort(404)
    path = desk().root / "locales" / tag / f"{topic}.po"
    if not path.is_file():
        raise KitError(
            f"locales/{tag}/{topic}.po is not there yet", "Make it with: python3 run.py translate sync. It takes a moment."
        )
    return path


def items(tag: str, topic: str) -> tuple[ListedText, ...]:
    """Every text of a domain with its translation, in the order of the sheet."""
    locale = _locale(tag)
    wanted = _messages(topic)  # and 404 for a topic that is none
    entries = translate.load(desk().root, locale, topic).by_ctx()
    found = []
    for message in wanted:
        entry = entries.get(message.ctx)
        text = Text(id=message.ctx, source=message.english, text=message.english, lang="en", safety=message.safety)
        section = message.ctx.partition("/")[2].partition(".")[0]
        found.append(
            ListedText(
                message=message,
                entry=entry or Entry(ctx=message.ctx, english=message.english),
                state=translate.state(text, entry),
                section=section,
            )
        )
    return tuple(found)


def _wanted(found: tuple[ListedText, ...], chosen: str) -> tuple[ListedText, ...]:
    if chosen == "all":
        return found
    if chosen == "safety":
        return tuple(item for item in found if item.message.safety and item.state != "human")
    return tuple(item for item in found if item.state == chosen)


@routes.get("/translate")
@needs("print")
def languages() -> AnyResponse:
    """The languages of the kit and how far each is."""
    root = desk().root
    build.refresh(root)
    tags = [tag for tag in build.locales_of(root) if tag != "en"]
    topics = (*content.topics(root / "content"), *DOMAINS)
    rows = []
    for tag in tags:
        counts = {topic: _counts(tag, topic) for topic in topics}
        rows.append((find(tag, root / "locales"), counts))
    return page("translate.html.j2", title=t().plain("translate.title"), rows=rows, name=_name)


def _counts(tag: str, topic: str) -> Mapping[str, int]:
    """How many texts of a domain are in each state; nothing where its file can't be read."""
    try:
        found = items(tag, topic)
    except KitError:
        return {}
    counts = dict.fromkeys(("total", "missing", "stale", "machine", "human"), 0)
    for item in found:
        counts[item.state] = counts.get(item.state, 0) + 1
    return {**counts, "total": len(found)}


def _name(topic: str) -> str:
    """A domain as people call it."""
    if topic in DOMAINS:
        return t().plain(f"translate.{topic}")
    return _english(topic).title.text


@routes.get("/translate/<tag>/<topic>")
@needs("print")
def listed(tag: str, topic: str) -> AnyResponse:
    """The texts of a domain by state."""
    locale = _locale(tag)
    found = items(tag, topic)
    chosen = request.args.get("show", "all")
    chosen = chosen if chosen in FILTERS else "all"
    wrong = _all_findings(tag, topic) if chosen == "findings" else {}
    shown = tuple(item for item in found if item.message.ctx in wrong) if wrong else _wanted(found, chosen)
    if chosen == "findings" and not wrong:
        shown = ()
    counts = {name: len(_wanted(found, name)) for name in FILTERS if name != "findings"}
    title = f"{locale.name}: {_name(topic)}"
    return page(
        "texts.html.j2",
        title=title,
        lang=locale,
        topic=topic,
        items=shown,
        counts=counts,
        chosen=chosen,
        filters=FILTERS,
        wrong=wrong,
    )


def _all_findings(tag: str, topic: str) -> dict[str, list[Finding]]:
    """What the checks find in a whole catalog, by text."""
    if topic == translate.DESK:
        return {}
    document = _english(topic if topic not in DOMAINS else content.topics(desk().root / "content")[0])
    out: dict[str, list[Finding]] = {}
    for finding in translation.check_locale(desk().root, document, tag):
        ctx = finding.where.rpartition(" ")[2]
        if ctx.startswith(f"{topic}/"):
            out.setdefault(ctx, []).append(finding)
    return out


def findings(tag: str, topic: str, entry: Entry) -> tuple[Finding, ...]:
    """What the checks say of one translation, errors first; what a catalog can't hold at all is an error too."""
    root, locale = desk().root, _locale(tag)
    if not entry.words:
        return ()
    catalog = translate.Catalog(path=f"{topic}.po", locale=locale, entries=(replace(entry, previous="", fuzzy=False),))
    hard = tuple(
        Finding(id="translation.broken", severity="error", where=fault.path, message=f"{fault.what}. {fault.advice}")
        for fault in translate.faults(catalog)
    )
    if hard or topic == translate.DESK:
        return hard
    document = _english(topic if topic not in DOMAINS else content.topics(root / "content")[0])
    found = translation.check_some(root, (document,), (catalog,))
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _tried(item: ListedText, words: str) -> Entry:
    """The entry as it would be with these words, for the checks."""
    return editing.edited(replace(item.entry, english=item.message.english), words, done=True)


def _find(tag: str, topic: str, ctx: str) -> tuple[tuple[ListedText, ...], int]:
    found = items(tag, topic)
    at = next((number for number, item in enumerate(found) if item.message.ctx == f"{topic}/{ctx}"), -1)
    if at < 0:
        abort(404)
    return found, at


@routes.get("/translate/<tag>/<topic>/text/<path:ctx>")
@needs("print")
def one(tag: str, topic: str, ctx: str) -> AnyResponse:
    """One text with all that a translator must know."""
    found, at = _find(tag, topic, ctx)
    saved = request.args.get("saved", "")
    return _editor(tag, topic, found, at, editing.shown(found[at].entry), saved=saved if saved in ("done", "work") else "")


def _editor(
    tag: str,
    topic: str,
    found: tuple[ListedText, ...],
    at: int,
    words: str,
    *,
    saved: str = "",
    conflict: editing.Saved | None = None,
    status: int = 200,
) -> AnyResponse:
    item, locale = found[at], _locale(tag)
    chosen = request.values.get("show", "all")
    chosen = chosen if chosen in FILTERS and chosen != "findings" else "all"
    later = [other for other in (*found[at + 1 :], *found[:at]) if other in _wanted(found, chosen)]
    was = item.entry.previous or (item.entry.english if item.entry.english != item.message.english else "")
    title = t().plain("text.title", number=at + 1, total=len(found), words=item.message.english[:40])
    return page(
        "text.html.j2",
        title=title,
        status=status,
        lang=locale,
        topic=topic,
        item=item,
        ctx=item.message.ctx.partition("/")[2],
        words=words,
        shown=editing.digest(item.entry),
        was=list(editing.changes(was, item.message.english)) if was else [],
        findings=findings(tag, topic, _tried(item, words)),
        terms=_terms(tag, item.message.english),
        neighbours=[other for other in found if other.section == item.section],
        same=[other for other in found if other.message.english == item.message.english and other is not item],
        questions=[c for c in item.entry.comments if c.startswith(editing.QUESTION)],
        placeables=sorted(set(_placeables(item.message.english))),
        before=found[at - 1] if at else None,
        after=later[0] if later else None,
        show=chosen,
        saved=saved,
        conflict=conflict,
        picture=topic not in DOMAINS,
        invisible=_named(words),
    )


def _placeables(words: str) -> list[str]:
    from kit.document import placeables

    return [f"{{{name}}}" for name in placeables(words)]


def _named(words: str) -> list[str]:
    """Characters of a translation that can't be seen, by name."""
    from kit.content.characters import refused

    return [name for _, name in refused(words)]


def _terms(tag: str, english: str) -> list[tuple[str, str]]:
    """The glossary's terms that stand in the English, with their forms in this language."""
    folded = english.casefold()
    rows = translation.preferred(desk().root / "locales" / tag)
    return [(row.term, " / ".join(row.forms)) for row in rows if row.term.casefold() in folded]


@routes.post("/translate/<tag>/<topic>/text/<path:ctx>")
@needs("translate")
def save(tag: str, topic: str, ctx: str) -> AnyResponse:
    """Save one translation, done or still in work; a conflict writes nothing and shows both versions."""
    locale, path = _locale(tag), _path(tag, topic)
    form = request.form
    done = form.get("state") == "done"
    words = editing.tidy(form.get("words", ""))
    found, at = _find(tag, topic, ctx)
    entry = _tried(found[at], words)
    errors = [finding for finding in findings(tag, topic, entry) if finding.severity == "error"]
    broken = [finding for finding in errors if finding.id == "translation.broken"]
    if broken or (done and errors):
        return _editor(tag, topic, found, at, words, status=422)
    told = editing.save(path, locale, found[at].message.ctx, form.get("shown", ""), form.get("english", ""), words, done=done)
    if told.conflict:
        found, at = _find(tag, topic, ctx)
        return _editor(tag, topic, found, at, words, conflict=told, status=409)
    show = form.get("show", "all")
    if form.get("go") == "next":
        wanted = [item for item in (*found[at + 1 :], *found[:at]) if item in _wanted(found, show if show in FILTERS else "all")]
        if wanted:
            after = wanted[0].message.ctx.partition("/")[2]
            return redirect(url_for(".one", tag=tag, topic=topic, ctx=after, show=show, saved="done" if done else "work"))
        return redirect(url_for(".listed", tag=tag, topic=topic, show=show))
    return redirect(url_for(".one", tag=tag, topic=topic, ctx=ctx, show=show, saved="done" if done else "work"))


@routes.post("/translate/<tag>/<topic>/check/<path:ctx>")
@needs("translate")
def check(tag: str, topic: str, ctx: str) -> AnyResponse:
    """What the checks say of words that are being typed; nothing is kept."""
    found, at = _find(tag, topic, ctx)
    words = editing.tidy(request.form.get("words", ""))
    entry = _tried(found[at], words)
    html = render_template(
        "findings.html.j2", findings=findings(tag, topic, entry), invisible=_named(request.form.get("words", ""))
    )
    return Response(html, mimetype="text/html")


@routes.post("/translate/<tag>/<topic>/place/<path:ctx>")
@needs("print")
def place(tag: str, topic: str, ctx: str) -> AnyResponse:
    """Where the text stands: a picture of its page with the text outlined, with the words as they are being typed."""
    found, name = _placed(tag, topic, ctx, editing.tidy(request.form.get("words", "")))
    return Response(render_template("place.html.j2", place=found, name=name, tag=tag, topic=topic), mimetype="text/html")


@routes.get("/translate/<tag>/<topic>/where/<path:ctx>")
@needs("print")
def place_page(tag: str, topic: str, ctx: str) -> AnyResponse:
    """The same as a page of its own, with the words as they are saved."""
    found, name = _placed(tag, topic, ctx, "")
    return page("place_page.html.j2", title=t().plain("place.title"), place=found, name=name, tag=tag, topic=topic, ctx=ctx)


def _placed(tag: str, topic: str, ctx: str, words: str) -> tuple[work.TextPlace | None, str]:
    _find(tag, topic, ctx)
    if topic in DOMAINS:
        return None, ""
    name = secrets.token_hex(8)
    path = desk().shelf.place("places") / f"{name}.jpg"
    return desk().runner.run(work.place, desk().root, topic, tag, f"{topic}/{ctx}", words, desk().today(), path), name


@routes.get("/translate/<tag>/<topic>/placed/<name>")
@needs("print")
def placed(tag: str, topic: str, name: str) -> AnyResponse:
    """The picture that `place` made; only the newest few are kept."""
    _locale(tag)
    if topic in DOMAINS:
        abort(404)
    folder = desk().shelf.place("places")
    if not name.isalnum() or len(name) != 16 or not (folder / f"{name}.jpg").is_file():
        abort(404)
    data = (folder / f"{name}.jpg").read_bytes()
    for old in sorted(folder.glob("*.jpg"), key=lambda path: path.stat().st_mtime)[:-20]:
        old.unlink(missing_ok=True)
    return Response(data, mimetype="image/jpeg")


@routes.post("/translate/<tag>/<topic>/ask/<path:ctx>")
@needs("translate")
def ask(tag: str, topic: str, ctx: str) -> AnyResponse:
    """Write a question beside the text, for the people who write the English."""
    found, at = _find(tag, topic, ctx)
    question = editing.tidy(request.form.get("question", ""))
    if question:
        editing.ask(_path(tag, topic), _locale(tag), found[at].message.ctx, question)
    return redirect(url_for(".one", tag=tag, topic=topic, ctx=ctx))


STAMP = "X-Kit-Downloaded"


@routes.get("/translate/<tag>/<topic>/file")
@needs("print")
def download(tag: str, topic: str) -> AnyResponse:
    """The PO file for a translation program, with a stamp of what it was; a copy is kept to compare an upload with."""
    from kit.translate.po import render

    _locale(tag)
    path = _path(tag, topic)
    data = path.read_bytes()
    stamp = hashlib.sha256(data).hexdigest()[:16]
    build.publish(desk().shelf.place(f"po-{stamp}") / "base.po", data)
    catalog = translate.load(desk().root, _locale(tag), topic)
    stamped = replace(catalog, header=(*((n, v) for n, v in catalog.header if n != STAMP), (STAMP, stamp)))
    answer = Response(render(stamped).encode(), mimetype="text/x-gettext-translation")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{topic}-{tag}.po")
    return answer


@routes.route("/translate/<tag>/<topic>/upload", methods=["GET", "POST"])
@needs("translate")
def upload(tag: str, topic: str) -> AnyResponse:
    """A PO file from outside as a proposal: what it would change, each with a box; nothing is written yet."""
    locale = _locale(tag)
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
    locale = _locale(tag)
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
    taken, late = editing.take(_path(tag, topic), _locale(tag), chosen) if chosen else (0, ())
    title = t().plain("upload.title")
    return page("upload.html.j2", title=title, lang=_locale(tag), topic=topic, rows=(), name="", done=(taken, late))


@routes.get("/translate/start")
@needs("print")
def ask_start() -> AnyResponse:
    """Find the language that somebody names, in any language's words."""
    wanted = request.args.get("name", "").strip()[:60]
    found = candidates(wanted, g.words.locale.tag) if wanted else ()
    there = build.locales_of(desk().root)
    return page("start.html.j2", title=t().plain("start.title"), wanted=wanted, found=found, there=there)


def candidates(wanted: str, ui: str) -> tuple[tuple[str, str, str], ...]:
    """Languages that may be meant by a name or tag: (tag, own name, name in the page's language), the nearest first."""
    folded = wanted.casefold()
    names: dict[str, str] = {}
    for speaker in dict.fromkeys(("en", ui)):
        for tag, name in BabelLocale.parse(speaker, sep="-").languages.items():
            if folded == tag.replace("_", "-").casefold() or folded == str(name).casefold():
                names.setdefault(tag, str(name))
    for speaker in dict.fromkeys((ui, "en")):
        for tag, name in BabelLocale.parse(speaker, sep="-").languages.items():
            if len(names) < 8 and len(folded) >= 3 and folded in str(name).casefold():
                names.setdefault(tag, str(name))
    if not names and (own := known(wanted)):
        names[own.tag] = own.english_name
    out = []
    for tag, name in names.items():
        own = known(tag.replace("_", "-"))
        if own:
            out.append((own.tag, own.name, name))
    return tuple(out[:8])


@routes.post("/translate/start")
@needs("build")
def start() -> AnyResponse:
    """Begin a language: its catalogs, ready to be filled."""
    root, tag = desk().root, request.form.get("tag", "")
    if known(tag) is None or len(tag) > 20 or not tag.replace("-", "").isalnum():
        abort(404)
    documents = tuple(content.load(root / "content", topic) for topic in content.topics(root / "content"))
    translate.start(root, documents, tag, desk=content.desk_words(root / "content"), terms=translation.TermNotes(root))
    return redirect(url_for(".languages"))


@routes.get("/translate/<tag>/<topic>/sign")
@needs("print")
def signing(tag: str, topic: str) -> AnyResponse:
    """What a second person may sign in this language."""
    return _signing(tag, topic, {})


def _signing(tag: str, topic: str, faults: dict[str, list[str]], signed: int = -1) -> AnyResponse:
    locale = _locale(tag)
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
    _english(topic)
    return build.translated(desk().root, topic, tag, desk().today())


@routes.post("/translate/<tag>/<topic>/sign")
@needs("sign")
def sign(tag: str, topic: str) -> AnyResponse:
    """Sign the ticked translations as the person whom the form names; the gate says what may be signed."""
    form = request.form
    level: review.Level = "clinical" if form.get("level") == "clinical" else "reviewed"
    folder = desk().root / "locales" / tag
    _locale(tag)
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
    _locale(tag)
    try:
        with work.SIGNING:
            work.add_person(desk().root / "locales" / tag / "people.toml", request.form)
    except KitError as error:
        return _signing(tag, topic, {"handle": faults_of(error)})
    return redirect(url_for(".signing", tag=tag, topic=topic))
