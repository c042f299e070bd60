"""A small content folder, right in every part; each test spoils one thing in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "labels.yaml": """\
contents: {text: "In this sheet", note: "Heading."}
page_of: {text: "Page {page} of {pages}", placeables: [page, pages]}
footer.version: {text: "Version {version}", placeables: [version]}
fallback.emergency_number: {text: "your local emergency number"}
fallback.crisis_line: {text: "a crisis line"}
fallback.drug_line: {text: "a drug help line"}
fallback.clinic_name: {text: "your clinic"}
fallback.clinic_phone: {text: "your clinic's number"}
fallback.region: {text: "your country"}
contact.emergency: {text: "Emergency"}
contact.crisis: {text: "Crisis help"}
contact.drug_help: {text: "Drug help line"}
contact.treatment_finder: {text: "Find treatment"}
contact.use_alone: {text: "If you use alone"}
contact.clinic: {text: "Your clinic"}
status.draft: {text: "Draft"}
status.reviewed: {text: "Language checked"}
status.clinical: {text: "Checked by a clinician"}
sources.title: {text: "Where this comes from"}
hours.always: {text: "Day and night"}
way.call: {text: "Call"}
way.text: {text: "Text"}
contact.poison: {text: "Poison help"}
contact.where_naloxone: {text: "Where to get naloxone"}
fallback.law: {text: "Rules differ."}
""",
    "sources.yaml": """\
- id: tea-board
  title: "Tea and sleep"
  publisher: "Tea Board"
  year: 2020
  url: https://example.org/tea
  lang: en
  rights: "Cited only."
  read: firsthand
- id: thee-raad
  title: "Thee"
  publisher: "Theeraad"
  year: 2021
  url: https://example.org/thee
  lang: nl
  rights: "Cited only."
  read: secondhand
- id: unused
  title: "Coffee"
  publisher: "Coffee Board"
  year: 2019
  url: https://example.org/coffee
  lang: en
  rights: "Cited only."
  read: firsthand
""",
    "claims.yaml": """\
- id: A01
  statement: "Tea late in the day can keep you awake."
  seed: true
  verdict: keep
  why: "Both sources say so."
  evidence: guideline
  strength: moderate
  sources:
    - {ref: thee-raad, locator: "p. 2", accessed: "2026-11-22"}
    - {ref: tea-board, locator: "p. 3", accessed: "2026-11-22"}
- id: A02
  statement: "Tea cures all."
  seed: "Tea is a cure for everything."
  verdict: drop
  why: "It does not."
- id: M01
  statement: "Drink water too."
  verdict: added
  why: "It was missing."
  sources:
    - {ref: tea-board, accessed: "2026-11-22"}
""",
    "glossary.yaml": """\
- {id: tannin, term: "tannin", meaning: "What makes tea bitter."}
""",
    "terms/en.yaml": """\
- {avoid: ["tea addict"], use: "person who drinks tea", why: "Words matter."}
""",
    "pictograms/cup.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path d="M1 1L9 1L9 9Z"/></svg>\n',
    "pictograms/pictograms.yaml": """\
cup:
  alt: "A cup"
  meaning: "Drink tea"
  not_to_confuse: "Coffee"
  mirror: true
""",
    "regions/US.yaml": """\
code: US
name: "United States"
lines:
  - kind: emergency
    value: "911"
    hours: hours.always
    source: {text: "A test"}
    checked_on: "2026-11-22"
    expires_on: "2027-11-22"
    status: confirmed
  - kind: crisis
    value: "988"
    name: "988 Lifeline"
    ways: [way.call, way.text]
    source: {url: "https://example.org"}
    checked_on: "2026-11-22"
    expires_on: "2027-05-22"
    status: confirmed
  - kind: drug_help
    value: "1-800-555-0143"
    name: "A line"
    source: {text: "A test"}
    checked_on: "2026-11-22"
    expires_on: "2027-05-22"
    status: unconfirmed
    doubt: "Nobody called it."
languages: [en]
""",
    "tea/topic.yaml": """\
schema: 1
id: tea
version: "1.0"
date: "2026-11-22"
title: "Tea"
audience: {text: "For people who drink tea", note: "Any age."}
main_message: {text: "Tea is fine. **Water is too.**", claims: [A01], safety: [emergency]}
help:
  type: contacts
  id: help
  title: "Get help now"
  lead: "Call {emergency_number} now."
  kinds: [emergency, crisis, drug_help, clinic]
  safety: [emergency]
