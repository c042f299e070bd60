"""What a format is: one record that says all the rest of the kit needs to know of it.

Nothing outside `kit.formats` names a format: the plan asks for its editions and papers, the download page for its labels,
the checks for its surface and unit. Left out on purpose: how it is written and read, which its folder knows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from kit.budget import Budget
from kit.checks.outline import CHECKS as COMMON
from kit.checks.outline import HeardFile, Tier
from kit.checks.record import AnyCheck, judge
from kit.document import Document, Options, Surface
from kit.errors import Finding
from kit.outline import Outline, Unit

Takes = Literal["topic", "sheet", "session", "parts", "packet"]
"""What part of a topic a format shows: all of it, a sheet, the plan of one session, sections that somebody chose, or several sheets."""

Box = tuple[float, float, float, float]
"""x, y, width and height in points, from the top left of a page."""


class Audit(Protocol):
    """Runs the checks of a kind of file on its bytes."""

    def __call__(self, data: bytes, profile: str, ours: bool, budget: Budget | None = None, /) -> tuple[Finding, ...]:
        """The findings; KitError where the bytes are no file of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of labels in labels.yaml: the format's name in each edition, what it is for, what its pages are called and how they are counted.

    `uses` says what an edition is for where that differs.
    `own` is how the names of those labels begin that files of no other format show.
    """

    names: Mapping[str, str]
    use: str
    count: str
    counted: str
    uses: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()

    def use_of(self, edition: str) -> str:
        """What files of this edition are for, and how they are printed."""
        return self.uses.get(edition, self.use)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The checks of a kind of file, and `audit(data, profile, ours, budget)`, which runs them on its bytes.

    `profile` names the measures of an edition ("" = sizes and margins are not judged); `ours` says that it is a file of ours,
    `budget` what reading it may cost.
    """

    checks: Sequence[AnyCheck]
    audit: Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to give the kit to people.

    `surface` is what of a block it shows; `suffix` ends its files' names, and `media` is their media type (IANA); `unit` what its numbered pieces are called, "" where it has none; `foot` says that
    each piece carries code, version and date. `editions` are the values of Options.edition it is made in ("" = one edition,
    not named in the file name), `papers` the sizes it prints on. `fillable` says that it can have fields to fill in, `proof`
    that reviewers and translators get it to read. `endings` are the endings of files that `kit check` judges by its rules, `called`
    other names that people give it. `asked` says that it is made only when asked for. `gathers` names the format
    whose sheets it binds into one file; `turned` are the editions in which the other side of the paper can say the first in a second language. `fit` gives the document that its paper has room for, which is then written and judged.
    `tries` does of the making what a clinic's long words may have no room for, and raises KitError then; None where all have room.
    `write` is pure: the same document and options give the same bytes. `draw` gives each of its pages or slides as SVG before there is
    a file; None where only the file tells. `read` uses none of the writer's code. `expected` is
    what a reader must hear. `measures` names the sizes and margins it keeps in the standard edition, `kinds` those of kinds of documents with their own. `rules` loads the checks of
    its kind of file. `places` tells where each text stands, by its id: (page from 1, box); None where that is not known. `fragment`
    is what a browser adds after "#" to open the file at a text (RFC 3986, 3.5), "" where the text has no place there.
    `scanned` says that its files can carry `Options.site` as a QR code. `picture` paints the first page of a finished file small, as WebP, for lists; None where a list needs none.
    """

    name: str
    surface: Surface
    suffix: str
    media: str
    called: tuple[str, ...] = ()
    endings: tuple[str, ...]
    editions: tuple[str, ...] = ("",)
    papers: tuple[str, ...] = ()
    unit: Unit = ""
    foot: bool = False
    fillable: bool = False
    proof: bool = False
    takes: tuple[Takes, ...] = ("topic",)
    gathers: str = ""
    turned: tuple[str, ...] = ()
    tier: Tier = "full"
    measures: str = "standard"
    kinds: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False
    scanned: bool = False
    labels: Labels
    fit: Callable[[Document, Options], Document] = lambda document, _: document
    tries: Callable[[Document, Options], object] | None = None
    write: Callable[[Document, Options], bytes]
    draw: Callable[[Document, Options], Sequence[bytes]] | None = None
    read: Callable[[bytes], Outline]
    expected: Callable[[Document, Options], Outline]
    rules: Callable[[], Rules]
    places: Callable[[Document, Options], Mapping[str, Sequence[tuple[int, Box]]]] | None = None
    fragment: Callable[[Document, Options, str], str] | None = None
    picture: Callable[[bytes], bytes] | None = None

    def judge(self, document: Document, options: Options, data: bytes, outline: Outline) -> tuple[Finding, ...]:
        """All findings on a file made from `document`; one of severity "error" withholds it.

        `data` are the file's bytes and `outline` what the reader heard in them.
        """
        asked = HeardFile(
            document=document,
            wanted=self.expected(document, options),
            heard=outline,
            surface=self.surface,
            unit=self.unit,
            foot=self.foot,
            tier=self.tier,
        )
        measures = self.kinds.get(document.sheet, self.measures)
        profile = options.profile if options.edition == "large-print" else measures
        own = (finding for finding in self.rules().audit(data, profile, True) if finding.severity != "info")
        if options.template:
            own = (_softened(finding) for finding in own)
        return (*judge(COMMON, asked), *own)

    def checks(self) -> tuple[AnyCheck, ...]:
        """Every check that a file of this format goes through."""
        return (*COMMON, *self.rules().checks)


def _softened(finding: Finding) -> Finding:
    """A finding on somebody's template as a warning: it is theirs to mend, and no reason to withhold the deck."""
    theirs = finding.where in ("theme", "slide master") or finding.where.startswith("ppt/")
    return dataclasses.replace(finding, severity="warning") if theirs and finding.severity == "error" else finding
