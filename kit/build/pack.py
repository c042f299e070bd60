"""Finished files to take along: a zip or a folder with its own download page, for a stick or any place that serves files.

Only what the manifest vouches for goes in, and the same files give the same bytes. Left out on purpose: making files (`run`).
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
import time
import zipfile
from collections.abc import Collection
from pathlib import Path

from kit.build.manifest import MANIFEST, dumped, entries, text
from kit.build.output import OLD, publish, write_index
from kit.errors import KitError, OutputError
from kit.files import replacing, sweep

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PRESSED = frozenset((".html", ".jsonl", ".css"))  # PDF and PowerPoint files are compressed already


def pack(
    root: Path,
    out: Path,
    target: Path,
    today: datetime.date,
    *,
    locales: Collection[str] = (),
    clinic: str | None = None,
) -> int:
    """Put the files of an output folder into `target` (a .zip, or else a folder); how many.

    `locales` are the tags to take, all if empty; `clinic` an id, "" for files without a clinic, None for all. KitError if nothing
    is left to take, or the folder is not empty.
    """
    taken = [
        entry
        for entry in entries(out)
        if (not locales or entry["locale"] in locales)
        and (clinic is None or entry["clinic"] == clinic)
        and (out / entry["path"]).resolve().is_relative_to(out.resolve())
    ]
    if not taken:
        raise KitError(f"there is nothing to pack in {out}", "Make files first (kit build), and check --locale and --clinic.")
    if target.suffix != ".zip" and target.exists() and any(target.iterdir()):
        raise KitError(f"{target} is not empty", "Name a new folder, so that nothing of yours is written over.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for entry in taken:
            (folder / entry["path"]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out / entry["path"], folder / entry["path"])
        publish(folder / MANIFEST, text({entry["path"]: dumped(entry) for entry in taken}))
        write_index(root, folder, today)
        try:
            if target.suffix == ".zip":
                _zip(folder, target)
            else:
                shutil.copytree(folder, target, dirs_exist_ok=True)
        except OSError as error:  # of a whole tree it has a list of errors and no words of its own
            raise OutputError(
                f"could not write {target}: {error.strerror or error}",
                "Check that you may write there, and that the disk is not full.",
            ) from None
    return len(taken)


def _zip(folder: Path, target: Path) -> None:
    """The folder as a zip: names in order, one date, one mode, whole or not at all."""
    sweep(target.parent, (target.suffix.removeprefix("."),), before=time.time() - OLD)
    with replacing(target) as file, zipfile.ZipFile(file, "w") as out:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED if path.suffix in _PRESSED else zipfile.ZIP_STORED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            out.writestr(entry, path.read_bytes())
