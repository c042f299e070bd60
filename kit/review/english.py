"""Who vouches for the English source: a clinician, for every word of it at once, until a day they name.

content/<topic>/review.toml is append-only: `[[signature]]` tables, written by `kit content sign` from what a person states
about themselves. The hash covers every text of the topic and the numbers of its charts, so changing a word cancels the
signature; labels of the interface and names of sources are not part of it. Left out on purpose: proof of identity. A name here is a claim that
the repository's history dates.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from kit.digest import digest
from kit.document import Document, parts, texts
from kit.errors import ContentError, Fault, KitError

SourceState = Literal["draft", "clinically_reviewed", "retired"]

LONGEST = dt.timedelta(days=3 * 366)
"""No signature holds longer: health information is read again every three years at the latest (PIF TICK criteria)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One statement: who (name), role, credentials and conflicts of interest in their own words, on which hash, until when.

    `state` "retired" takes the topic out of use instead; its `note` says why. Dates are ISO 8601.
    """

    state: SourceState
    who: str
    role: str
    credentials: str
    conflicts: str
    hash: str
    date: str
    until: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReview:
    """What the signatures amount to today: the state, the signature that decides it, and the reason in words."""

    state: SourceState
    reason: str
    signature: Signature | None = None


def source_hash(document: Document) -> str:
    """SHA-256 (hex) over the English of every text of the topic, with its id, and the numbers of its timelines and diagrams."""
    own = {text.id: text.source for text in texts(document) if text.id.startswith(f"{document.topic}/") and not text.verbatim}
    blocks = (block for section in document.all_sections() for block in section.blocks)
    bound = [(block.meta.id, found) for block in blocks if (found := parts.numbers(block))]
    return digest(tuple(own.items()), bound).hex()


def source(content: Path, document: Document, today: dt.date | None = None) -> SourceReview:
    """The state of a topic's English, from content/<topic>/review.toml; the last statement counts.

    `today` decides whether a signature has run out; None takes the clock's (UTC). ContentError if the file is broken.
    """
    today = today or dt.datetime.now(dt.UTC).date()
    found = _read(content / document.topic / "review.toml")
    if not found:
        return SourceReview(state="draft", reason="no clinician has signed the English text")
    last = found[-1]
    if last.state == "retired":
        return SourceReview(state="retired", reason=f"{last.who} retired it on {last.date}: {last.note}", signature=last)
    if last.hash != source_hash(document):
        reason = f"the English text has changed since {last.who} signed it on {last.date}"
        return SourceReview(state="draft", reason=reason, signature=last)
    if last.until < today.isoformat():
        return SourceReview(state="draft", reason=f"the signature of {last.who} ended on {last.until}", signature=last)
    reason = f"{last.who} signed it on {last.date}, until {last.until}"
    return SourceReview(state="clinically_reviewed", reason=reason, signature=last)


def sign_source(content: Path, document: Document, signature: Signature) -> None:
    """Append a statement to content/<topic>/review.toml. KitError, and nothing written, if anything in it is missing.

    The signature's hash must be that of the document as it stands: what was read is what is signed.
    """
    problems = tuple(_problems(signature, document))
    if problems:
        raise KitError(f"not signed: {'; '.join(problems)}", "Nothing was written. State each in your own words.")
    path = content / document.topic / "review.toml"
    _read(path)  # a broken file is not appended to
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    head = "\n" if before.endswith("\n") else "\n\n" if before else "# Written by 'kit content sign'. Never edited by hand.\n\n"
    rows = [f"{field.name} = {json.dumps(getattr(signature, field.name), ensure_ascii=False)}" for field in fields(signature)]
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(head + "\n".join(("[[signature]]", *rows, "")))


def _problems(signature: Signature, document: Document) -> Iterator[str]:
    for field in fields(signature):
        words = getattr(signature, field.name)
        if not words.strip() and (field.name != "note" or signature.state == "retired"):
            yield f"{field.name} is not stated{' (for conflicts, say none)' if field.name == 'conflicts' else ''}"
        elif not words.isprintable():
            yield f"{field.name} has a line break or a control character"
    if signature.hash != source_hash(document):
        yield "the text has changed since it was read for signing"
    try:
        begin, end = dt.date.fromisoformat(signature.date), dt.date.fromisoformat(signature.until)
    except ValueError:
        yield "a date is not written as 2026-11-22"
        return
    if not begin < end <= begin + LONGEST:
        yield "it must hold from the day it is signed to a later day, three years at most"


def _read(path: Path) -> tuple[Signature, ...]:
    def fault(what: str) -> ContentError:
        advice = "Only 'kit content sign' writes this file; restore it from the repository's history."
        return ContentError((Fault(file=str(path), what=what, advice=advice),))

    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise fault(f"not TOML: {error}") from None
    names = {field.name for field in fields(Signature)}
    rows = data.get("signature", [])
    if set(data) - {"signature"} or not isinstance(rows, list):
        raise fault("something other than [[signature]]")
    for row in rows:
        if not isinstance(row, dict) or set(row) != names or not all(isinstance(value, str) for value in row.values()):
            raise fault(f"a signature without exactly these texts: {', '.join(sorted(names))}")
        if row["state"] not in ("clinically_reviewed", "retired"):
            raise fault(f"the state '{row['state']}' is neither clinically_reviewed nor retired")
    return tuple(Signature(**row) for row in rows)
