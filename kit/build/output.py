"""The output folder: held by one build at a time, each file put in place whole, the account of it and the download page.

Left out on purpose: what is in the files, how the account is read (`manifest`), and what the download page looks like.
"""

from __future__ import annotations

import contextlib
import datetime
import math
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kit import content
from kit.build import manifest, pictures
from kit.build.documents import gate_of, locales_of, source, title_of, translated
from kit.build.job import FILLABLE, Request, Result
from kit.build.plan import not_there
from kit.checks import receipt
from kit.document import Document, texts
from kit.errors import Finding, KitError, OutputError
from kit.files import sweep, write_whole
from kit.formats import FORMATS
from kit.formats.page import coverage, index
from kit.formats.page.entry import RECEIPTS
from kit.judging.translation import kept
from kit.locale import SOURCE

_WRITTEN = frozenset((*(row.suffix for row in FORMATS.values()), "html", "jsonl", pictures.SUFFIX))
"""The suffixes of what a build writes."""


def publish(path: Path, data: bytes) -> None:
    """Put a whole file in place at once; KitError in plain words where the disk or the folder will not have it."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise OutputError(
            f"could not write {path}: {error.strerror or error}",
            "Check that the folder exists, that you may write to it, and that the disk is not full; or choose another with --out.",
        ) from None


@dataclass(frozen=True, slots=True)
class Hold:
    """An output folder that this build holds: its lock, open."""

    path: Path
    lock: BinaryIO

    def check(self) -> None:
        """OutputError if the folder is no longer where it was: what was made since then is somewhere else."""
        try:
            same = os.path.samestat(self.path.stat(), os.fstat(self.lock.fileno()))
        except OSError:
            same = False
        if not same:
            raise OutputError(
                f"the output folder {self.path.parent} was moved or removed while files were made",
                "Some of them are in the one place and some in the other. Build again.",
            )


@contextlib.contextmanager
def sole_use(out: Path, shard: tuple[int, int] = (1, 1)) -> Iterator[Hold]:
    """Hold the output folder for one build, or one shard of it; another at the same time is told so. The system frees it if we die.

    Shards may work side by side, each once; a whole build works alone.
    """
    part, count = shard
    with contextlib.ExitStack() as stack:
        lock = stack.enter_context(_opened(out, ".lock"))
        own = stack.enter_context(_opened(out, f".lock-{part}-of-{count}")) if count > 1 else None
        try:
            _lock(lock.fileno(), shared=own is not None)
            if own:
                _lock(own.fileno(), shared=False)
        except OSError:
            raise KitError(
                f"another build is writing to {out}",
                "Wait until it has finished, or build into another folder with --out.",
            ) from None
        yield Hold(out / ".lock", lock)


def _opened(out: Path, name: str) -> BinaryIO:
    try:
        out.mkdir(parents=True, exist_ok=True)
        return (out / name).open("a+b")
    except OSError as error:
        raise OutputError(
            f"can't write to the output folder {out}: {error.strerror or error}",
            "Check the folder's permissions, or choose another folder with --out.",
        ) from None


def _lock(descriptor: int, *, shared: bool) -> None:
    if os.name == "nt":
        import msvcrt

        if not shared:  # Windows knows no shared lock of this kind; each shard still holds its own
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # a module of Windows
    else:
        import fcntl

        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def record(request: Request, results: tuple[Result, ...]) -> tuple[str, ...]:
    """Write the manifest, with the lines of earlier builds that still hold, and then the download page.

    What a person should know of files that earlier builds made and that are listed no more.
    """
    lines = {result.path: result.line() for result in results if result.published}
    lost: tuple[str, ...] = ()
    if request.shard[1] == 1:
        before = manifest.listing(request.out)
        remade = {result.path for result in results}
        for entry in before.entries:
            if entry["path"] not in remade:
                lines.setdefault(entry["path"], manifest.dumped(entry))
        known = remade | {other_status(path) for path in lines}
        lost = tuple(before.warnings(known))
    publish(request.out / manifest.name(request.shard), manifest.text(lines))
    manifest.forget(request.out, request.shard)
    if request.shard[1] == 1:
        manifest.gather(request.out)
        write_index(request.root, request.out, request.today)
        sweep_all(request.out, lines, before=math.inf)  # nobody else writes there now
    else:
        sweep_all(request.out, lines, before=time.time() - OLD)
    return lost


OLD = 86_400.0
"""Seconds after which a half of a file belongs to nobody: no build writes one file for a day."""


def sweep_all(out: Path, paths: Iterable[str], *, before: float, mark: str = "") -> None:
    """Delete the halves that killed builds left in the folders of these files and of their pages, as `kit.files.sweep` does."""
    folders = {out, out / "review", out / RECEIPTS, out / pictures.FOLDER}
    for folder in {(out / path).parent for path in paths}:
        folders |= {folder, folder.parent, folder.parent / RECEIPTS, folder.parent / pictures.FOLDER}
    for folder in folders:
        sweep(folder, _WRITTEN, before=before, mark=mark)


def other_status(path: str) -> str:
    """The name that a draft has once it is reviewed, and the other way round."""
    stem, _, suffix = path.rpartition(".")
    return path.replace(".draft.", ".") if ".draft." in path else f"{stem}.draft.{suffix}"


def shelf_of(out: Path) -> dict[str, str]:
    """What an output folder's account says is in it: each file's path with its SHA-256, and with "" the paths of pages beside the files."""
    lines = manifest.told(out).values()
    pages = [page for line in lines for page in index.pages_of(line)]
    return {**dict.fromkeys((*pages, coverage.PATH), ""), **{line["path"]: line["sha256"] for line in lines}}


def _receipt(name: str, findings: Sequence[Finding]) -> tuple[receipt.ReceiptLine, ...]:
    return receipt.lines(FORMATS[name].checks(), findings)


def _seen(root: Path, tag: str) -> index.Seen | None:
    """How much the checks of a translation see, as last measured; None for a language that nobody has measured."""
    figures = kept(root / "locales" / tag)
    if not figures:
        return None
    return index.Seen(seeded=int(100 * figures["every"].share), slips=int(100 * figures["slips"].share))


def write_index(root: Path, out: Path, today: datetime.date) -> None:
    """The download page, from the manifest: every language and file with size, pages, date and status; the page on coverage."""
    topics, tags = content.topics(root / "content"), locales_of(root)
    found = [entry for entry in manifest.entries(out) if entry["topic"] in topics and entry["locale"] in tags]
    paths = {entry["path"] for entry in found}  # a fillable handout is listed where there is none to print
    listed = tuple(
        entry for entry in found if (twin := entry["path"].replace(FILLABLE, "")) == entry["path"] or twin not in paths
    )
    wanted = sorted({(str(entry["topic"]), str(entry["locale"])) for entry in listed})
    if not wanted:
        return
    wanted += [] if any(tag == SOURCE.tag for _, tag in wanted) else [(wanted[0][0], SOURCE.tag)]
    documents = [translated(root, topic, tag, today) for topic, tag in wanted]
    seen = {tag: made for tag in {tag for _, tag in wanted} if (made := _seen(root, tag))}
    rows = [_covered(root, document, seen) for document in documents if document.locale.tag != SOURCE.tag]
    lacking = _lacking(root, listed, today)
    sides = pictures.Sides(out, listed)
    written = set()
    for name, data in index.pages(listed, documents, FORMATS, _receipt, seen, lacking, covered=bool(rows), picture_of=sides.of):
        publish(out / name, data)
        written.add(name)
    for folder in {(out / name).parent for name in written if Path(name).parent.name == RECEIPTS}:
        for old in folder.glob("*.html"):
            if old.relative_to(out).as_posix() not in written:  # of a file that has another status now, or is gone
                old.unlink()
    sides.drop_others()
    if rows:
        english = next(document for document in documents if document.locale.tag == SOURCE.tag)
        publish(out / coverage.PATH, coverage.write(sorted(rows, key=lambda row: (row.locale.tag, row.topic)), english))
    else:
        (out / coverage.PATH).unlink(missing_ok=True)


def _lacking(root: Path, listed: Sequence[Mapping[str, object]], today: datetime.date) -> dict[str, list[index.Lack]]:
    """What the languages in the list do not offer yet, of the formats that any of them is listed in."""
    tags, formats = ({str(entry[name]) for entry in listed} for name in ("locale", "format"))
    wanted = Request(
        root=root,
        out=Path(),
        topics=content.topics(root / "content"),
        locales=tuple(sorted(tags - {SOURCE.tag})) or (SOURCE.tag,),
        formats=tuple(name for name in FORMATS if name in formats),
        today=today,
    )
    found: dict[str, list[index.Lack]] = {}
    for job in not_there(wanted):
        names = FORMATS[job.format].labels.names
        label = names.get(job.edition, next(iter(names.values())))
        found.setdefault(job.locale, []).append(index.Lack(label=label, title=title_of(job)))
    return found


def _covered(root: Path, document: Document, seen: Mapping[str, index.Seen]) -> coverage.CoverageRow:
    """How far a translated document is; an error counts that no person has judged."""
    tag = document.locale.tag
    wrong = gate_of(root, tag).judged.keys() & {text.id for text in texts(document)}
    return coverage.row_of(document, len(wrong), seen.get(tag), source(root, document.topic))
