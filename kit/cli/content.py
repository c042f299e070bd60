"""`kit content`: check, score, compare and sign the English source."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kit import build as shell
from kit import content, review
from kit.checks import source
from kit.cli.arguments import AsJson, Root, Topic, project, several, today
from kit.cli.lazy import PLAIN
from kit.cli.messages import report, say, table
from kit.document import select_sheet, sheets_for
from kit.errors import EXIT_OK
from kit.judging import gate, open_points, scoring

app = typer.Typer(help="Check, score and sign the English source.", **PLAIN)


@app.command("check")
def check(
    *,
    topic: Topic = "all",
    against: Annotated[list[Path] | None, typer.Option(help="A text file that no six words may be taken from.")] = None,
    remarks: Annotated[bool, typer.Option("--remarks", help="Print remarks too: what was left as it is, and hints.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Check the source: structure, claims, terms, plain words, safety facts, dates."""
    base = project(root)
    code = EXIT_OK
    topics = content.topics(base / "content")
    for name in several(topic, topics, "--topic") or topics:
        findings = source.check(
            base / "content", name, today=today(), against=tuple(against or ()), surfaces=shell.surfaces(base, name)
        )
        told = tuple(finding for finding in findings if remarks or finding.severity != "info")
        code = max(code, report(told, as_json, name))
        if not as_json:
            say(f"{name}: {len(told)} findings, {len(findings) - len(told)} remarks not shown (--remarks)")
    raise typer.Exit(code)


@app.command("rules")
def rules() -> None:
    """List the rules of `content check`: what each is for, and the item of the standard it comes from."""
    rows = [(check.id, check.severity, check.why, check.clause) for check in source.CHECKS]
    table([("rule", "severity", "why", "standard"), *rows])


@app.command("score")
def score(
    *,
    topic: Topic = "all",
    form: Annotated[Path | None, typer.Option(help="Also write the review form, as PDF and page, into this folder.")] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Score the source by the CDC Index and PEMAT-P: met, not met, or for a person to judge."""
    base = project(root)
    topics = content.topics(base / "content")
    for name in several(topic, topics, "--topic") or topics:
        subject = shell.subject_of(base, name, today())
        sheet = scoring.score(subject)
        if as_json:
            say(json.dumps(asdict(sheet), ensure_ascii=False, indent=1))
        else:
            rows = [(item.instrument, item.number, item.verdict, item.question, item.reason) for item in sheet.items]
            table([("instrument", "item", "result", "question", "reason"), *rows])
        if form:
            for path in shell.write_review_form(base, name, today(), form):
                if not as_json:
                    say(f"Wrote {path}")


@app.command("status")
def status(*, topic: Topic = "all", root: Root = None) -> None:
    """Say what is open: who signed, facts known second-hand, sources that differ, numbers that nobody confirmed."""
    base = project(root)
    topics = content.topics(base / "content")
    for name in several(topic, topics, "--topic") or topics:
        for line in open_points.of(shell.subject_of(base, name, today())).lines():
            say(line)
        say(f"{name}: {shell.reviewed(base, name, today()).reason}")


@app.command("keep")
def keep(*, topic: Topic = "all", root: Root = None) -> None:
    """Keep the words of the present version, so that later ones can be compared with it."""
    base = project(root, writes=True)
    topics = content.topics(base / "content")
    for name in several(topic, topics, "--topic") or topics:
        say(f"Kept {content.keep(base / 'content', content.load(base / 'content', name)).relative_to(base)}")


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="The older version, such as 1.0.")],
    new: Annotated[str, typer.Argument(help="The newer version, or 'now' for the words as they stand.")] = "now",
    *,
    topic: Topic = "heroin-withdrawal",
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Say in words what changed between two versions; texts on which a life can depend come first, marked with !."""
    base = project(root) / "content"
    now = content.words(content.load(base, topic)) if new == "now" else content.kept_words(base, topic, new)
    changes = content.diff(content.kept_words(base, topic, old), now)
    if as_json:
        say(json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1))
        return
    for change in changes:
        say(f"{'!' if change.safety else ' '} {change.kind}: {change.id}")
        for sign, said in (("-", change.before), ("+", change.now)):
            if said:
                say(f"    {sign} {said}")
    say(f"{len(changes)} texts differ")


@app.command("sign")
def sign(
    *,
    topic: Topic,
    who: Annotated[str, typer.Option(help="Your name.")],
    role: Annotated[str, typer.Option(help="Your profession.")],
    credentials: Annotated[str, typer.Option(help="What qualifies you, in your own words.")],
    conflicts: Annotated[str, typer.Option(help="Conflicts of interest, or: none.")],
    until: Annotated[str, typer.Option(help="The last day your signature holds, like 2027-11-22; three years at most.")],
    retire: Annotated[bool, typer.Option("--retire", help="Take the topic out of use instead; say why in --note.")] = False,
    note: Annotated[str, typer.Option(help="Anything the next person should know.")] = "",
    sheet: Annotated[str, typer.Option(help="Sign one sheet alone, by its name, such as overdose.")] = "",
    root: Root = None,
) -> None:
    """Record that a clinician vouches for the English of a topic, or of one sheet; changing a word cancels it for its block."""
    base = project(root, writes=True)
    document = content.load(base / "content", topic)
    shown = None
    if sheet:
        (plan,) = sheets_for(document, "sheet", (sheet,))
        shown = select_sheet(document, plan)
    signature = review.Signature(
        state="retired" if retire else "clinically_reviewed",
        who=who,
        role=role,
        credentials=credentials,
        conflicts=conflicts,
        hash=review.source_hash(document, shown),
        date=today().isoformat(),
        until=until,
        note=note,
    )
    gate.sign_english(shell.subject_of(base, topic, today()), base / "content", signature, shown=shown)
    say(review.source(base / "content", document, today(), shown=shown).reason)
