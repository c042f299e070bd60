"""The figures of a locale as they were last measured: locales/<tag>/score.json, for pages that can't wait for a measurement.

Written by `kit translate score TAG --keep`. Left out on purpose: single kinds of fault, which the command tells.
"""

from __future__ import annotations

import json
from pathlib import Path

from kit.errors import KitError
from kit.files import read_text
from kit.judging.translation.score import FIGURES, Score, Share

NAME = "score.json"


def keep(folder: Path, score: Score) -> Path:
    """Write the figures of a score into the folder of its locale."""
    rows = {name: {"hit": getattr(score, name).hit, "of": getattr(score, name).of} for name in FIGURES}
    path = folder / NAME
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def kept(folder: Path) -> dict[str, Share]:
    """The figures of a locale by name (`FIGURES`); none where nobody has measured it."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        rows = json.loads(read_text(path))
        return {name: Share(hit=int(rows[name]["hit"]), of=int(rows[name]["of"])) for name in FIGURES}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise KitError(f"{path}: not a kept score", "Write it anew with: python3 run.py translate score <tag> --keep") from None
