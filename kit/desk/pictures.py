"""Files and pictures by request, from the shelf or made now: nothing on a page waits for what was made already.

The key of each says all it depends on: the project's files, the program, the job. Left out on purpose: the making (`work`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit import build
from kit.build import Job
from kit.desk import shelf, work
from kit.desk.context import desk
from kit.desk.work import Made
from kit.locale import SOURCE

DOTS = {"card": 48, "side": 96, "large": 144}
"""Sizes of page pictures, in dots an inch."""


def key_of(job: Job) -> str:
    """The shelf's key for a job: it changes with any file of content/ or of its languages, any option, the day and the program."""
    own = desk()
    said = {name: getattr(job, name) for name in job.__dataclass_fields__ if name not in ("out", "root")}
    languages = (member.locale for member in job.members)
    folders = ("content", *(f"locales/{tag}" for tag in ("en", job.locale, job.beside, *languages) if tag))
    return shelf.key(build.stamp(job.root, *dict.fromkeys(folders)), own.code, sorted(said.items()))


def made(job: Job) -> Made:
    """The finished file: written, read back and checked. It says so if a check held it back."""
    folder = desk().shelf.place(f"file-{key_of(job)}")
    found = Made.read(folder / "made.json")
    return found or desk().runner.run(work.make, job, folder)


def drawn(job: Job) -> tuple[Path, int]:
    """A PDF to look at and its pages; the finished file where there is one already."""
    folder = desk().shelf.place(f"draw-{key_of(job)}")
    try:
        return folder / "drawn.pdf", int((folder / "count").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return folder / "drawn.pdf", desk().runner.run(work.draw, job, folder)


def picture(job: Job, number: int, size: str) -> tuple[Path, str]:
    """The picture of one page (from 1) and its key."""
    key = key_of(job)
    path = desk().shelf.place(f"draw-{key}") / f"{size}-{number}.webp"
    if not path.is_file():
        pdf, _ = drawn(job)
        desk().runner.run(work.paint, pdf, number, DOTS[size], path)
    return path, f"{key}-{size}-{number}"


def lacking(jobs: tuple[Job, ...]) -> tuple[bool, ...]:
    """For each job whether its language does not offer it yet."""
    if all(job.locale == SOURCE.tag and not job.beside for job in jobs):
        return (False,) * len(jobs)
    names = tuple(build.name_of(replace(job, clinic=None), "") for job in jobs)
    path = desk().shelf.place(f"lacking-{shelf.key(build.stamp(jobs[0].root), desk().code, names)}") / "lacking.json"
    return work.read_lacking(path) or desk().runner.run(work.lacking, jobs, path)


def told(jobs: tuple[Job, ...], ui: str) -> tuple[work.Told, ...]:
    """What the files of these jobs are called, each in its own language, and their kind in the page's language."""
    if not jobs:
        return ()
    stamp = build.stamp(jobs[0].root)
    wanted = tuple(build.name_of(replace(job, clinic=None), "") for job in jobs)
    path = desk().shelf.place(f"told-{shelf.key(stamp, desk().code, wanted, ui, jobs[0].today)}") / "told.json"
    return work.read_told(path) or desk().runner.run(work.tell, jobs, ui, path)
