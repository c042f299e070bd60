"""Translate: texts by state, and one text a page with all that a translator must know and where it stands.

Nothing is saved before a person says so, and nobody's words are written over unseen. Left out on purpose: which texts there are
and what is wrong with them (`catalogs`), the file itself (`editing`), whole files (`exchanging`), and signing (`signing`).
"""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content
from kit.checks import translation
from kit.desk import editing, work
from kit.desk.catalogs import (
    DOMAINS,
    ListedText,
    all_findings,
    counts_of,
    cut,
    findings,
    found_at,
    items,
    locale_named,
    name_of,
    path_of,
    tried,
)
from kit.desk.context import desk, needs, page, t
from kit.locale import find

routes = Blueprint("translating", __name__)
AROUND = 5
"""Texts of the same part that are shown before and after one."""
FILTERS = ("all", "safety", "missing", "stale", "machine", "human", "findings")


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
        counts = {topic: counts_of(tag, topic) for topic in topics}
        rows.append((find(tag, root / "locales"), counts))
    return page("translate.html.j2", title=t().plain("translate.title"), rows=rows, name=name_of)


@routes.get("/translate/<tag>/<topic>")
@needs("print")
def listed(tag: str, topic: str) -> AnyResponse:
    """The texts of a domain by state."""
    locale = locale_named(tag)
    found = items(tag, topic)
    chosen = request.args.get("show", "all")
    chosen = chosen if chosen in FILTERS else "all"
    wrong = all_findings(tag, topic) if chosen == "findings" else {}
    shown = tuple(item for item in found if item.message.ctx in wrong) if wrong else _wanted(found, chosen)
    if chosen == "findings" and not wrong:
        shown = ()
    words = " ".join(request.args.get("words", "").split())[:100]
    shown = tuple(item for item in shown if _holds(item, words))
    counts = {name: len(_wanted(found, name)) for name in FILTERS if name != "findings"}
    title = f"{locale.name}: {name_of(topic)}"
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
        words=words,
    )


def _holds(item: ListedText, words: str) -> bool:
    """Whether the words stand in the English or in the translation, whatever their case."""
    return words.casefold() in item.message.english.casefold() or words.casefold() in item.entry.words.casefold()


@routes.get("/translate/<tag>/<topic>/text/<path:ctx>")
@needs("print")
def one(tag: str, topic: str, ctx: str) -> AnyResponse:
    """One text with all that a translator must know."""
    found, at = found_at(tag, topic, ctx)
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
    item, locale = found[at], locale_named(tag)
    chosen = request.values.get("show", "all")
    chosen = chosen if chosen in FILTERS and chosen != "findings" else "all"
    later = [other for other in (*found[at + 1 :], *found[:at]) if other in _wanted(found, chosen)]
    was = item.entry.previous or (item.entry.english if item.entry.english != item.message.english else "")
    title = t().plain("text.title", number=at + 1, total=len(found), words=cut(item.message.english, 40))
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
        findings=findings(tag, topic, tried(item, words)),
        terms=_terms(tag, item.message.english),
        neighbours=[other for other in found[max(0, at - AROUND) : at + AROUND + 1] if other.section == item.section],
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
    locale, path = locale_named(tag), path_of(tag, topic)
    form = request.form
    done = form.get("state") == "done"
    words = editing.tidy(form.get("words", ""))
    found, at = found_at(tag, topic, ctx)
    entry = tried(found[at], words)
    errors = [finding for finding in findings(tag, topic, entry) if finding.severity == "error"]
    broken = [finding for finding in errors if finding.id == "translation.broken"]
    if broken or (done and errors):
        return _editor(tag, topic, found, at, words, status=422)
    told = editing.save(path, locale, found[at].message.ctx, form.get("shown", ""), form.get("english", ""), words, done=done)
    if told.conflict:
        found, at = found_at(tag, topic, ctx)
        return _editor(tag, topic, found, at, words, conflict=told, status=409)
    show = form.get("show", "all")
    if form.get("go") == "next" and not errors:  # who saves a fault sees it before going on
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
    found, at = found_at(tag, topic, ctx)
    words = editing.tidy(request.form.get("words", ""))
    entry = tried(found[at], words)
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
    found_at(tag, topic, ctx)
    if topic in DOMAINS:
        return None, ""
    name = secrets.token_hex(8)
    path = desk().shelf.place("places") / f"{name}.jpg"
    return desk().runner.run(work.place, desk().root, topic, tag, f"{topic}/{ctx}", words, desk().today(), path), name


@routes.get("/translate/<tag>/<topic>/placed/<name>")
@needs("print")
def placed(tag: str, topic: str, name: str) -> AnyResponse:
    """The picture that `place` made; only the newest few are kept."""
    locale_named(tag)
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
    found, at = found_at(tag, topic, ctx)
    question = editing.tidy(request.form.get("question", ""))
    if question:
        editing.ask(path_of(tag, topic), locale_named(tag), found[at].message.ctx, question)
    return redirect(url_for(".one", tag=tag, topic=topic, ctx=ctx))
