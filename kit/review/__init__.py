"""Review: who vouched for which words, what a document may therefore claim, and what may be released.

`ledger` keeps the sign-offs of translations, `source` those of the English; `apply`, `status` and `release_blockers` put them
to use. `signing` writes both, and only `kit.judging.gate` may ask it to: the checks come first. All are bound to hashes: edited
words lose their sign-off by themselves. The kit never invents a reviewer. Left out on purpose: reading content and catalogs.
"""

from __future__ import annotations

from kit.review.english import Signature, SourceReview, SourceState, source, source_hash
from kit.review.signoffs import Ledger, Level, Person, SignOff, ledger, signable, text_hash
from kit.review.standing import apply, release_blockers, status

__all__ = [
    "Ledger",
    "Level",
    "Person",
    "SignOff",
    "Signature",
    "SourceReview",
    "SourceState",
    "apply",
    "ledger",
    "release_blockers",
    "signable",
    "source",
    "source_hash",
    "status",
    "text_hash",
]
