"""What the desk's worker processes do with slides: hear them, draw them, put them on a template, carry a person's edits to new words.

Each function is called by name in another process with plain values, as those of `work` are. Left out on purpose: pages (`presenting`)
and pictures drawn from the deck's own plan (`work.sketch`).
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from kit import build
from kit.errors import KitError
from kit.formats import FORMATS


def heard(path: Path, format_name: str) -> tuple[tuple[int, str, str, str], ...]:
    """What a reader hears of a finished file, as (page or slide, role, language, words)."""
    outline = FORMATS[format_name].read(path.read_bytes())
    rows = ((item.page, item.role, item.lang, item.text.strip() or item.alt.strip()) for item in outline.items)
    return tuple(row for row in rows if row[3])


def office() -> str:
    """LibreOffice's program, or "" where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def slides_pdf(deck: Path, pdf: Path) -> None:
    """A deck of ours as LibreOffice draws it; never anybody else's file. KitError if it does not come in 60 seconds."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office(), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(deck)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as running:  # noqa: S603 - our own file
            try:
                running.wait(timeout=60)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(OSError):
                    os.killpg(running.pid, signal.SIGKILL)
                raise KitError("LibreOffice did not draw the slides in time", "The words of each slide are below.") from None
        made = next(Path(folder).glob("*.pdf"), None)
        if made is None:
            raise KitError("LibreOffice could not draw the slides", "The words of each slide are below.")
        build.publish(pdf, made.read_bytes())


def branded(data: bytes, root: Path, today: datetime.date, topic: str, tag: str, session: int, target: Path) -> tuple[str, ...]:
    """A deck (of a session of so many minutes, or 0 for all) on an uploaded template; the report on it, a line each. KitError: it can't be used."""
    from kit.build import edited  # python-pptx with it, which only these two need

    build.refresh(root)
    try:
        new, report = edited.branded(data, edited.Origins(root=root, today=today, topic=topic, locale=tag, session=session))
    except KitError:
        raise
    except Exception as error:  # noqa: BLE001 - a stranger's file may break the reader in any way; it ends as words
        raise KitError(
            f"the file can't be used as a template ({type(error).__name__})", "Choose a .potx or .pptx file."
        ) from None
    build.publish(target, new)
    return report


def renewed(data: bytes, root: Path, today: datetime.date, target: Path) -> tuple[tuple[str, str, str], ...]:
    """Carry the edits of an uploaded deck to the present words; what changed, as (kind, slide, message).

    KitError: it is no deck of ours, or can't be read within the limits of a worker.
    """
    from kit.build import edited  # python-pptx with it, which only these two need

    build.refresh(root)
    try:
        new, changes = edited.renew(data, edited.Origins(root=root, today=today))
    except KitError:
        raise
    except Exception as error:  # noqa: BLE001 - a stranger's file may break the reader in any way; it ends as words
        raise KitError(f"the file can't be read as a deck of this kit ({type(error).__name__})", "Choose a .pptx file.") from None
    build.publish(target, new)
    return tuple((change.kind, change.slide, change.message) for change in changes)
