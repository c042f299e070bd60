"""What is wrong with any file, ours or not: one verdict a file, whatever the file is.

A file is known by its content, not by its name. Whatever it is, the answer is a verdict: what can't be opened says why and
what to do. Left out on purpose: how verdicts are shown (`kit.cli`), and memory, which only a process of its own can bound
(`kit.judging.isolation`).
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.budget import Budget, SpentError
from kit.checks.record import UNREAD, AnyCheck
from kit.errors import Finding, KitError, Severity
from kit.formats import FORMATS, of_file
from kit.formats.record import Format

SECONDS = 15.0
"""How long one file may take."""
LARGEST = 200_000_000
"""Bytes of a file that are read at all."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_MARKED = frozenset((".pdf", ".pptx", ".html"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How a file is to be looked at: by a print profile, as one of ours, for how long and with how much unpacked data."""

    profile: str = ""
    ours: bool = False
    seconds: float = SECONDS
    data: int = 256_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found in a file. `format` names the format by whose rules it was judged, "" for none.

    `looked` is False where the file could not be looked at; its only finding then says why.
    """

    file: str
    format: str = ""
    findings: tuple[Finding, ...] = field(default=())
    looked: bool = True

    def count(self, severity: Severity) -> int:
        """How many findings are this bad."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def checks(self) -> tuple[AnyCheck, ...]:
        """The checks that the file went through."""
        return tuple(FORMATS[self.format].rules().checks) if self.format else ()


def inspect(path: Path, limits: Limits | None = None) -> Verdict:
    """The verdict on a file; never an exception, whatever the file holds."""
    limits = limits or Limits()
    try:
        if not path.is_file():
            raise OSError(None, "there is no such file" if not path.exists() else "it is no ordinary file")
        if path.stat().st_size > LARGEST:
            return _closed(path, "too-large", f"The file is larger than {LARGEST // 1_000_000} MB: it was not looked at.")
        data = path.read_bytes()
    except OSError as error:
        return _closed(path, "not-opened", f"The file can't be opened: {error.strerror or error}.")
    return judged(path, data, limits)


def judged(path: Path, data: bytes, limits: Limits) -> Verdict:
    """The verdict on a file's bytes; `path` is only its name."""
    kind, why = _kind(data)
    form = next((row for row in FORMATS.values() if kind in row.endings), None) if kind or why else _by_name(path)
    if form is None:
        return _closed(path, "not-known", why or _unknown(path))
    try:
        budget = Budget(bytes=limits.data, seconds=None if limits.ours else limits.seconds)
        with _quiet():
            found = form.rules().audit(data, limits.profile, limits.ours, budget)
    except KitError as error:
        said = error.message.removeprefix("the PDF: ")
        advice = f" {error.advice}" if error.advice else ""
        return _closed(path, "not-read", f"{said[:1].upper()}{said[1:]}.{advice}", form)
    except SpentError as error:
        message = f"The file costs {error}: it was not looked at to the end. Split it, or give it more (--seconds, --megabytes)."
        return _closed(path, "not-read", message, form)
    except Exception as error:  # noqa: BLE001 - a stranger's file may break any assumption; the verdict says so
        return _closed(
            path, "not-read", f"The file can't be read: it breaks the rules of its kind ({type(error).__name__}).", form
        )
    return Verdict(file=str(path), format=form.name, findings=(*_renamed(path, form), *found))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Libraries keep what they think of a broken file to themselves: the verdict says it."""
    levels = {logger: logger.level for logger in map(logging.getLogger, _TALKATIVE)}
    for logger in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)


_TALKATIVE = ("pikepdf", "fontTools")


def _kind(data: bytes) -> tuple[str, str]:
    """The usual ending of what the bytes are, or "" and why they are nothing that can be judged."""
    head = data[:_HEAD]
    if not data.strip(b"\0 \t\r\n"):
        return "", "The file is empty. Export it again from the program that made it."
    if b"%PDF-" in head[:1024]:
        return ".pdf", ""
    if head.startswith(_OLE):
        return "", _office(data)
    if head.startswith(b"PK"):
        return ".pptx", ""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return (".html", "") if (text.startswith(b"<") and b"<?xml" not in text[:5]) or b"<html" in text else ("", "")


def _by_name(path: Path) -> Format | None:
    """The format of a file whose content has no mark of its own, by its name; none of those that have one."""
    form = of_file(path)
    return None if form is None or _MARKED.intersection(form.endings) else form


def _office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "The file is locked with a password. In PowerPoint: File, Info, Protect Presentation, Encrypt with Password, and clear it."
    return "The file is in the old PowerPoint form (.ppt). Open it in PowerPoint and save it as .pptx."


def _unknown(path: Path) -> str:
    endings = ", ".join(dict.fromkeys(ending for row in FORMATS.values() for ending in row.endings))
    return f"The file {path.name} is no file that this can check. It checks files of these kinds: {endings}."


def _renamed(path: Path, form: Format) -> tuple[Finding, ...]:
    if path.suffix.lower() in form.endings:
        return ()
    message = f"The name ends in “{path.suffix}”, but the file is {form.endings[0]}: other programs may refuse to open it."
    return (Finding(id="renamed", severity="warning", where="file name", message=message, clause="kit: nothing passes unseen"),)


def _closed(path: Path, name: str, message: str, form: Format | None = None) -> Verdict:
    """The verdict on a file that could not be looked at."""
    finding = Finding(id=name, severity="error", where="file", message=message, clause="kit: nothing passes unseen")
    return Verdict(file=str(path), format=form.name if form else "", findings=(finding,), looked=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one check found in a file: its record (None for what no check owns), and its findings, the worst first."""

    check: AnyCheck | None
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """The worst of its findings."""
        return self.findings[0].severity


def groups(verdict: Verdict) -> tuple[Group, ...]:
    """The findings of a verdict by the check that they belong to, groups with the worst findings first."""
    left = list(verdict.findings)
    out = []
    for check in verdict.checks:
        mine = tuple(finding for finding in left if finding.id in check.kinds and finding.id != UNREAD)
        if mine:
            out.append(Group(check=check, findings=mine))
            left = [finding for finding in left if finding.id not in check.kinds or finding.id == UNREAD]
    if left:
        out.append(Group(check=None, findings=tuple(left)))
    rank = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(out, key=lambda group: rank[group.severity]))
