"""`kit translate`: start, update, check, look at and sign translations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kit import build as shell
from kit import content, review, translate
from kit.checks import source, translation
from kit.cli import answers, facts, preview, reading
from kit.cli.arguments import AsJson, Root, project, several, today
from kit.cli.lazy import PLAIN
from kit.cli.messages import say, table
from kit.document import Document, texts
from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK, KitError
from kit.judging import gate

app = typer.Typer(help="Start, update, check and sign translations.", **PLAIN)
app.command("facts")(facts.show)
app.command("score")(facts.score)
app.command("tolerate")(facts.tolerate)
app.command("questions")(answers.questions)
app.command("answers")(answers.take)
app.command("preview")(preview.preview)


def _document(root: Path, topic: str, tag: str) -> Document:

    return shell.translated(root, topic, tag, today())


def _notes(base: Path) -> shell.CatalogNotes:
    """What catalogs are written with beside texts, with a line for each sheet whose English changed and that was measured for it."""
    found = shell.catalog_notes(base)
    for name in found["lengths"].measured:
        say(f"{name}: its room was measured")
    return found


@app.command("sync")
def sync(tags: Annotated[list[str] | None, typer.Argument()] = None, *, root: Root = None) -> None:
    """Bring the catalogs of some or all locales up to the English text; words already there are kept."""
    base = project(root, writes=True)
    wanted = tuple(tags or (tag for tag in shell.locales_of(base) if tag != "en"))
    topics = shell.sources(base)
    for line in translate.sync(base, topics, wanted, **_notes(base)):
        say(str(line))


@app.command("start")
def start(tag: str, *, root: Root = None) -> None:
    """Make the folder of a new locale: catalogs for any PO editor, and lists of terms, style and facts to fill in."""
    base = project(root, writes=True)
    topics = shell.sources(base)
    for line in translate.start(base, topics, tag, **_notes(base)):
        say(str(line))
    for path in shell.skeleton(base, tag):
        say(f"{path.relative_to(base).as_posix()}: to fill in")


@app.command("draft")
def draft(
    tag: str,
    file: Annotated[Path, typer.Argument(help="YAML or JSON: text id to words.")],
    *,
    origin: Annotated[str, typer.Option(help="What made the words; begins with 'machine'.")] = "",
    root: Root = None,
) -> None:
    """Take a machine's words into the catalogs, marked as drafts; what a person translated is never touched."""
    done = translate.draft(project(root, writes=True), tag, file, origin or f"machine draft, {today().isoformat()}")
    say(f"{done.written} drafts written, {done.same} were there already")


