"""Each rule about HTML fires on its planted fault, at its line, and is silent on a clean page and on our own."""

from __future__ import annotations

import pytest

from kit.checks import page as html
from kit.document import Options
from kit.formats.page.writer import write
from tests.checks.page.page_pairs import PAIRS
from tests.sample import sample
from tests.told import Told

CLEAN = """<!DOCTYPE html>
<html lang="en">
<head>
<meta name="viewport" content="width=device-width">
<title>Clean</title>
<style>:root{--ink:#000000;--paper:#FFFFFF;--rule:#767676}</style>
</head>
<body>
<header><a href="#main">Skip</a><nav aria-label="One"><a href="https://a.example">A</a></nav></header>
<nav aria-label="Two"><a href="#main">B</a></nav>
<main id="main">
<h1>Title</h1>
<h2>Part</h2>
<p>Words <span lang="ar" dir="rtl">كلمات</span> and <img alt="A hand" src="data:image/png;base64,">.</p>
<svg aria-hidden="true"></svg><div role="img" aria-label="A line"><svg></svg></div>
<label for="a">Who</label><input id="a"><label>When <input></label><input type="tel" aria-label="Number">
<table aria-label="Times"><tr><th scope="col">Day</th></tr><tr><td>1</td></tr></table>
<ul><li>One</li></ul><dl><div><dt>T</dt><dd>D</dd></div></dl>
</main>
</body>
</html>
"""

FAULTS = [
    ("html-empty", CLEAN, " "),
    ("html-lang", '<html lang="en">', "<html>"),
    ("html-lang", "<h1>", '<h1 lang="english_us">'),
    ("html-dir", ' dir="rtl"', ""),
    ("html-dir", '<html lang="en">', '<html lang="en" dir="rtl">'),
    ("html-lang-parts", ' lang="ar"', ""),
    ("html-title", "<title>Clean</title>", "<title> </title>"),
    ("html-h1", "<h1>Title</h1>", "<p>Title</p>"),
    ("html-h1", "<h2>Part</h2>", "<h1>Part</h1>"),
    ("html-headings", "<h2>Part</h2>", "<h3>Part</h3>"),
    ("html-headings", "<h2>Part</h2>", "<h2> </h2>"),
    ("html-landmarks", 'aria-label="Two"', 'aria-label="One"'),
    ("html-landmarks", 'nav aria-label="Two"', "nav"),
    ("html-bypass", '<a href="#main">Skip</a>', ""),
    ("html-alt", 'alt="A hand" ', ""),
    ("html-drawings", '<svg aria-hidden="true">', "<svg>"),
    ("html-alt", 'role="img" aria-label="A line"', 'role="img"'),
    ("html-labels", '<label for="a">Who</label>', ""),
    ("html-labels", "When <input>", "<input>"),
    ("html-labels", ' aria-label="Number"', ""),
    ("html-links", ">B</a>", "></a>"),
    ("html-link-goals", '<a href="#main">B', '<a href="#gone">B'),
    ("html-table-names", ' scope="col"', ""),
    ("html-tables", '<th scope="col">Day</th>', "<td>Day</td>"),
    ("html-table-names", ' aria-label="Times"', ""),
    ("html-lists", "<ul><li>One</li></ul>", "<div><li>One</li></div>"),
    ("html-lists", "<dl><div><dt>T</dt><dd>D</dd></div></dl>", "<div><dt>T</dt><dd>D</dd></div>"),
    ("html-ids", "<h1>", '<h1 id="a">'),
    ("html-ids", 'type="tel"', 'type="tel" aria-describedby="gone"'),
    ("html-outside", "data:image/png;base64,", "https://a.example/p.png"),
    ("html-outside", ":root{", "@import 'a.css';:root{"),
    ("html-outside", "<h1>", '<h1 style="background:url(a.png)">'),
    ("html-outside", "<title>", '<link rel="icon" href="a.ico"><title>'),
    ("html-scripts", "<h1>", "<script></script><h1>"),
    ("html-scripts", "<h1>", '<h1 onclick="a()">'),
    ("html-scripts", '"https://a.example"', '"javascript:a()"'),
    ("html-viewport", '<meta name="viewport" content="width=device-width">', ""),
    ("html-zoom", "width=device-width", "width=device-width, user-scalable=no"),
    ("html-zoom", "width=device-width", "width=device-width, maximum-scale=1.0"),
    ("html-timing", "<title>", '<meta http-equiv="refresh" content="5"><title>'),
    ("html-timing", "<h2>", '<audio autoplay src="data:,"></audio><h2>'),
    ("html-focus", "<h1>", '<h1 tabindex="3">'),
    ("html-focus", ":root{", "a:focus{outline:none}:root{"),
    ("html-roles", "<h1>", '<p role="buton">x</p><h1>'),
    ("html-aria", "<h1>", '<h1 aria-lable="x">'),
    ("html-hidden", "<h1>", '<a href="#main" aria-hidden="true">x</a><h1>'),
    ("html-nested", "<h1>", '<button>x <input aria-label="y"></button><h1>'),
    ("html-buttons", "<h1>", "<details><summary></summary></details><h1>"),
    ("html-alt-words", 'alt="A hand"', 'alt="hand.png"'),
    ("html-cells", '<th scope="col">', '<th scope="column">'),
    ("html-purposes", '<input id="a">', '<input id="a" autocomplete="nom">'),
    ("html-lang-twice", '<html lang="en">', '<html lang="en" xml:lang="es">'),
    ("html-media", "<h1>", '<video src="data:,"></video><h1>'),
    ("html-contrast", "--ink:#000000", "--ink:#777777"),
    ("html-contrast", "--rule:#767676", "--rule:#AAAAAA"),
]


