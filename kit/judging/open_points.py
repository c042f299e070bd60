"""`kit content status`: what is still open before a clinician can sign, as values.

Facts that we know only second-hand, facts on which sources differ (with both wordings), what nobody knows, and help lines that
nobody confirmed or that expire. Left out on purpose: who signed what; that is `kit.review`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kit.checks.source.evidence import SOON, used
from kit.checks.source.rules import Subject
from kit.content import Claim
from kit.document import HelpLine


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoints:
    """What is open in one topic: claims in use, in the order of their ids, and help lines as (region code, line)."""

    topic: str
    version: str
    claims: int
    secondhand: tuple[Claim, ...]
    conflicts: tuple[Claim, ...]
    unknowns: tuple[Claim, ...]
    unconfirmed: tuple[tuple[str, HelpLine], ...]
    expiring: tuple[tuple[str, HelpLine], ...]

    def lines(self) -> Iterator[str]:
        """The points as sentences for a terminal."""
        yield f"{self.topic} {self.version}: {self.claims} claims in use"
        for claim in self.secondhand:
            refs = ", ".join(f"{cited.ref} ({cited.locator})" if cited.locator else cited.ref for cited in claim.sources)
            yield f"second-hand: {claim.id}: {claim.statement} Read the source: {refs}."
        for claim in self.conflicts:
            yield f"sources differ: {claim.id}: {claim.statement} But: {claim.conflicts}"
        for claim in self.unknowns:
            yield f"not known: {claim.id}: {claim.unknowns}"
        for code, line in self.unconfirmed:
            yield f"unconfirmed: {code} {line.kind} {line.value or line.url} ({line.name})"
        for code, line in self.expiring:
            yield f"expires on {line.expires_on}: {code} {line.kind} {line.value or line.url} ({line.name})"


def of(subject: Subject) -> OpenPoints:
    """The open points of a topic."""
    claims = [subject.claims[name] for name in sorted(used(subject.document)) if name in subject.claims]
    lines = [(code, line) for code, region in sorted(subject.regions.items()) for line in region.lines]
    return OpenPoints(
        topic=subject.document.topic,
        version=subject.document.version,
        claims=len(claims),
        secondhand=tuple(claim for claim in claims if claim.secondhand),
        conflicts=tuple(claim for claim in claims if claim.conflicts),
        unknowns=tuple(claim for claim in claims if claim.unknowns),
        unconfirmed=tuple((code, line) for code, line in lines if not line.confirmed),
        expiring=tuple(
            (code, line)
            for code, line in lines
            if line.confirmed and dt.date.fromisoformat(line.expires_on) - subject.today <= SOON
        ),
    )
