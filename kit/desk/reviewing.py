"""Review: a clinician reads a topic's texts with what they rest on, marks each part, and signs; the printed form's answers typed in.

The words shown are the words signed: their digest goes with the form, and a change since then stops it. Left out on purpose:
what may be signed and released, which `kit.review` and `kit.judging` decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content, review
from kit.desk import answers, work
from kit.desk.context import Faults, desk, faults_of, needs, page, t
from kit.document import Block, Document, SheetPlan, Text, texts
from kit.document.selections import select_sheet, sheets_for
from kit.errors import KitError
from kit.judging import gate, open_points, scoring
from kit.locale import SOURCE, find

routes = Blueprint("reviewing", __name__)
STATED = ("who", "role", "credentials", "conflicts", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMark:
    """A block as it is reviewed: its title, its texts, and the claims it rests on."""

    id: str
    title: str
    texts: tuple[Text, ...]
    claims: tuple[content.Claim, ...]
    answer: answers.Answer | None


def _english(topic: str) -> Document:
    root = desk().root
    build.refresh(root)
    if topic not in content.topics(root / "content"):
        abort(404)
    return build.source(root, topic)


@routes.get("/review")
@needs("print")
def topics() -> AnyResponse:
    """The topics and who signed their English."""
    root, today = desk().root, desk().today()
    rows = []
    for name in content.topics(root / "content"):
        document = _english(name)
        rows.append((document, build.reviewed(root, name, today)))
    languages = [find(tag, root / "locales") for tag in build.locales_of(root) if tag != SOURCE.tag]
    return page("review.html.j2", title=t().plain("review.title"), rows=rows, languages_known=languages)


@routes.get("/review/<topic>")
@needs("print")
def topic_(topic: str) -> AnyResponse:
    """What is open in a topic, and its parts to read."""
    document = _english(topic)
    root, today = desk().root, desk().today()
    points = open_points.of(build.subject_of(root, topic, today))
    known = answers.read(root / "content" / topic)
    parts = [(section, _done(_of_section(document, section.id), known)) for section in document.all_sections()]
    return page(
        "topic.html.j2",
        title=document.title.text,
        document=document,
        points=points,
        parts=parts,
        sheets=[
            (plan.name("sheet"), plan.title.text, _sheet_state(topic, plan), _done(_of_sheet(document, plan), known))
            for plan in sheets_for(document, "sheet")
        ],
        standing=build.reviewed(root, topic, today),
    )


def _sheet_state(topic: str, plan: SheetPlan) -> review.SourceReview:
    document = _english(topic)
    return review.source(desk().root / "content", document, desk().today(), shown=select_sheet(document, plan))


Rows = Iterator[tuple[str, str, tuple[Text, ...], tuple[str, ...]]]
"""For each thing to mark: its id, title, texts and the names of the claims it rests on."""


def _done(rows: Rows, known: Mapping[str, answers.Answer]) -> tuple[int, int]:
    """How many of these things are marked, and how many there are."""
    blocks = list(_blocks(rows, known))
    return sum(block.answer is not None for block in blocks), len(blocks)


def _of_section(document: Document, section: str) -> Rows:
    """A section's opening, then its blocks."""
    for part in document.all_sections():
        if part.id == section:
            yield f"{part.id}.key", part.title.text, (part.title, part.key), part.key_claims
            yield from map(_of_block, part.blocks)


def _of_sheet(document: Document, plan: SheetPlan) -> Rows:
    """What a sheet shows: its title and message, its blocks, those that may fill its last side, and its short lines."""
    shown = select_sheet(document, plan)
    name = f"{SHEET}{plan.name('sheet')}"
    yield name, shown.title.text, (shown.title, shown.main_message), ()
    blocks = [block for section in shown.sections for block in section.blocks]
    if shown.selection:
        blocks += [*shown.selection.spare, *shown.selection.lines]
    for ident, title, own, claims in map(_of_block, blocks):
        yield f"{name}/{ident}", title, own, claims


def said(words: str) -> str:
    """A text as a reader finds it, without markup, each placeable as words in brackets: [emergency number]."""
    return _PLACEABLE.sub(lambda found: f"[{found.group(1).replace('_', ' ')}]", words.replace("**", ""))


_PLACEABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
SHEET = "sheet/"
"""How marks on a sheet's blocks begin: a sheet may show other items of a block than its part does."""


def _of_block(block: Block) -> tuple[str, str, tuple[Text, ...], tuple[str, ...]]:
    meta = block.meta
    own = tuple(texts(block))
    return meta.id, meta.title.text if meta.title else own[0].text if own else "", own, meta.claims


def _blocks(rows: Rows, known: Mapping[str, answers.Answer]) -> Iterator[ToMark]:
    """Each thing with what it rests on, and the answer to its present words, if there is one."""
    claims = content.claims(desk().root / "content")
    for ident, title, own, names in rows:
        said = tuple(text for text in own if text.id and not text.verbatim)
        if said:
            answer = known.get(ident)
            fresh = answer if answer and answer.hash == answers.digest(said) else None
            used = tuple(claims[name] for name in names if name in claims)
            yield ToMark(id=ident, title=title, texts=said, claims=used, answer=fresh)


def _rows(document: Document, section: str, sheet: str) -> Rows:
    """What is read of a section, or of a sheet; 404 for one that we do not have."""
    if sheet:
        return _of_sheet(document, _plan(document, sheet))
    if section not in {part.id for part in document.all_sections()}:
        abort(404)
    return _of_section(document, section)


def _plan(document: Document, name: str) -> SheetPlan:
    try:
        (plan,) = sheets_for(document, "sheet", (name,))
    except KitError:
        abort(404)
    return plan


@routes.get("/review/<topic>/part/<section>")
@needs("print")
def part(topic: str, section: str) -> AnyResponse:
    """A part's texts with claims, sources and what is not certain."""
    return _reading(topic, section, "", {})


@routes.get("/review/<topic>/sheet/<sheet>")
@needs("print")
def sheet_(topic: str, sheet: str) -> AnyResponse:
    """The same of one sheet, which can then be signed alone."""
    return _reading(topic, "", sheet, {})


def _reading(topic: str, section: str, sheet: str, faults: Faults) -> AnyResponse:
    document = _english(topic)
    known = {} if faults else answers.read(desk().root / "content" / topic)
    blocks = list(_blocks(_rows(document, section, sheet), known))
    return page(
        "part.html.j2",
        title=blocks[0].title,
        faults=faults,
        document=document,
        sheet=sheet,
        blocks=blocks,
        sources=content.sources(desk().root / "content"),
        digest=answers.digest,
    )


@routes.post("/review/<topic>/part/<section>")
@needs("sign")
def mark(topic: str, section: str) -> AnyResponse:
    """Keep the marks of a part: each with the digest of the words that were shown."""
    return _marked(topic, section, "") or redirect(url_for(".topic_", topic=topic))


@routes.post("/review/<topic>/sheet/<sheet>")
@needs("sign")
def mark_sheet(topic: str, sheet: str) -> AnyResponse:
    """Keep the marks of a sheet, then lead to its signature."""
    return _marked(topic, "", sheet) or redirect(url_for(".ask_sign", topic=topic, sheet=sheet))


def _marked(topic: str, section: str, sheet: str) -> AnyResponse | None:
    """Keep what the form says of the words that it showed; the page again where nobody is named."""
    document, form = _english(topic), request.form
    rows = list(_rows(document, section, sheet))
    who = form.get("who", "").strip()[:80]
    if not who:
        return _reading(topic, section, sheet, {"who": [t().plain("review.who_missing")]})
    given = []
    for block in _blocks(iter(rows), {}):
        mark_ = form.get(f"mark-{block.id}", "")
        note = " ".join(form.get(f"note-{block.id}", "").split())[:1000]
        shown = form.get(f"hash-{block.id}", "")
        if mark_ in ("right", "change") and shown == answers.digest(block.texts):
            today = desk().today().isoformat()
            given.append(answers.Answer(id=block.id, hash=shown, mark=mark_, note=note, who=who, date=today))
    with work.SIGNING:
        answers.add(desk().root / "content" / topic, given)
    return None


