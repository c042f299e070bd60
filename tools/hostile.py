"""Throw spoiled files at everything that reads them: `python -m tools.hostile 1000 --seed 7`.

Each case is a right file of some kind (a clinic, a list of clinics, a logo, content of every kind, what a language's folder holds, people
and reviews, templates, edited decks, a manifest), spoiled (`hostile_inputs`) and read as a command would read it. It must be read or refused in words (KitError): any other
error, more than 10 seconds or more than 500 MB is printed with its number, and the exit code is 1. The seconds are those that this
process works; a case that waits is given a minute, for the machine may be busy. `--only NUMBER` repeats one case,
`--keep FOLDER` writes what failed. Left out on purpose: PDFs, decks and pages of strangers, which `kit check` reads with limits (`strangers`).
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from kit import build, content, review
from kit.build import offering
from kit.checks.translation import tolerated, vocabulary
from kit.checks.translation.facts import extract
from kit.checks.translation.facts.lexicon import lexicon
from kit.cli.answers import given
from kit.content import labels, logo, pictograms
from kit.content.validate import raise_faults
from kit.desk.guard import roles
from kit.errors import ContentError, KitError
from kit.formats.deck.renew import renew
from kit.formats.deck.writer import branded
from kit.judging.translation import answers, kept
from kit.judging.translation.score import faults
from kit.locale import find
from kit.review import english
from kit.translate import machine, po, states
from tools.hostile_inputs import DECK, DRAWINGS, PEOPLE, ROOT, WORDS, seeds, spoiled

SECONDS = 10
WAITS = 60
MEMORY = 500_000_000
LONGEST = 500_000


class TooLongError(BaseException):
    """The time of a case is over; no reader may catch it."""


Place = tuple[Path, Callable[[Path], object]]
"""Where a file lies, and what reads it."""


class Readers:
    """A project in a folder of its own, and for each kind of file how a command reads it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.out = folder / "output"
        (self.out / "en").mkdir(parents=True)
        (self.out / "en/point-to-card-handout.draft.pdf").write_bytes(b"hello world\n")
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copyfile(folder / "content/clinics/example-logo.svg", folder / "logo.svg")
        (folder / "people.toml").write_bytes(PEOPLE)
        (folder / "locales/es").mkdir(parents=True)
        (folder / "drawings").mkdir()
        for name in DRAWINGS:
            shutil.copyfile(ROOT / f"content/pictograms/{name}.svg", folder / f"drawings/{name}.svg")
        self.spanish = find("es", ROOT / "locales")
        self._places = {**self._of_clinics(), **self._of_content(), **self._of_languages()}

    def _of_clinics(self) -> dict[str, Place]:
        """What a clinic gives, and what the kit wrote of it."""
        here = self.root
        return {
            "clinic.toml": (here / "clinic.toml", content.clinic),
            "clinics.csv": (here / "clinics.csv", lambda path: content.clinics(path, "cp1252")),
            "clinics.xlsx": (here / "clinics.xlsx", content.clinics),
            "logo.svg": (here / "other.svg", logo.read),
            "logo.png": (here / "logo.png", logo.read),
            "logo.jpg": (here / "logo.jpg", logo.read),
            "template.pptx": (here / "template.pptx", lambda path: branded(DECK, path.read_bytes())),
            "edited.pptx": (here / "edited.pptx", lambda path: renew(path.read_bytes(), DECK)),
            "manifest.jsonl": (self.out / "manifest.jsonl", lambda path: self._listed(path.parent)),
            "roles.toml": (here / "roles.toml", roles),
        }

    def _of_content(self) -> dict[str, Place]:
        """What authors write."""
        base = self.root / "content"
        card, topic = base / "point-to-card", base / "heroin-withdrawal"

        def load(path: Path) -> object:
            return content.load(base, path.relative_to(base).parts[0])

        def pictograms_of(path: Path) -> None:
            raise_faults(pictograms.read(path.parent)[1])

        return {
            "region.yaml": (base / "regions/US.yaml", lambda _: content.region(base, "US")),
            "section.yaml": (card / "sections/02-took.yaml", load),
            "topic.yaml": (card / "topic.yaml", load),
            "sheet.yaml": (topic / "sheets/overdose.yaml", load),
            "session.yaml": (topic / "sessions/45.yaml", load),
            "versions.jsonl": (topic / "versions/1.0.jsonl", lambda _: content.kept_words(base, "heroin-withdrawal", "1.0")),
            "claims.yaml": (base / "claims.yaml", lambda _: content.claims(base)),
            "sources.yaml": (base / "sources.yaml", lambda _: content.sources(base)),
            "glossary.yaml": (base / "glossary.yaml", lambda _: content.glossary(base)),
            "terms.yaml": (base / "terms/es.yaml", lambda _: content.terms(base, "es")),
            "labels.yaml": (base / "labels.yaml", lambda _: raise_faults(labels.read(base)[2])),
            "desk.yaml": (base / "desk.yaml", lambda _: content.desk_words(base)),
            "questions.yaml": (base / "questions.yaml", lambda _: content.questions(base)),
            "review-form.yaml": (base / "review-form.yaml", lambda _: content.review_form(base)),
            "pictograms.yaml": (self.root / "drawings/pictograms.yaml", pictograms_of),
            "review.toml": (card / "review.toml", english.signatures),
        }

    def _of_languages(self) -> dict[str, Place]:
        """What the people of a language write, and what the kit keeps beside it."""
        here = self.root / "locales/es"

        def catalog(path: Path) -> None:
            found = po.read(path, self.spanish)
            po.render(found)
            if wrong := states.faults(found):
                raise ContentError(wrong)

        def locale(path: Path) -> None:
            find("es", path.parent.parent)

        def of_promises(_: Path) -> None:
            offering.promised.cache_clear()
            offering.promised(self.root, "es")

        def drafted(path: Path) -> None:
            (here / "point-to-card.po").write_bytes(seeds()["catalog.po"])
            machine.draft(self.root, "es", path, "machine draft, 2026-11-22")

        def facts_of(_: Path) -> None:
            extract.facts(WORDS, lexicon(self.root, self.spanish))

        return {
            "catalog.po": (self.root / "catalog.po", catalog),
            "people.toml": (self.root / "people.toml", lambda path: review.ledger(path.parent)),
            "review.tsv": (self.root / "review.tsv", lambda path: review.ledger(path.parent)),
            "locale.toml": (here / "locale.toml", locale),
            "facts.yaml": (here / "facts.yaml", facts_of),
            "groups.yaml": (self.root / "content/facts.yaml", facts_of),
            "glossary.csv": (here / "glossary.csv", lambda path: vocabulary.preferred(path.parent)),
            "tolerated.tsv": (here / "tolerated.tsv", lambda path: tolerated.read(path.parent)),
            "answers.tsv": (here / "answers.tsv", lambda path: answers.read(path.parent)),
            "given.tsv": (self.root / "given.tsv", given),
            "faults.tsv": (here / "faults.tsv", lambda path: list(faults(path))),
            "score.json": (here / "score.json", lambda path: kept(path.parent)),
            "promised.txt": (here / "promised.txt", of_promises),
            "drafts.yaml": (self.root / "drafts.yaml", drafted),
        }

    def read(self, kind: str, data: bytes) -> None:
        """Read a file of a kind with these bytes; KitError if it is refused."""
        path, reader = self._places[kind]
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(data)
        try:
            reader(path)
        finally:
            path.unlink() if before is None else path.write_bytes(before)

    def _listed(self, out: Path) -> None:
        """A manifest must not name any file but the one that is there."""
        named = [entry["path"] for entry in build.entries(out)]
        if named not in ([], ["en/point-to-card-handout.draft.pdf"]):
            raise AssertionError(f"lists {named}")


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """While one case is read: alarms after the seconds that it may work and wait (not on Windows, where time is only measured)."""

    def stop(*_: object) -> None:
        raise TooLongError

    if not hasattr(signal, "setitimer"):
        yield
        return
    clocks = ((signal.SIGPROF, signal.ITIMER_PROF, SECONDS), (signal.SIGALRM, signal.ITIMER_REAL, WAITS))
    for sign, clock, seconds in clocks:
        signal.signal(sign, stop)
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for _, clock, _ in clocks:
            signal.setitimer(clock, 0)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """While one case is read: so much memory beyond what is in use now (not on Windows and macOS). Making a case has no limit."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        before = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, before[1]))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def outcome(readers: Readers, kind: str, data: bytes) -> str:
    """What came of a case: "read", "refused", or what failed and where."""
    begun = time.process_time()
    try:
        with limited(), bounded():
            readers.read(kind, data)
        said = "read"
    except KitError as error:
        said = "refused" if len(str(error)) < LONGEST else f"a message of more than {LONGEST} characters"
    except TooLongError:
        return f"more than {SECONDS} seconds"
    except MemoryError:
        return f"more than {MEMORY // 1_000_000} MB"
    except Exception as error:  # noqa: BLE001 - finding these is what this program is for
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/kit/" in frame.filename] or [None]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames[-1] else "?"
        return f"{type(error).__name__} in {place}: {str(error)[:100]!r}"
    return said if time.process_time() - begun < SECONDS else f"more than {SECONDS} seconds"


def main() -> int:
    """Throw them, print what failed and how many were read and refused; 1 if anything failed."""
    parser = argparse.ArgumentParser(description="Throw spoiled files at everything that reads them.")
    parser.add_argument("count", type=int, nargs="?", default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="only files of this kind, such as clinic.toml")
    parser.add_argument("--only", type=int, help="one case by its number")
    parser.add_argument("--keep", type=Path, help="a folder for the files that failed")
    asked = parser.parse_args()
    right = {kind: data for kind, data in seeds().items() if asked.kind in ("", kind)}
    told: collections.Counter[tuple[str, str]] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        readers = Readers(Path(folder))
        for kind, data in right.items():
            if outcome(readers, kind, data) != "read":
                sys.stdout.write(f"the right {kind} is not read: {outcome(readers, kind, data)}\n")
                return 1
        for number in range(asked.count) if asked.only is None else [asked.only]:
            kind = list(right)[number % len(right)]
            data = spoiled(kind, right[kind], random.Random(f"{asked.seed}:{number}"))  # noqa: S311 - repeatable, no secret
            said = outcome(readers, kind, data)
            told[kind, said if said in ("read", "refused") else "failed"] += 1
            if said not in ("read", "refused"):
                sys.stdout.write(f"{number} {kind}: {said}\n")
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{asked.seed}-{number}-{kind}").write_bytes(data)
    for kind in right:
        sys.stdout.write(f"{kind}: " + ", ".join(f"{told[kind, end]} {end}" for end in ("read", "refused", "failed")) + "\n")
    return 1 if any(end == "failed" for _, end in told) else 0


if __name__ == "__main__":
    sys.exit(main())