@app.command("check")
def check(
    tag: str,
    *,
    done: Annotated[bool, typer.Option("--done", help="Only texts that have words of their own.")] = False,
    safety: Annotated[bool, typer.Option("--safety", help="Only texts on which a life can depend.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Check a locale: a summary, then what is wrong, the worst first. Exit 1 if anything shown is an error.

    With --json one object a finding, a line each; `where` is the text's id.
    """
    base = project(root)
    documents = shell.sources(base)
    made = [_document(base, document.topic, tag) for document in documents]
    found = dict.fromkeys(translation.check_project(base, documents, tag))
    if not safety:
        found |= dict.fromkeys(translation.check_desk(base, tag))
    for document in made:
        found |= dict.fromkeys(source.in_locale(base / "content", document, today=today()))
    known = {text.id: text for text in texts(tuple(made)) if text.id and not text.verbatim}
    left = {ident for ident, text in known.items() if done and text.state in reading.WITHOUT}
    left |= {ident for ident, text in known.items() if safety and not text.safety}
    findings = tuple(finding for finding in found if reading.text_of(finding) not in left)
    lines = map(reading.line, findings) if as_json else (*reading.summary(known.values(), findings), *reading.grouped(findings))
    for line in (*lines, *(() if as_json else answers.told(base, tag, wrong=True))):
        say(line)
    raise typer.Exit(EXIT_CHECKS_FAILED if any(finding.severity == "error" for finding in findings) else EXIT_OK)


@app.command("list")
def list_(
    tag: str,
    *,
    products: Annotated[
        str, typer.Option("--for", help="What it is to offer: sheets, all, or formats, topics, sheets by name.")
    ] = "",
    as_yaml: Annotated[bool, typer.Option("--yaml", help="A list to fill in, for 'translate draft'.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also texts that have words.")] = False,
    root: Root = None,
) -> None:
    """List the texts that wait for words before a language offers its sheets, or whatever else is asked for."""
    base = project(root)
    wanted = tuple(part.strip() for part in products.split(",") if part.strip())
    found = shell.waiting(base, tag, wanted, every=every)
    if as_yaml:
        say(shell.to_fill(found, translate.locale_of(base, tag).forms).rstrip("\n"))
        return
    for message in found:
        say(f"{message.ctx}: {message.plural or message.english}{' (SAFETY)' if message.safety else ''}")
    words = sum(len((message.plural or message.english).split()) for message in found)
    say(f"{len(found)} texts, {words} words")


@app.command("templates")
def templates(*, root: Root = None) -> None:
    """Write locales/templates/*.pot, for translation services that ask for templates."""
    base = project(root, writes=True)
    topics = shell.sources(base)
    for path in translate.templates(base, topics, **_notes(base)):
        say(path.relative_to(base).as_posix())


@app.command("status")
def status(
    chosen: Annotated[list[str] | None, typer.Argument(metavar="[TAG]...")] = None, *, as_json: AsJson = False, root: Root = None
) -> None:
    """Say how far each locale is: texts by state, of those the ones on which a life can depend, and what it offers, sheet by sheet."""
    base = project(root)
    known = tuple(tag for tag in shell.locales_of(base) if tag != "en")
    tags = several(",".join(chosen or ()), known, "--locale") or known
    rows = [translate.coverage(_document(base, topic, tag)) for topic in content.topics(base / "content") for tag in tags]
    if as_json:
        fields = [{"locale": r.tag, "topic": r.topic, "states": dict(r.states), "safety": dict(r.safety)} for r in rows]
        fields += [
            {"locale": tag, "product": shell.named(job), "missing": list(lacks.missing), "wrong": list(lacks.wrong)}
            for tag in tags
            for job, lacks in shell.standing(base, tag)
        ]
        say(json.dumps(fields, ensure_ascii=False, indent=1))
        return
    heads = ("locale", "topic", "texts", *translate.LADDER)
    counted = [(r.tag, r.topic, r.total, *(r.count(state) for state in translate.LADDER)) for r in rows]
    counted += [
        (r.tag, f"{r.topic}, safety texts", sum(dict(r.safety).values()), *(dict(r.safety).get(s, 0) for s in translate.LADDER))
        for r in rows
    ]
    table([heads, *counted])
    for tag in tags:
        _tell_products(base, tag)
        for line in answers.told(base, tag):
            say(line)


def _tell_products(base: Path, tag: str) -> None:
    """A line for what a language offers whole, and one for each product that it does not."""
    rows = shell.standing(base, tag)
    whole = sum(not lacks for _, lacks in rows)
    say(f"{tag} has {whole} of {len(rows)} products whole{'' if whole == len(rows) else '. Not:'}")
    for job, lacks in rows:
        if lacks:
            kept = ", promised, so offered with marks" if shell.offers(job) else ""
            said = f"{len(lacks.missing)} texts missing" if lacks.missing else f"{len(lacks.wrong)} texts with an open error"
            say(f"  {shell.named(job)}: {said}{kept}")


@app.command("sign")
def sign(
    tag: str,
    texts_: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help="Ids of texts, as in the PO files.")] = None,
    *,
    person: Annotated[str, typer.Option(help="Your handle in people.toml.")],
    level: Annotated[str, typer.Option(help="reviewed (the language is right) or clinical (the medicine is right).")],
    every: Annotated[bool, typer.Option("--all", help="Every text that can be signed.")] = False,
    note: Annotated[str, typer.Option(help="Anything the next person should know.")] = "",
    root: Root = None,
) -> None:
    """Record that you vouch for translations, word for word as they stand; changing a word cancels it."""
    base = project(root, writes=True)
    if level not in ("reviewed", "clinical"):
        raise KitError(f"--level: unknown value '{level}'", "Use reviewed or clinical.")
    documents = [shell.translated(base, topic, tag, today()) for topic in content.topics(base / "content")]
    ledger = review.ledger(base / "locales" / tag)
    judged: review.Level = "clinical" if level == "clinical" else "reviewed"
    found = shell.gate_of(base, tag)
    wanted = gate.signable(found, documents, judged) if every else tuple(texts_ or ())
    left = tuple(ident for ident in review.signable(documents, judged) if ident not in wanted) if every else ()
    if wanted or not left:
        done = gate.sign(found, ledger, documents, handle=person, level=judged, ids=wanted, date=today(), note=note)
        say(f"{len(done)} text{'' if len(done) == 1 else 's'} signed as {level} by {person}")
    for ident in left:
        for finding in found.judged[ident]:
            say(f"Not signed: {ident}: {finding.message}")
    raise typer.Exit(EXIT_CHECKS_FAILED if left else EXIT_OK)
