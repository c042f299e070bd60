"""How much of each page of a handout stays empty below its words, by language, edition and paper, from the finished files.

    python -m tests.bench.page_ends                          all topics and languages on offer
    python -m tests.bench.page_ends --locale es,ar --topic heroin-withdrawal
    python -m tests.bench.page_ends --partial                every language, with English, marked, where words are missing

The last page of a file is not counted in mean and most; the page before one that is forced to begin (the plan to tear off) is. `times the
words` says how many times as many pages it has as its words would fill. Nothing is published.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

from kit import build, content
from kit.build.job import Job
from kit.checks.pdf.white import page_ends
from kit.formats import FORMATS
from kit.tagged.source import read

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 28)
COLUMNS = (("standard", "a4"), ("standard", "letter"), ("large-print", "a4"), ("large-print", "letter"))


def jobs(topics: tuple[str, ...], locales: tuple[str, ...], *, partial: bool = False) -> Iterator[Job]:
    """A job for each handout on offer, in both editions and on both papers."""
    for edition, paper in COLUMNS:
        asked = build.Request(root=ROOT, out=ROOT / "output", formats=("handout",), editions=(edition,), today=TODAY)
        yield from build.plan(dataclasses.replace(asked, topics=topics, locales=locales, paper=paper, partial=partial))


def ends(job: Job) -> tuple[float, ...]:
    """For each page of the job's file, which part of it is empty below its words."""
    document = build.ready(job)
    return page_ends(read(FORMATS[job.format].write(document, job.options)))


def main() -> None:
    """Print a table: pages, mean and maximum of each file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--locale", default="")
    parser.add_argument("--topic", default="")
    parser.add_argument("--partial", action="store_true")
    asked = parser.parse_args()
    topics = tuple(asked.topic.split(",")) if asked.topic else tuple(sorted(content.topics(ROOT / "content")))
    locales = tuple(asked.locale.split(",")) if asked.locale else tuple(build.locales_of(ROOT))
    print(
        "| topic | language | edition | paper | pages | times the words | mean | most | over 25 % |\n|---|---|---|---|---:|---:|---:|---:|---:|"
    )
    for job in jobs(topics, locales, partial=asked.partial):
        every = ends(job)
        if found := every[:-1]:
            told = f"{len(every)} | {len(every) / sum(1 - end for end in every):.2f} | {sum(found) / len(found):.1%} | {max(found):.0%} | {sum(end > 0.25 for end in found)}"
            print(f"| {job.topic} | {job.locale} | {job.edition} | {job.options.paper} | {told} |", flush=True)


if __name__ == "__main__":
    main()