@routes.get("/review/<topic>/form")
@needs("print")
def form_(topic: str) -> AnyResponse:
    """The printed form's questions that a person must answer, to type answers in."""
    return _form(topic, {})


def _form(topic: str, faults: Faults) -> AnyResponse:
    document = _english(topic)
    sheet = scoring.score(build.subject_of(desk().root, topic, desk().today()))
    items = [item for item in sheet.items if item.verdict == "needs a person"]
    known = answers.read(desk().root / "content" / topic)
    return page("form.html.j2", title=t().plain("form.title"), faults=faults, document=document, items=items, known=known)


@routes.post("/review/<topic>/form")
@needs("sign")
def answer(topic: str) -> AnyResponse:
    """Keep the typed answers."""
    document, form = _english(topic), request.form
    who = form.get("who", "").strip()[:80]
    if not who:
        return _form(topic, {"who": [t().plain("review.who_missing")]})
    sheet = scoring.score(build.subject_of(desk().root, topic, desk().today()))
    questions = [f"{item.instrument} {item.number}" for item in sheet.items if item.verdict == "needs a person"]
    shown, given = review.source_hash(document)[:16], []
    for name in (*questions, *(f"lived {name}" for name in ("true", "missing", "hurts", "words", "act"))):
        said = form.get(f"mark-{name}", "")
        note = " ".join(form.get(f"note-{name}", "").split())[:1000]
        if said in ("met", "not met", "not applicable") or note:
            given.append(
                answers.Answer(id=name, hash=shown, mark=said or "said", note=note, who=who, date=desk().today().isoformat())
            )
    with work.SIGNING:
        answers.add(desk().root / "content" / topic, given)
    return redirect(url_for(".topic_", topic=topic))


def _sheet(topic: str) -> tuple[Document | None, str]:
    """The selection that is to be signed alone and its name, or None and "" for the whole topic; 404 for one we do not have."""
    name = request.values.get("sheet", "")
    if not name:
        return None, ""
    document = _english(topic)
    return select_sheet(document, _plan(document, name)), name


@routes.get("/review/<topic>/sign")
@needs("print")
def ask_sign(topic: str) -> AnyResponse:
    """What a signature must state; nothing is filled in for anybody."""
    return _sign(topic, {}, {})


def _sign(topic: str, values: Mapping[str, str], faults: Faults, *, sure: bool = False, status: int = 200) -> AnyResponse:
    document, shown, sheet = _english(topic), *_sheet(topic)
    return page(
        "sign.html.j2",
        title=t().plain("sign.source"),
        faults=faults,
        status=status,
        document=shown or document,
        topic=topic,
        sheet=sheet,
        shown=values.get("shown") or review.source_hash(document, shown),
        values=values,
        names=STATED,
        sure=sure,
    )


@routes.post("/review/<topic>/sign")
@needs("sign")
def sign(topic: str) -> AnyResponse:
    """First show all that was stated to check it, then sign; words that changed since they were shown are not signed."""
    document, form = _english(topic), request.form
    shown, _ = _sheet(topic)
    values = {name: " ".join(form.get(name, "").split())[:300] for name in (*STATED, "note", "shown")}
    faults = {name: [t().plain("sign.missing")] for name in STATED if not values[name]}
    if faults:
        return _sign(topic, values, faults)
    if values["shown"] != review.source_hash(document, shown):
        return _sign(topic, {**values, "shown": ""}, {"": [t().plain("sign.changed")]}, status=409)
    if form.get("sure") != "yes":
        return _sign(topic, values, {}, sure=True)
    account = f" (account {g.person})" if g.person else ""
    try:
        with work.SIGNING:
            gate.sign_english(
                build.subject_of(desk().root, topic, desk().today()),
                desk().root / "content",
                review.Signature(
                    state="clinically_reviewed",
                    who=values["who"],
                    role=values["role"],
                    credentials=values["credentials"],
                    conflicts=values["conflicts"],
                    hash=values["shown"],
                    date=desk().today().isoformat(),
                    until=values["until"],
                    note=f"{values['note']}{account}",
                ),
                shown=shown,
            )
    except KitError as error:
        return _sign(topic, values, {"until": faults_of(error)})
    return redirect(url_for(".topics"))