sections: [welcome, sleep]
reserve: [strip]
closing:
  id: about
  number: 0
  title: "About this sheet"
  key: {text: "Ask {clinic_name} at {clinic_phone} in {region}. Version {version} of {date}, {status}."}
  blocks: []
""",
    "tea/sections/00-welcome.yaml": """\
id: welcome
number: 0
title: "Welcome"
key: {text: "You choose."}
blocks: []
""",
    "tea/sheets/night.yaml": """\
id: night
formats: [sheet]
title: "At night"
audience: "For people who lie awake"
handed_out: "Give it in the evening."
key: {text: "No tea now.", claims: [A01]}
front:
  - {block: sleep.tips, items: [sleep.tips.water]}
back: [sleep.box, strip.water]
large_print: [1, 1]
""",
    "tea/sessions/20.yaml": """\
minutes: 20
name: "Short session"
opening: 2
closing: 3
plan:
  - {block: sleep.key, minutes: 4}
  - {block: sleep.why, minutes: 5}
  - {block: sleep.talk, minutes: 6}
""",
    "tea/sections/02-strip.yaml": """\
id: strip
number: 0
title: "Always remember"
blocks:
  - type: paragraph
    id: strip.water
    claims: [M01]
    safety: [dehydration]
    text: "Drink water."
""",
    "tea/sections/01-sleep.yaml": """\
id: sleep
number: 1
title: "Tea and sleep"
content_note: "This part talks about sleep."
key: {text: "Tea late can keep you awake.", claims: [A01]}
art: cup
# The middle part.
notes:
  say: [{id: sleep.say, text: "Say it slowly."}]
blocks:
  - type: paragraph
    id: sleep.why
    text: "Tea holds caffeine. Call {crisis_line} or {drug_line}."
    claims: [M01]
    translator_note: "Caffeine is a stimulant."
  - type: bullets
    id: sleep.tips
    title: "What helps"
    shows: [handout, page]
    items:
      - {id: sleep.tips.early, text: "Drink tea early", art: cup}
      - {id: sleep.tips.water, text: "Drink water", note: "Plain water."}
  - type: figure
    id: sleep.picture
    art: cup
    alt: "A cup of tea"
    caption: "A cup"
  - type: table
    id: sleep.table
    summary: "When to drink what."
    columns: [{id: sleep.table.when, text: "When"}, {id: sleep.table.what, text: "What"}]
    rows:
      - [{id: sleep.table.morning, text: "Morning"}, {id: sleep.table.tea, text: "Tea"}]
  - type: timeline
    id: sleep.line
    alt: "A line that falls."
    takeaway: "It passes."
    caption: "An illustration."
    x_title: "Days"
    y_title: "How strong"
    top: 10
    points: [{id: sleep.line.first, day: 0, text: "Day 0"}, {id: sleep.line.last, day: 2.5, text: "Day 2"}]
    series: [{id: sleep.line.tired, text: "Tired", values: [9, 1]}]
    table:
      id: sleep.line.table
      summary: "The same in words."
      columns: [{id: sleep.line.when, text: "When"}, {id: sleep.line.what, text: "What"}]
      rows: [[{id: sleep.line.start, text: "Day 0"}, {id: sleep.line.awake, text: "Awake"}]]
  - type: worksheet
    id: sleep.plan
    fields: [{id: sleep.plan.when, text: "When I drink tea", lines: 2}]
  - type: exercise
    id: sleep.talk
    kind: questions
    minutes: 5
    shows: [slide]
    items: [{id: sleep.talk.first, text: "When do you drink tea?"}]
  - type: callout
    id: sleep.box
    level: calm
    lead: "You can do this."
  - type: steps
    id: sleep.steps
    items: [{id: sleep.steps.boil, text: "Boil water"}]
  - type: contacts
    id: sleep.numbers
    kinds: [crisis]
""",
}

Spoil = Callable[[str, str, str], Path]


def write(files: dict[str, str], root: Path) -> Path:
    """A content folder with these files below `root`."""
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The content folder."""
    return write(FILES, tmp_path)


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
