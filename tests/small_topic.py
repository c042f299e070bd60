"""A small topic that keeps every rule about content; each test breaks one of them."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.checks import source as content_rules
from kit.checks.source.rules import Subject
from kit.errors import Finding
from tests.content.conftest import FILES, write

FACTS = (
    "[emergency, naloxone, lost_tolerance, dehydration, pregnancy, alcohol_benzodiazepines, precipitated_withdrawal, "
    "methadone_buprenorphine, suicide_help]"
)

LEFT_OUT = ("00-welcome.yaml", "02-strip.yaml", "night.yaml", "20.yaml")
"""What the topic of `tests.content` has and this one has not."""

CLEAN = {
    **FILES,
    "claims.yaml": """\
- id: A01
  statement: "Tea late in the day can keep you awake for 4 hours."
  seed: true
  verdict: keep
  why: "Both sources say so."
  sources: [{ref: tea-board, accessed: "2026-11-22"}]
""",
    "glossary.yaml": '- {id: tannin, term: "tannin", meaning: "What makes tea bitter and dry.", explain: true}\n',
    "tea/topic.yaml": f"""\
schema: 1
id: tea
version: "1.0"
date: "2026-11-22"
title: "Tea and sleep"
audience: "For people who drink tea"
main_message: {{text: "Tea is fine in the morning."}}
help:
  type: contacts
  id: help
  title: "Get help now"
  lead: "Call {{emergency_number}} now."
  kinds: [emergency]
  safety: {FACTS}
sections: [sleep]
closing:
  id: about
  number: 0
  title: "About this sheet"
  key: {{text: "Ask your own nurse."}}
  blocks: []
""",
    "tea/sections/01-sleep.yaml": """\
id: sleep
number: 1
title: "Tea and sleep"
key: {text: "Tea can keep you awake.", claims: [A01], safety: [emergency]}
notes:
  say: [{id: sleep.say, text: "Say it slowly."}]
blocks:
  - type: paragraph
    id: sleep.why
    title: "Why tea keeps you up"
    text: "Tannin makes tea bitter and dry. Drink tea early, and you sleep well."
    claims: [A01]
  - type: bullets
    id: sleep.tips
    title: "What helps you"
    claims: [A01]
    safety: [precipitated_withdrawal]
    items:
      - {id: sleep.tips.early, text: "Drink tea 4 hours before bed."}
      - {id: sleep.tips.water, text: "Water helps."}
      - {id: sleep.tips.much, text: "Too much tea harms."}
  - type: figure
    id: sleep.picture
    claims: [A01]
    art: cup
    alt: "A cup of tea beside a bed"
    caption: "No one knows the right cup for you."
  - type: exercise
    id: sleep.tell
    kind: teach_back
    minutes: 2
    items: [{id: sleep.tell.when, text: "When would you drink tea?"}]
  - type: worksheet
    id: sleep.plan
    fields: [{id: sleep.plan.when, text: "When I drink tea"}]
""",
}
CLEAN = {name: text for name, text in CLEAN.items() if name.split("/")[-1] not in LEFT_OUT}

ARABIC = """\
msgid ""
msgstr ""
"Language: ar\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "tea/sleep.tips.water"
msgid "Water helps."
msgstr "الماء يساعد."
"""
"""One sentence of the topic in Arabic."""

Spoil = Callable[[str, str, str], Path]
Run = Callable[..., tuple[Finding, ...]]


def content_in(folder: Path) -> Path:
    """The topic's content, written below a folder; where it is."""
    made = write(CLEAN, folder)
    region = made / "regions/US.yaml"
    text = region.read_text(encoding="utf-8")
    region.write_text(text.replace('status: unconfirmed\n    doubt: "Nobody called it."', "status: confirmed"), encoding="utf-8")
    return made


def make_whole(content: Path, root: Path) -> Path:
    """Add what a build needs to the topic's content, from the kit in `root`, and one sentence in Arabic; the project's folder."""
    for name in ("labels.yaml", "review-form.yaml"):
        shutil.copyfile(root / "content" / name, content / name)
    locale = content.parent / "locales/ar"
    locale.mkdir(parents=True)
    shutil.copyfile(root / "locales/ar/labels.po", locale / "labels.po")
    (locale / "tea.po").write_text(ARABIC, encoding="utf-8")
    return content.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The content folder."""
    return content_in(tmp_path)


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Change one place in one file; the words to change must stand there exactly once."""

    def change(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return change


@pytest.fixture
def gather(folder: Path, today: datetime.date) -> Callable[[], Subject]:
    """All that the rules look at, read anew."""
    return lambda: content_rules.gather(folder, "tea", today=today)


@pytest.fixture
def run(folder: Path, today: datetime.date) -> Run:
    """The findings on the small topic."""

    def check(*against: Path, day: datetime.date = today) -> tuple[Finding, ...]:
        return content_rules.check(folder, "tea", today=day, against=against)

    return check
