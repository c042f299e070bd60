"""kit.translate.scan: the extractor finds in the files what the loader finds, under the same ids."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract as babel_extract
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kit import translate
from kit.content import desk_words, topics
from kit.content.topic import load
from kit.translate.scan import files, found, positions
from kit.translate.template import word_messages

ROOT = Path(__file__).parents[2]

TOPIC = """
schema: 1
id: small
title: {text: "Feeling unwell", note: "a note"}
main_message: {text: "It passes.", claims: [A01]}
help: {type: contacts, id: help, lead: "Call.", kinds: [emergency]}
closing: {id: closing, number: 0, title: "About", key: {text: "Ask."}}
"""

SECTION = """
id: what
number: 1
title: What it is
content_note: This part is hard.
key:
  text: >-
    It is
    hard.
  safety: [emergency]
notes:
  say: [{id: what.say, text: "Say."}]
blocks:
  - type: paragraph
    id: what.para
    title: A part
    translator_note: About all.
    text: Words.
    notes: {ask: [{id: what.ask, text: "Ask?"}]}
  - type: table
    id: what.table
    summary: A table.
    columns: [{id: what.table.head, text: "Head", note: "Short."}]
    rows: [[{id: what.table.cell, text: "Cell"}]]
  - type: timeline
    id: what.line
    x_title: Days
    points: [{id: what.line.first, day: 1, text: "Day 1"}]
    table: {id: what.line.table, summary: "Facts.", columns: [], rows: []}
"""


def test_ids_are_made_as_the_loader_makes_them() -> None:
    """Own ids in lists, owner and field elsewhere, underscores as hyphens."""
    assert [(text.ctx, text.english) for text in found(TOPIC, "small")] == [
        ("small/title", "Feeling unwell"),
        ("small/main-message", "It passes."),
        ("small/help.lead", "Call."),
        ("small/closing.title", "About"),
        ("small/closing.key", "Ask."),
    ]
    assert [(text.ctx, text.english, text.note) for text in found(SECTION, "small")] == [
        ("small/what.title", "What it is", ""),
        ("small/what.content-note", "This part is hard.", ""),
        ("small/what.key", "It is hard.", ""),
        ("small/what.say", "Say.", ""),
        ("small/what.para.title", "A part", "About all."),
        ("small/what.para.text", "Words.", "About all."),
        ("small/what.ask", "Ask?", ""),
        ("small/what.table.summary", "A table.", ""),
        ("small/what.table.head", "Head", "Short."),
        ("small/what.table.cell", "Cell", ""),
        ("small/what.line.x-title", "Days", ""),
        ("small/what.line.first", "Day 1", ""),
        ("small/what.line.table.summary", "Facts.", ""),
    ]


def test_broken_yaml_gives_nothing() -> None:
    """Saying what is wrong with a file is the loader's work."""
    assert list(found("a: [", "small")) == []
    assert list(found("- a", "small")) == []


def test_babel_finds_texts_with_context_line_and_comment() -> None:
    """`pybabel extract` calls the entry point and gets pgettext messages."""
    got = list(babel_extract("kit.translate:extract", io.BytesIO(TOPIC.encode()), options={"topic": "small"}))
    assert got[0] == (4, "Feeling unwell", ["a note"], "small/title")


def test_pybabel_extracts_the_whole_content_folder() -> None:
    """By the mapping a translator would write: every text of every topic and of the labels, and nothing else."""
    got = {
        (context, message)
        for _, _, message, _, context in extract_from_dir(
            str(ROOT / "content"), method_map=[("**.yaml", "kit.translate:extract")], options_map={}
        )
    }
    documents = [load(ROOT / "content", topic) for topic in topics(ROOT / "content")]
    wanted = {
        (m.ctx, (m.english, m.plural) if m.plural else m.english)
        for d in documents
        for m in (*translate.messages(d), *translate.label_messages(d))
    }
    wanted |= {(m.ctx, m.english) for m in word_messages(desk_words(ROOT / "content"))}
    assert got == wanted


@pytest.mark.parametrize("topic", topics(ROOT / "content"))
def test_the_extractor_agrees_with_the_loader(topic: str) -> None:
    """For the real content: the same ids, English and notes, topic and labels; and every text has its file."""
    document = load(ROOT / "content", topic)
    for domain, messages in ((topic, translate.messages(document)), ("labels", translate.label_messages(document))):
        scanned = {t.ctx: t.msgid for path in files(ROOT, domain) for t in found(path.read_text(encoding="utf-8"), domain)}
        assert scanned == {message.ctx: message.msgid for message in messages}
        assert set(positions(ROOT, domain)) == set(scanned)


def test_plain_pybabel_extract_finds_every_text(tmp_path: Path) -> None:
    """`pybabel extract -F babel.cfg content`, as any translator would type it."""
    out = tmp_path / "kit.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "extract", "-F", "babel.cfg", "-o", str(out), "content"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found = {message.context for message in read_po(io.BytesIO(out.read_bytes())) if message.id}
    documents = [load(ROOT / "content", topic) for topic in topics(ROOT / "content")]
    assert {m.ctx for d in documents for m in (*translate.messages(d), *translate.label_messages(d))} <= found
