"""`kit translate facts`, `score` and `tolerate`: what a machine can tell of a translation's meaning, and how well it can."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from kit import build, content
from kit.checks import translation
from kit.checks.translation import facts as texts_facts
from kit.checks.translation import tolerated
from kit.checks.translation.facts.show import marked
from kit.cli.arguments import AsJson, Root, project
from kit.cli.messages import say, table
from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK, KitError
from kit.judging import translation as judging
from kit.locale import find

_MISSED = 12


def show(
    tag: str,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help="Ids of texts, or how they begin.")] = None,
    *,
    root: Root = None,
) -> None:
    """Show the facts of texts and of their English side by side, with the difference marked; without ids, those that differ."""
    base = project(root)
    locale = find(tag, base / "locales")
    source, target = texts_facts.english(base), texts_facts.lexicon(base, locale)
    wanted = tuple(ids or ())
    shown = 0
    for text in judging.clean_texts(base, build.sources(base), locale):
        compared = texts_facts.compare(text.english, text.words, source, target)
        if text.ctx.startswith(wanted) if wanted else compared.differences:
            shown += 1
            say("\n".join(_side_by_side(text.ctx, compared)))
    if wanted and not shown:
        raise KitError(f"no text of {tag} begins with {', '.join(wanted)}", "Ids are the msgctxt lines of the PO files.")
    say(f"{shown} text{'' if shown == 1 else 's'}")


def _side_by_side(ctx: str, compared: texts_facts.Compared) -> list[str]:
    lines = [ctx]
    for name, side in (("English", compared.english), ("Words", compared.words)):
        for sentence in side:
            said = "; ".join(f"{'|'.join(fact.kinds)} “{sentence.text[fact.start : fact.end]}”" for fact in sentence.facts)
            lines += [f"  {name + ':':9}{marked(sentence.text, sentence.facts)}", f"           {said or 'no facts'}"]
    lines += [f"  ✗ {difference.says} ({difference.key}). {difference.why}" for difference in compared.differences]
    return [*lines, ""]


def score(
    tag: str,
    *,
    as_json: AsJson = False,
    tighten: Annotated[bool, typer.Option("--tighten", help="Be strict on facts that no text missed or added so far.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the figures in locales/<tag>/, for README and the pages.")] = False,
    root: Root = None,
) -> None:
    """Put faults of every kind into a locale's own texts and count those that the checks see. Exit 1 below the floors."""
    base = project(root)
    documents = build.sources(base)
    if tighten:
        say(str(judging.tighten(base, documents, tag)))
    made = judging.score(base, documents, tag)
    if keep:
        judging.keep(base / "locales" / tag, made)
    if as_json:
        rows: dict[str, object] = {
            "tag": made.tag,
            "kinds": {kind: asdict(share) for kind, share in made.kinds},
            "low": list(made.low),
        }
        rows |= {name: asdict(getattr(made, name)) for name in judging.FIGURES}
        rows["missed"] = [asdict(missed) for missed in made.missed]
        say(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _tell(made)
    raise typer.Exit(EXIT_CHECKS_FAILED if made.low else EXIT_OK)


def _tell(made: judging.Score) -> None:
    table([("kind of fault", "caught", "seeded", "%"), *((kind, s.hit, s.of, f"{s.share:.1%}") for kind, s in made.kinds)])
    say()
    for name, words in judging.FIGURES.items():
        share, floor = getattr(made, name), judging.FLOORS.get(name)
        limit = f" ({'at least' if floor and floor > 0.5 else 'at most'} {floor:.0%})" if floor else ""
        say(
            f"{words}: {share.hit} of {share.of} = {share.share:.1%}{limit}"
            if share.of
            else f"{words}: there are none to judge by"
        )
    if made.low:
        say(f"Below the floor: {', '.join(judging.FIGURES[name] for name in made.low)}. Some of what was missed:")
        for missed in made.missed[:_MISSED]:
            say(f"  {missed.kind}: {missed.ctx}: {missed.english} | {missed.words}")


def tolerate(
    tag: str,
    text: Annotated[str, typer.Argument(help="The text's id.")],
    check: Annotated[str, typer.Argument(help="The check's id, as in the finding, such as translation.negation.")],
    reason: Annotated[str, typer.Argument(help="Why the words are right all the same.")],
    *,
    by: Annotated[str, typer.Option(help="Your handle in people.toml, or 'machine'.")],
    root: Root = None,
) -> None:
    """Settle one finding: it is not reported again while English and translation stay as they are."""
    base = project(root, writes=True)
    desk = content.desk_words(base / "content")
    found = {clean.ctx: clean for clean in judging.clean_texts(base, build.sources(base), find(tag, base / "locales"), desk)}
    if text not in found:
        raise KitError(f"{tag} has no text '{text}' that is translated from the present English", "Ids are the msgctxt lines.")
    known = {each.id for each in translation.CHECKS}
    if check not in known:
        raise KitError(f"no check '{check}'", f"There are: {', '.join(sorted(known))}.")
    if not reason.strip() or not by.strip():
        raise KitError("no reason, or nobody who gives it", "Say why the words are right, and who says so: --by")
    clean, folder = found[text], base / "locales" / tag
    line = tolerated.Tolerated(
        id=text, check=check, digest=tolerated.digest(text, clean.english, clean.words), by=by.strip(), reason=reason.strip()
    )
    say(str(tolerated.write(folder, tolerated.read(folder).with_line(line))))
