"""Where the words are: the project's folder that a command works in, and the folder that its files go to.

A project is a folder with content/ and locales/. One comes inside the installed program, and nobody may change that: commands that
change words get a copy of it in the user's own data, which from then on is the project wherever no other is named.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from kit.errors import KitError
from kit.files import resolved

_CODE = Path(__file__).resolve().parents[1]
CHECKOUT = _CODE.parent
"""The folder of this code's own project, where it was not installed as a wheel."""
PACKED = _CODE / "project"
"""The project inside the installed program."""
_STAMP = "made-by-version.txt"


def project(given: Path | None, *, writes: bool = False) -> Path:
    """The project's folder: the one given, the present one, the one this code stands in, one's own copy, or the one inside the program.

    A command that `writes` words gets a copy of its own where else it would work on the program's.
    """
    if given is not None and not (given / "content").is_dir():
        raise KitError(f"{given}: there is no content/ folder in it", "Name a project's folder with --root, or leave --root out.")
    if given is not None:
        return resolved(given)
    for folder in (Path.cwd(), CHECKOUT):
        if _is_project(folder):
            return folder.resolve()
    if not _is_project(PACKED):
        raise KitError("no content/ folder here", "Run the command in the project's folder, or name it with --root.")
    own = own_folder()
    if writes or _is_project(own):
        return _copied(own)
    return PACKED


def output_of(root: Path, given: Path | None) -> Path:
    """Where files go: the folder given, `output` in the project, or `output` here where the project is none of this place."""
    if given:
        return resolved(given)
    return (Path.cwd() if root in (PACKED, own_folder()) else root) / "output"


def own_folder() -> Path:
    """Where the user's own copy of the program's project is, or would be."""
    home = Path.home()
    base = {
        "win32": Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"),
        "darwin": home / "Library" / "Application Support",
    }.get(sys.platform, Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"))
    return base / "health-kit" / "project"


def _is_project(folder: Path) -> bool:
    return (folder / "content" / "labels.yaml").is_file()


def _copied(own: Path) -> Path:
    """One's own copy, made if there is none; after an upgrade made anew, with one's clinics, and the older one kept beside it."""
    made_by = version("health-kit")
    stamp = own / _STAMP
    before = stamp.read_text(encoding="utf-8").strip() if stamp.is_file() else ""
    if before == made_by:
        return own
    new, old = own.with_name(f"project-{made_by}.part"), own.with_name(f"project-{before or 'before'}")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(PACKED, new)
    (new / _STAMP).write_text(f"{made_by}\n", encoding="utf-8")
    if own.exists():
        shutil.copytree(own / "content" / "clinics", new / "content" / "clinics", dirs_exist_ok=True)
        shutil.rmtree(old, ignore_errors=True)
        own.rename(old)
        sys.stderr.write(f"The words are those of version {made_by} now. What you had is in {old}.\n")
    new.rename(own)
    return own
