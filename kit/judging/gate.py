"""The gate: may this text be signed, counted as reviewed, released, printed in a draft? One function answers, whoever asks.

`kit translate sign`, `build --release`, the status, the desk and a draft build all ask `bars`; it runs the checks, so that no way
leads around them. A reason that a person gave for a finding counts; a machine's quiets drafts, never a signature or a release.
Left out on purpose: what a finding is (`kit.checks.translation`), and who vouches for what (`kit.review`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from kit import review
from kit.checks import translation
from kit.checks.source import run as source_findings
from kit.checks.source.rules import Subject
from kit.document import Document, Text, map_texts, texts
from kit.errors import Finding, KitError
from kit.locale import SOURCE
from kit.review import signing
from kit.review.english import pieces

Act = Literal["sign", "count", "release", "draft"]
"""What somebody wants to do with a text: sign it, count its sign-offs, publish it as reviewed, print it in a draft."""

Open = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The open errors of a locale, by the id of the text: those that no person has judged, and of these those that nobody has."""

    judged: Open = field(default_factory=dict)
    drafts: Open = field(default_factory=dict)

    def bars(self, text: Text, act: Act) -> tuple[Finding, ...]:
        """What stands against doing this with a text; nothing, if it may be done.

        An open error bars signing, counting and releasing. In a draft it bars the words of a text on which a life can depend:
        the English stands there instead, marked.
        """
        if text.verbatim or text.state == "source":
            return ()
        if act == "draft":
            return self.drafts.get(text.id, ()) if text.safety else ()
        return self.judged.get(text.id, ())

    def plain(self) -> dict[str, list[dict[str, str]]]:
        """The same as JSON can say it; `of` reads it."""
        return {"judged": _lines(self.judged), "drafts": _lines(self.drafts)}

    @classmethod
    def of(cls, plain: Mapping[str, Iterable[Mapping[str, str]]]) -> Gate:
        """What `plain` told. KeyError, TypeError or AttributeError if it is no such thing."""
        return cls(judged=_errors(map(_finding, plain["judged"])), drafts=_errors(map(_finding, plain["drafts"])))


def _lines(found: Open) -> list[dict[str, str]]:
    return [asdict(each) for findings in found.values() for each in findings]


def _finding(line: Mapping[str, str]) -> Finding:
    return Finding(id=line["id"], severity="error", where=line["where"], message=line["message"], clause=line["clause"])


def gate(root: Path, documents: Sequence[Document], tag: str) -> Gate:
    """Run the checks on a locale's catalogs for these English documents. ContentError if a catalog can't be built from."""
    if tag == SOURCE.tag:
        return Gate()
    judged, drafts = translation.check_levels(root, documents, tag, "person", "all")
    return Gate(judged=_errors(judged), drafts=_errors(drafts))


def _errors(findings: Iterable[Finding]) -> Open:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.severity == "error":
            ident = finding.where.rpartition(": ")[2]
            found[ident] = (*found.get(ident, ()), finding)
    return found


def standing(document: Document, found: Gate, ledger: review.Ledger) -> Document:
    """The translated document with what its words may be taken for.

    Sign-offs count where nothing bars it. A safety text with an open error goes back to its English, with the state "refused".
    """

    def change(text: Text) -> Text:
        if text.lang != SOURCE.tag and found.bars(text, "draft"):
            return replace(text, text=text.source, forms=(text.one, text.source) if text.one else (), lang="en", state="refused")
        return text

    def count(text: Text) -> Text:
        return replace(text, state="human") if text.state in ("reviewed", "clinical") and found.bars(text, "count") else text

    return map_texts(review.apply(map_texts(document, change), ledger), count)


def sign(
    found: Gate,
    ledger: review.Ledger,
    documents: Sequence[Document],
    *,
    handle: str,
    level: review.Level,
    ids: Collection[str],
    date: dt.date,
    note: str = "",
) -> tuple[review.SignOff, ...]:
    """Write that a person vouches for these texts, as `kit.review.signing`. KitError, and nothing written, if an error is open.

    The message shows both texts with what differs. `documents` are translated and have their `standing`.
    """
    wanted = set(ids)
    said = {text.id: text for text in texts(tuple(documents)) if text.id in wanted}
    barred = [f"{ident}: {finding.message}" for ident, text in said.items() for finding in found.bars(text, "sign")]
    if barred:
        more = f"\n... and {len(barred) - 20} more" if len(barred) > 20 else ""
        shown = "\n".join(barred[:20]) + more
        advice = "Nothing was written. Mend the words, or, where they are right, say why: python3 run.py translate tolerate."
        raise KitError(f"not signed, because checks found errors:\n{shown}", advice)
    return signing.sign(ledger, documents, handle=handle, level=level, ids=ids, date=date, note=note)


def sign_english(subject: Subject, folder: Path, signature: review.Signature, *, shown: Document | None = None) -> None:
    """Write that a clinician vouches for the English of a topic, or of `shown`, a selection of it, into `folder` (content/).

    KitError, and nothing written, if `kit content check` finds an error in a text or block that is signed, or a statement is
    missing. Claims, numbers to call and their dates are not what is signed; and to take a topic out of use nothing need be right.
    """
    document = subject.document
    names = {*pieces(document, shown), *(text.id for text in texts(shown or document))}
    errors = [each for each in source_findings(subject) if each.severity == "error" and each.where.rpartition(": ")[2] in names]
    if errors and signature.state != "retired":
        said = "\n".join(f"{finding.where}: {finding.message}" for finding in errors[:20])
        raise KitError(
            f"not signed, because checks found errors:\n{said}", "Nothing was written. See: python3 run.py content check."
        )
    signing.sign_source(folder, document, signature, shown=shown)


def signable(found: Gate, documents: Iterable[Document], level: review.Level) -> tuple[str, ...]:
    """The ids of the texts that can be signed at this level and are not yet: far enough, and nothing bars it."""
    documents = tuple(documents)
    barred = {text.id for text in texts(documents) if found.bars(text, "sign")}
    return tuple(ident for ident in review.signable(documents, level) if ident not in barred)


def blockers(
    document: Document, found: Gate, source: review.SourceReview, shown: Sequence[Text] | None = None
) -> tuple[Finding, ...]:
    """What stands against publishing a document, or a selection of one, with `--release`; its texts are `shown`, or all of it.

    The states of its texts and the English (`kit.review.release_blockers`), and every open error of a text that it shows.
    """
    own = {text.id: text for text in (texts(document) if shown is None else shown) if text.id}
    errors = tuple(finding for text in own.values() for finding in found.bars(text, "release"))
    return (*review.release_blockers(document, source, shown), *errors)


__all__ = ["Act", "Gate", "blockers", "gate", "sign", "sign_english", "signable", "standing"]
