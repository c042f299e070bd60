"""What a document may claim: its status, the notices every page and slide must carry, and what stands against a release.

Left out on purpose: printing them. The notices are labels, in the document's language where it has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kit.document import Document, State, Status, Text, map_texts, texts
from kit.errors import Finding
from kit.locale import SOURCE
from kit.review.english import BESIDE, SourceReview
from kit.review.signoffs import Ledger

_NOTICES: tuple[tuple[State, str], ...] = (
    ("machine", "notice.machine"),
    ("stale", "notice.stale"),
    ("missing", "notice.untranslated"),
    ("refused", "notice.untranslated"),
)
_REVIEWED: tuple[State, ...] = ("reviewed", "clinical", "source")
_CLINICAL: tuple[State, ...] = ("clinical", "source")

_SAID: dict[State, str] = {
    "missing": "not translated",
    "refused": "translated with an error that can harm, so that the English stands in its place",
    "stale": "translated before the English changed, or marked as needing work",
    "machine": "translated by a machine and not accepted by a person",
    "human": "not reviewed by a qualified second person",
    "reviewed": "not checked by a clinician",
}


def apply(document: Document, ledger: Ledger) -> Document:
    """The translated document with its sign-offs: a person's translation becomes reviewed, and a reviewed one clinical.

    Only lines for the very words count, and clinical only if another person reviewed the language. Before `personalize`,
    which changes words.
    """

    def change(text: Text) -> Text:
        if text.state != "human" or text.verbatim:
            return text
        signers = ledger.signers(text)
        if not signers["reviewed"]:
            return text
        two = any(clinician != reviewer for clinician in signers["clinical"] for reviewer in signers["reviewed"])
        return replace(text, state="clinical" if two else "reviewed")

    return map_texts(document, change)


def status(document: Document, source: SourceReview, shown: Iterable[Text] | None = None) -> Document:
    """The document with its status and notices, judged by the texts of it that are `shown` (all of them, unless told).

    Clinical: a clinician vouches for the English and for every text of the translation. Reviewed: for the English and the
    safety texts, and a qualified person for the rest. Everything else is a draft and says so.
    """
    own = _own(document, shown)
    found: Status = _status(own, source)
    states = {text.state for text in own}
    names = ["notice.not_reviewed"] if found == "draft" else []
    names += [name for state, name in _NOTICES if state in states]
    names = list(dict.fromkeys(names))
    notices = tuple(said for name in names for said in _in_both(document.label(name)))
    return replace(document, status=found, notices=notices)


def _in_both(notice: Text) -> tuple[Text, ...]:
    """A notice, and below the one that parts are in English the same in English, for whoever helps the reader."""
    if notice.id != "labels/notice.untranslated" or notice.lang == SOURCE.tag:
        return (notice,)
    english = replace(notice, id=f"{notice.id}.en", text=notice.source, forms=(), lang=SOURCE.tag, verbatim=True)
    return notice, english


def _own(document: Document, shown: Iterable[Text] | None) -> list[Text]:
    """Each text that a file of the kit may show, once: what its status and notices are about."""
    told = texts(document) if shown is None else shown
    own = (text for text in told if text.id and not text.verbatim and not text.id.startswith(BESIDE))
    return list({text.id: text for text in own}.values())


def _status(own: list[Text], source: SourceReview) -> Status:
    if source.state != "clinically_reviewed":
        return "draft"
    if all(text.state in _CLINICAL for text in own):
        return "clinical"
    enough = all(text.state in (_CLINICAL if text.safety else _REVIEWED) for text in own)
    return "reviewed" if enough else "draft"


def release_blockers(
    document: Document, source: SourceReview | None = None, shown: Iterable[Text] | None = None
) -> tuple[Finding, ...]:
    """What stands against publishing the document with `--release`; nothing, if its status is not draft.

    Judged by the texts that are `shown`, as `status` did.

    One finding for each state that is too low, with counts and the first ids; and one for the English source, with its
    reason where `source` is given.
    """
    if document.status != "draft":
        return ()
    findings = tuple(_translation_blockers(document, shown))
    if (source is not None and source.state != "clinically_reviewed") or not findings:
        reason = source.reason if source else "no clinician's signature holds for the English text"
        findings = (_blocker("release.source", document, f"{reason}; see 'python3 run.py content sign'"), *findings)
    return findings


def _blocker(ident: str, document: Document, message: str) -> Finding:
    return Finding(id=ident, severity="error", where=f"{document.locale.tag}/{document.topic}", message=message)


def _translation_blockers(document: Document, shown: Iterable[Text] | None) -> Iterator[Finding]:
    if document.locale.tag == SOURCE.tag:
        return
    own = _own(document, shown)
    for state, said in _SAID.items():
        low = [text for text in own if text.state == state and (text.safety or state != "reviewed")]
        if low:
            low.sort(key=lambda text: not text.safety)
            safety = sum(text.safety for text in low)
            first = ", ".join(text.id for text in low[:5]) + (" ..." if len(low) > 5 else "")
            count = f"{len(low)} text{'' if len(low) == 1 else 's'} ({safety} on which a life can depend)"
            yield _blocker(f"release.{state}", document, f"{count} {said}: {first}")
