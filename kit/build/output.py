"""The output folder: held by one build at a time, each file put in place whole, the manifest and the download page.

Left out on purpose: what is in the files, and what the download page looks like.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.build.documents import gate_of, source, translated
from kit.build.job import FILLABLE, Request, Result
from kit.checks import receipt
from kit.document import Document, texts
from kit.errors import Finding, KitError
from kit.files import write_whole
from kit.formats import FORMATS
from kit.formats.page import coverage, index
from kit.judging.translation import kept
from kit.locale import SOURCE

MANIFEST = "manifest.jsonl"


def publish(path: Path, data: bytes) -> None:
    """Put a whole file in place at once; KitError in plain words where the disk or the folder will not have it."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise KitError(
            f"could not write {path}: {error.strerror or error}",
            "Check that the folder exists, that you may write to it, and that the disk is not full; or choose another with --out.",
        ) from None


@contextlib.contextmanager
def sole_use(out: Path) -> Iterator[None]:
    """Hold the output folder for one build; a second build at the same time is told so. The system frees it if we die."""
    path = out / ".lock"
    try:
        out.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    except OSError as error:
        raise KitError(
            f"can't write to the output folder {out}: {error.strerror or error}",
            "Check the folder's permissions, or choose another folder with --out.",
        ) from None
    with stream:
        try:
            _lock(stream.fileno())
        except OSError:
            raise KitError(
                f"another build is writing to {out}",
                "Wait until it has finished, or build into another folder with --out.",
            ) from None
        yield


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # a module of Windows
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def record(request: Request, results: tuple[Result, ...]) -> None:
    """Write the manifest, with the lines of earlier builds that still hold, and then the download page."""
    part, count = request.shard
    name = MANIFEST if count == 1 else f"manifest.{part}-of-{count}.jsonl"
    lines = {result.path: result.line() for result in results if result.published}
    if count == 1:
        for path, line in _kept(request.out, {result.path for result in results}).items():
            lines.setdefault(path, line)
    publish(request.out / name, "".join(f"{lines[path]}\n" for path in sorted(lines)).encode())
    if count == 1:
        write_index(request.root, request.out, request.today)


def entries(out: Path) -> tuple[dict[str, Any], ...]:
    """The manifest's lines, and those of shards, whose files are there and are still the same."""
    found: dict[str, dict[str, Any]] = {}
    for manifest in sorted(out.glob("manifest*.jsonl")):
        for line in manifest.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError, KeyError, OSError):
                entry = json.loads(line)
                known = entry["edition"] in FORMATS[entry["format"]].editions  # an older or a newer kit may have had others
                if known and hashlib.sha256((out / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]:
                    found[entry["path"]] = entry
    return tuple(found[path] for path in sorted(found))


def _kept(out: Path, remade: set[str]) -> dict[str, str]:
    """Lines of files from earlier builds that this one did not touch and that are still what they were."""
    return {
        entry["path"]: json.dumps(entry, ensure_ascii=False, sort_keys=True)
        for entry in entries(out)
        if entry["path"] not in remade
    }


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
    found = entries(out)
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
    for name, data in index.write(listed, documents, FORMATS, _receipt, seen, covered=bool(rows)).items():
        publish(out / name, data)
    if rows:
        english = next(document for document in documents if document.locale.tag == SOURCE.tag)
        publish(out / coverage.PATH, coverage.write(sorted(rows, key=lambda row: (row.locale.tag, row.topic)), english))
    else:
        (out / coverage.PATH).unlink(missing_ok=True)


def _covered(root: Path, document: Document, seen: Mapping[str, index.Seen]) -> coverage.CoverageRow:
    """How far a translated document is; an error counts that no person has judged."""
    tag = document.locale.tag
    wrong = gate_of(root, tag).judged.keys() & {text.id for text in texts(document)}
    return coverage.row_of(document, len(wrong), seen.get(tag), source(root, document.topic))