def ids(page: str) -> set[str]:
    """The rules that a page breaks."""
    return {finding.id for finding in html.check(page.encode())}


def test_clean_page_is_clean() -> None:
    """Nothing is found where nothing is wrong."""
    assert html.check(CLEAN.encode()) == ()


@pytest.mark.parametrize(("rule", "old", "new"), FAULTS)
def test_planted_fault_fires(rule: str, old: str, new: str, told: Told) -> None:
    """Each fault is found by its own rule and by no other."""
    assert CLEAN.count(old) == 1
    assert ids(CLEAN.replace(old, new)) == {rule}
    told("page", f"{rule}: {new or 'without ' + old}".replace("\n", " "), html.check(CLEAN.replace(old, new).encode()))


def test_every_rule_has_a_planted_fault() -> None:
    """No rule is without a proof that it can fire, a reason and a clause."""
    planted = {rule for rule, *_ in FAULTS} | {pair[1] for pair in PAIRS}
    assert {name for check in html.CHECKS for name in check.kinds} == planted


def test_place_and_clause_are_told() -> None:
    """A finding names the line, the element and the clause."""
    (finding,) = html.check(CLEAN.replace("<h2>Part</h2>", "<h4>Part</h4>").encode())
    assert (finding.where, finding.severity, finding.clause) == ("line 13: <h4>", "error", "WCAG 2.2 SC 1.3.1, 2.4.6")


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_no_html_is_a_finding(data: bytes) -> None:
    """An empty file is a finding, not a crash."""
    assert [finding.id for finding in html.check(data)] == ["html-empty"]


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("full", [True, False])
def test_our_page_is_clean(tag: str, full: bool) -> None:
    """The sample's pages break no rule, with and without a clinic and numbers."""
    assert html.check(write(sample(tag, region=full, clinic=full), Options())) == ()


def test_codes_in_isolates_need_no_language() -> None:
    """A phone number or code that is isolated is no word; the same letters bare are."""
    arabic = CLEAN.replace('<html lang="en">', '<html lang="ar" dir="rtl">')
    for name in ("Clean", "Skip", "One", "A hand", "A line", "Two", "Title", "Part", "Words", " and ", "Who", "When", "Number"):
        arabic = arabic.replace(name, "كلمة")
    for name in ("Times", "Day", ">One<", ">A<", ">B<", ">T<", ">D<"):
        arabic = arabic.replace(name, ">كلمة<" if name.startswith(">") else "كلمة")
    arabic = arabic.replace(' aria-label="كلمة"><a href="#main">كلمة', ' aria-label="كلمتان"><a href="#main">كلمة', 1)
    assert ids(arabic.replace("<h2>كلمة", "<h2>\u2066ABC-123\u2069 كلمة")) <= {"html-landmarks"}
    assert "html-lang-parts" in ids(arabic.replace("<h2>كلمة", "<h2>ABCD كلمة"))


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 50_000,
        bytes(range(256)) * 40,
        b"<html lang='\xff\xfe'><p>" + b"\x00" * 100,
        b"<!--",
        b"<a href='javascript:'" * 500,
    ],
    ids=["deep", "binary", "bytes that are no UTF-8", "cut off", "unclosed"],
)
def test_hostile_files_are_judged_not_obeyed(data: bytes) -> None:
    """Whatever the bytes, the answer is findings."""
    assert html.check(data)
