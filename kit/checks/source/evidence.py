"""Rules about what is true and how we know it: claims, numbers, sources, safety facts, dates and borrowed words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import get_args

from kit.checks.finding import quote
from kit.checks.source.rules import Hit, Subject, at, factual, rule
from kit.document import Contacts, Document, Exercise, SafetyFact, Surface, Worksheet

SOON = dt.timedelta(days=30)
LINE_SOON = dt.timedelta(days=60)
REVIEW = dt.timedelta(days=730)
REVIEW_SAFETY = dt.timedelta(days=365)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w])")
_NO_FACT = re.compile(r"\b(?:part|step|slide|page|number|session|from 0 to) \d+|\b\d+ (?:to 10|things|questions|reasons|steps)\b")
_PHONE = re.compile(r"(?<![\d-])(?:911|988|999|000|112|111|1737|116 123)(?!\d)|\+?\d[\d ()-]{6,}\d")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OVERLAP = 6


def used(document: Document) -> dict[str, str]:
    """Each claim in use with the id of the first block or section that rests on it."""
    found: dict[str, str] = {}
    for section in document.all_sections():
        for claim in section.key_claims:
            found.setdefault(claim, section.id)
        for block in section.blocks:
            for claim in block.meta.claims:
                found.setdefault(claim, block.meta.id)
    for plan in document.sheets:
        for claim in plan.key_claims:
            found.setdefault(claim, plan.key.id)
    for claim in document.main_claims:
        found.setdefault(claim, document.main_message.id)
    for claim in document.help.meta.claims:
        found.setdefault(claim, document.help.meta.id)
    return found


def _safety_claims(document: Document) -> set[str]:
    """The claims that stand behind safety facts."""
    found: set[str] = {*document.help.meta.claims, *(claim for plan in document.sheets for claim in plan.key_claims)}
    for section in document.all_sections():
        if section.key_safety:
            found.update(section.key_claims)
        for block in section.blocks:
            if block.meta.safety:
                found.update(block.meta.claims)
    return found


def _missing_claim(subject: Subject) -> Iterator[Hit]:
    for section in factual(subject):
        if section.number and not section.key_claims:
            yield Hit(where=section.id, message=f"The key message of “{section.title.text}” names no claim.")
        for block in section.blocks:
            if not block.meta.claims and not isinstance(block, Exercise | Contacts | Worksheet):
                yield Hit(where=block.meta.id, message="The block states facts and names no claim.", block=block)


def _unknown_claim(subject: Subject) -> Iterator[Hit]:
    for claim, where in used(subject.document).items():
        if claim not in subject.claims:
            yield Hit(where=where, message=f"The claim {claim} is not in claims.yaml.")


def _dropped_claim(subject: Subject) -> Iterator[Hit]:
    for claim, where in used(subject.document).items():
        if claim in subject.claims and subject.claims[claim].verdict == "drop":
            yield Hit(where=where, message=f"The claim {claim} was dropped: {subject.claims[claim].why}")


def _orphan_claim(subject: Subject) -> Iterator[Hit]:
    in_use = {*used(subject.document), *subject.elsewhere}
    for claim in subject.claims.values():
        if claim.verdict != "drop" and claim.id not in in_use:
            yield Hit(where=str(claim.place), message=f"Nothing rests on the claim {claim.id}: {quote(claim.statement)}.")


def _secondhand(subject: Subject) -> Iterator[Hit]:
    for name in used(subject.document):
        claim = subject.claims.get(name)
        if claim and claim.secondhand:
            refs = ", ".join(cited.ref for cited in claim.sources)
            message = f"The claim {name} is known only second-hand. Someone must read the source itself: {refs}."
            yield Hit(where=str(claim.place), message=message)


def _weak_claim(subject: Subject) -> Iterator[Hit]:
    for name in sorted(_safety_claims(subject.document)):
        claim = subject.claims.get(name)
        if claim and claim.conflicts:
            yield Hit(where=str(claim.place), message=f"Sources differ on {name}; a clinician must decide: {claim.conflicts}")


def _safety_facts(subject: Subject) -> Iterator[Hit]:
    carried: dict[Surface, set[SafetyFact]] = {}
    document = subject.document
    for surface in subject.surfaces:
        facts = {*document.help.meta.safety}
        for section in document.sections:
            facts.update(section.key_safety)
            for block in section.blocks:
                if surface in block.meta.shows:
                    facts.update(block.meta.safety)
        carried[surface] = facts
    for fact in get_args(SafetyFact):
        for surface, facts in carried.items():
            if fact not in facts:
                message = f"No text that shows on {surface} is marked as carrying the safety fact `{fact}`."
                yield Hit(where=document.help.meta.id, message=message)


def _safety_locale(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if passage.text.safety and passage.text.state in {"missing", "stale", "refused"}:
            what = "not translated" if passage.text.state == "missing" else "translated from words that changed since"
            yield at(passage, f"A text on which a life can depend is {what}: {quote(passage.text.source)}.")


def _numbers(subject: Subject) -> Iterator[Hit]:
    """Every number in a fact must stand in the statement of a claim that the fact rests on."""
    sections = factual(subject)
    for passage in subject.passages:
        section = passage.section
        if section not in sections or passage.part not in {"key", "prose", "item", "cell"}:
            continue
        if isinstance(passage.block, Exercise | Worksheet | Contacts):
            continue
        names = passage.block.meta.claims if passage.block else section.key_claims
        said = " ".join(subject.claims[name].statement for name in names if name in subject.claims)
        known = set(_NUMBER.findall(said))
        for number in _NUMBER.findall(_NO_FACT.sub("", passage.words)):
            if number not in known:
                yield at(passage, f"No claim of this part states the number {number}: {quote(passage.words)}.")


def _phone(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if found := _PHONE.search(passage.text.text):
            message = f"A phone number in the text: {found.group()}. Use {{emergency_number}} or another placeable."
            yield at(passage, message)


def _help_lines(subject: Subject) -> Iterator[Hit]:
    for region in subject.regions.values():
        for line in region.lines:
            where = f"regions/{region.code}.yaml: {line.kind} {line.value or line.url}"
            left = dt.date.fromisoformat(line.expires_on) - subject.today
            if not line.confirmed:
                yield Hit(where=where, message="Not confirmed, so it is not printed.", severity="info")
            elif left <= dt.timedelta(0):
                message = f"Expired on {line.expires_on}, so it is not printed. Check it and write the new dates."
                yield Hit(where=where, message=message, severity="error")
            elif left <= LINE_SOON:
                yield Hit(where=where, message=f"Expires in {left.days} days, on {line.expires_on}.", severity="warning")


def _future(subject: Subject) -> Iterator[Hit]:
    """Nobody has checked, read or published anything on a day that has not come."""
    today = subject.today.isoformat()
    for region in subject.regions.values():
        for line in region.lines:
            if line.checked_on > today:
                where = f"regions/{region.code}.yaml: {line.kind} {line.value or line.url}"
                yield Hit(
                    where=where, message=f"`checked_on` is {line.checked_on}, which has not come. Write the day it was checked."
                )
    for name in used(subject.document):
        claim = subject.claims.get(name)
        for cited in claim.sources if claim else ():
            if claim and cited.accessed > today:
                message = f"The source {cited.ref} of {name} was read on {cited.accessed}, which has not come."
                yield Hit(where=str(claim.place), message=message)


def _old_claims(subject: Subject) -> Iterator[Hit]:
    safety = _safety_claims(subject.document)
    for name in used(subject.document):
        claim = subject.claims.get(name)
        if not claim or not claim.sources:
            continue
        last = max(dt.date.fromisoformat(cited.accessed) for cited in claim.sources)
        life = REVIEW_SAFETY if name in safety else REVIEW
        if last + life <= subject.today:
            message = f"The sources of {name} were last read on {last}; read them again every {life.days // 365} years."
            yield Hit(where=str(claim.place), message=message, severity="error" if name in safety else "warning")
        elif last + life - SOON <= subject.today:
            message = f"The sources of {name} must be read again by {last + life}."
            yield Hit(where=str(claim.place), message=message, severity="warning")


def _overlap(subject: Subject) -> Iterator[Hit]:
    for name, text in subject.against:
        theirs = _runs(text)
        for passage in subject.passages:
            for run in _runs(passage.words):
                if run in theirs:
                    words = " ".join(run)
                    yield at(passage, f"Six words in a row are also in {name}: {quote(words)}. Say it in your own words.")
                    break


def _runs(text: str) -> dict[tuple[str, ...], None]:
    """Every run of six words, in order, in lower case."""
    found = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return dict.fromkeys(tuple(found[start : start + _OVERLAP]) for start in range(len(found) - _OVERLAP + 1))


CHECKS = (
    rule(
        id="claim-missing",
        question="Each block that states facts names the claims it rests on.",
        advice="Add `claims: [...]` with ids from claims.yaml, or write the claim first.",
        severity="error",
        why="A fact that nobody can trace can't be checked, dated or corrected.",
        clause="PIF TICK 3 (evidence); NHS: record the evidence",
        find=_missing_claim,
    ),
    rule(
        id="claim-unknown",
        question="Each claim named is in claims.yaml.",
        advice="Correct the id, or add the claim with its sources.",
        severity="error",
        why="A claim's id must lead to what was decided about it.",
        clause="PIF TICK 3 (evidence)",
        find=_unknown_claim,
    ),
    rule(
        id="claim-dropped",
        question="No claim is used that was dropped.",
        advice="Take the words out, or have the claim judged anew.",
        severity="error",
        why="What was found to be false or not ours to say must not come back.",
        clause="PIF TICK 3 (evidence)",
        find=_dropped_claim,
    ),
    rule(
        id="claim-orphan",
        question="Each claim in claims.yaml is used somewhere.",
        advice="Use it, or take it out if nobody needs it.",
        severity="info",
        why="A claim that nothing uses may be a fact that was forgotten.",
        clause="PIF TICK 3 (evidence)",
        find=_orphan_claim,
    ),
    rule(
        id="claim-secondhand",
        question="Somebody has read the source of each claim itself.",
        advice="Read the source and take `secondhand` off the claim.",
        severity="info",
        why="A quotation of a source may be wrong; a person must read the source before a clinician signs.",
        clause="NHS: record the evidence",
        find=_secondhand,
    ),
    rule(
        id="claim-conflict",
        question="No source differs on a claim behind a safety fact.",
        advice="Let a clinician choose the wording and note it at the claim.",
        severity="info",
        why="Where sources differ on a safety fact, only a clinician can choose the wording.",
        clause="CDC Index 11 (what is not known)",
        find=_weak_claim,
    ),
    rule(
        id="safety-fact",
        question="Each safety fact is marked in a text of every surface that the topic shows on.",
        advice="Mark the block that states it with `safety: [...]`, and let it show there.",
        severity="error",
        why="These facts save lives and must reach the reader in every format.",
        clause="kit: safety facts in every format, edition and locale",
        find=_safety_facts,
    ),
    rule(
        id="safety-locale",
        question="Each text on which a life can depend is translated from the words as they are now.",
        advice="Translate it, or bring the translation up to date.",
        severity="error",
        why="A safety fact in a language that the reader can't read reaches nobody.",
        clause="kit: safety facts in every format, edition and locale; 45 CFR 92.201(c)(3)",
        find=_safety_locale,
    ),
    rule(
        id="number-source",
        question="Each number in a text is in one of the claims behind it.",
        advice="Correct the number, or name the claim that has it.",
        severity="warning",
        why="A number without a source is a guess, and a wrong one does harm.",
        clause="CDC Index 15-16 (numbers); PIF TICK 3",
        find=_numbers,
    ),
    rule(
        id="phone-in-text",
        question="No phone number stands in running text.",
        advice="Write a placeable such as {emergency_number}, which the region fills.",
        severity="error",
        why="A number is right in one country only; it comes from the region file, where it expires.",
        clause="kit: region apart from language",
        find=_phone,
    ),
    rule(
        id="line-expiry",
        question="Each help line was checked, and its date has not run out.",
        advice="Call the line, and write the day into the region's file.",
        severity="error",
        why="A help line that nobody answers is worse than none.",
        clause="PIF TICK 2 (review cycle); MedlinePlus: date of last check",
        find=_help_lines,
    ),
    rule(
        id="date-future",
        question="No day of a check or a reading lies in the future.",
        advice="Write the day on which a person checked the number or read the source.",
        severity="error",
        why="A date that has not come hides that nobody has checked, and puts off the next check.",
        clause="PIF TICK 2 (review cycle)",
        find=_future,
    ),
    rule(
        id="claim-expiry",
        question="Each claim was looked at in the last 12 months (safety) or 24.",
        advice="Look at its sources again, and write the day at the claim.",
        severity="error",
        why="Facts age: 12 months for safety facts, 24 for the rest.",
        clause="NHS: next review due; MedlinePlus: review every 3 years",
        find=_old_claims,
    ),
    rule(
        id="overlap",
        question="No six words in a row come from another text.",
        advice="Say it in words of our own.",
        severity="error",
        why="Words of others are theirs; six in a row are no accident.",
        clause="Copyright; kit: every sentence our own",
        find=_overlap,
    ),
)
