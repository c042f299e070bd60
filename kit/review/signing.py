"""Writing a signature: into the ledger of a language, or into the reviews of a topic's English.

No command and no page comes here: `kit.judging.gate` runs the checks first, and import-linter holds that nobody else imports this.
Left out on purpose: reading signatures (`signoffs`, `english`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path

from kit.document import Document, Text, texts
from kit.errors import KitError
from kit.files import read_text
from kit.review.english import LONGEST, Signature, pieces, signatures, source_hash
from kit.review.signoffs import PEOPLE, Ledger, Level, Person, SignOff, text_hash

_HEAD = "# id\thash\tlevel\tperson\tqualification\tdate\tnote"


def sign(
    found: Ledger,
    documents: Iterable[Document],
    *,
    handle: str,
    level: Level,
    ids: Collection[str],
    date: dt.date,
    note: str = "",
) -> tuple[SignOff, ...]:
    """Write that a person vouches for these texts of translated documents, as they stand now; the lines that are new.

    The documents have passed `apply` and are not personalized yet. KitError, and nothing written, unless every text is a
    person's translation, the signer is not one of the translators, and a clinical signer is a clinician and another person
    than the one who reviewed the language.
    """
    person = found.people.get(handle)
    if person is None:
        known = ", ".join(sorted(found.people)) or "nobody yet"
        raise KitError(f"people.toml knows no person '{handle}'", f"Known: {known}. Add yourself as {PEOPLE}.")
    if "\t" in note or not (note + " ").isprintable():
        raise KitError("the note has a tab, a line break or a control character", "Write it as one plain line.")
    by_id = {text.id: text for text in texts(tuple(documents)) if text.id and not text.verbatim}
    problems = [problem for ident in ids for problem in _problems(by_id.get(ident), ident, person, level, found)]
    if problems or not ids:
        shown = "\n".join(problems[:20]) or "no text was named"
        raise KitError(f"not signed:\n{shown}", "Nothing was written. Sign what can be signed, or mend the translation first.")
    lines = tuple(
        SignOff(
            id=ident,
            hash=text_hash(by_id[ident]),
            level=level,
            person=handle,
            qualification=person.qualification,
            date=date.isoformat(),
            note=note,
        )
        for ident in dict.fromkeys(ids)
        if handle not in found.signers(by_id[ident])[level]
    )
    _append(found.folder / "review.tsv", lines)
    return lines


def _problems(text: Text | None, ident: str, person: Person, level: Level, found: Ledger) -> Iterator[str]:
    if text is None:
        yield f"{ident}: there is no such text"
    elif text.state in ("missing", "stale", "machine", "source"):
        yield f"{ident}: the translation is {text.state}; a person must translate it first"
    elif level == "reviewed" and person.translator:
        yield f"{ident}: {person.handle} translated this locale; another person must review it"
    elif level == "clinical":
        if not person.clinician:
            yield f"{ident}: people.toml does not say that {person.handle} is a clinician"
        if not found.signers(text)["reviewed"] - {person.handle}:
            yield f"{ident}: its language has not been reviewed by another person yet"


def _append(path: Path, lines: tuple[SignOff, ...]) -> None:
    if not lines:
        return
    before = read_text(path) if path.exists() else ""
    head = "" if before else f"{_HEAD}\n"
    gap = "\n" if before and not before.endswith("\n") else ""
    rows = "".join("\t".join((x.id, x.hash, x.level, x.person, x.qualification, x.date, x.note)) + "\n" for x in lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(gap + head + rows)


def sign_source(content: Path, document: Document, signature: Signature, *, shown: Document | None = None) -> None:
    """Append a statement to content/<topic>/review.toml. KitError, and nothing written, if anything in it is missing.

    With `shown`, a selection of the topic, it covers that alone. The signature's hash must be that of the words as they stand:
    what was read is what is signed.
    """
    problems = tuple(_unstated(signature, source_hash(document, shown)))
    if problems:
        raise KitError(f"not signed: {'; '.join(problems)}", "Nothing was written. State each in your own words.")
    path = content / document.topic / "review.toml"
    signatures(path)  # a broken file is not appended to
    signature = replace(signature, pieces=" ".join(f"{name}={said}" for name, said in pieces(document, shown).items()))
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    head = (
        "\n"
        if before.endswith("\n")
        else "\n\n"
        if before
        else "# Written by 'python3 run.py content sign'. Never edited by hand.\n\n"
    )
    rows = [f"{part.name} = {json.dumps(getattr(signature, part.name), ensure_ascii=False)}" for part in fields(signature)]
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(head + "\n".join(("[[signature]]", *rows, "")))


def _unstated(signature: Signature, now: str) -> Iterator[str]:
    for part in fields(signature):
        words = getattr(signature, part.name)
        needed = part.name != "pieces" and (part.name != "note" or signature.state == "retired")
        if needed and not words.strip():
            yield f"{part.name} is not stated{' (for conflicts, say none)' if part.name == 'conflicts' else ''}"
        elif not words.isprintable():
            yield f"{part.name} has a line break or a control character"
    if signature.hash != now:
        yield "the text has changed since it was read for signing"
    try:
        begin, end = dt.date.fromisoformat(signature.date), dt.date.fromisoformat(signature.until)
    except ValueError:
        yield "a date is not written as 2026-11-22"
        return
    if not begin < end <= begin + LONGEST:
        yield "it must hold from the day it is signed to a later day, three years at most"
