"""Which of axe-core's rules on WCAG our checks of a page answer, and which need a browser: none is passed over in silence."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kit.checks import page
from tests.checks.page.page_pairs import PAGE
from tests.told import Told
from tests.validators import need_node

FOUND: tuple[tuple[str, str, str], ...] = (
    (
        "area-alt",
        "html-alt",
        '<img src="a.png" alt="Map" usemap="#m"><map name="m"><area shape="rect" coords="0,0,9,9" href="#main"></map>',
    ),
    ("aria-command-name", "html-buttons", '<div role="button" tabindex="0"></div>'),
    ("aria-hidden-focus", "html-hidden", '<div aria-hidden="true"><button>a</button></div>'),
    ("aria-input-field-name", "html-buttons", '<div role="textbox" tabindex="0"></div>'),
    ("aria-meter-name", "html-buttons", '<div role="meter" aria-valuenow="1"></div>'),
    ("aria-progressbar-name", "html-buttons", '<div role="progressbar"></div>'),
    ("aria-required-attr", "html-roles", '<div role="checkbox" aria-label="a" tabindex="0"></div>'),
    ("aria-required-parent", "html-roles", '<div role="listitem">a</div>'),
    ("aria-roles", "html-roles", '<div role="breadcrumbs">a</div>'),
    ("aria-tab-name", "html-buttons", '<div role="tablist"><div role="tab" tabindex="0"></div></div>'),
    ("aria-toggle-field-name", "html-buttons", '<div role="switch" aria-checked="true" tabindex="0"></div>'),
    ("aria-tooltip-name", "html-buttons", '<div role="tooltip"></div>'),
    ("aria-valid-attr-value", "html-aria", '<button aria-expanded="maybe">a</button>'),
    ("aria-valid-attr", "html-aria", '<button aria-labeledby="x">a</button>'),
    ("autocomplete-valid", "html-purposes", '<input aria-label="a" autocomplete="nonsense">'),
    ("blink", "html-timing", "<blink>a</blink>"),
    ("button-name", "html-labels", "<button></button>"),
    ("definition-list", "html-lists", "<dl><p>a</p></dl>"),
    ("dlitem", "html-lists", "<dd>a</dd>"),
    ("duplicate-id-aria", "html-ids", '<span id="x">a</span><span id="x">b</span><button aria-labelledby="x"></button>'),
    ("frame-title", "html-frames", '<iframe src="a.html"></iframe>'),
    ("image-alt", "html-alt", '<img src="a.png">'),
    ("input-button-name", "html-buttons", '<input type="button">'),
    ("input-image-alt", "html-alt", '<input type="image" src="a.png">'),
    ("label", "html-labels", "<input>"),
    ("link-name", "html-links", '<a href="#main"></a>'),
    ("list", "html-lists", "<ul><p>a</p></ul>"),
    ("listitem", "html-lists", "<li>a</li>"),
    ("marquee", "html-timing", "<marquee>a</marquee>"),
    ("meta-refresh", "html-timing", '<meta http-equiv="refresh" content="30">'),
    ("meta-viewport", "html-zoom", '<meta name="viewport" content="user-scalable=no">'),
    ("nested-interactive", "html-nested", '<button>a <a href="#main">b</a></button>'),
    ("no-autoplay-audio", "html-timing", '<audio src="a.mp3" autoplay></audio>'),
    ("object-alt", "html-frames", '<object data="a.swf"></object>'),
    ("role-img-alt", "html-alt", '<div role="img"></div>'),
    ("select-name", "html-labels", "<select><option>a</option></select>"),
    ("server-side-image-map", "html-alt-words", '<a href="#main"><img src="a.png" alt="Map" ismap></a>'),
    ("summary-name", "html-buttons", "<details><summary></summary>a</details>"),
    ("svg-img-alt", "html-alt", '<svg role="img"></svg>'),
    ("td-has-header", "html-tables", "<table><tr><td>a</td><td>b</td></tr></table>"),
    ("td-headers-attr", "html-cells", '<table><tr><th id="a">a</th></tr><tr><td headers="zz">b</td></tr></table>'),
    ("valid-lang", "html-lang", '<p lang="english!">a</p>'),
    ("video-caption", "html-media", '<video src="a.mp4" controls></video>'),
)
"""A rule of axe-core, our check that answers it, and what both find wrong."""
IN_THE_HEAD: tuple[tuple[str, str, str, str], ...] = (
    ("aria-hidden-body", "html-hidden", "<body>", '<body aria-hidden="true">'),
    ("document-title", "html-title", "<title>Tea</title>", ""),
    ("html-has-lang", "html-lang", '<html lang="en">', "<html>"),
    ("html-lang-valid", "html-lang", 'lang="en"', 'lang="english!"'),
    ("html-xml-lang-mismatch", "html-lang-twice", 'lang="en"', 'lang="en" xml:lang="fr"'),
)
"""The same, for what stands outside the body: the piece of the good page, and what is there instead."""
NOT_LOOKED_AT = frozenset(
    [
        "aria-allowed-attr",
        "aria-braille-equivalent",
        "aria-conditional-attr",
        "aria-deprecated-role",
        "aria-prohibited-attr",
        "aria-required-children",
        "aria-roledescription",
        "audio-caption",
        "avoid-inline-spacing",
        "bypass",
        "color-contrast",
        "css-orientation-lock",
        "form-field-multiple-labels",
        "frame-focusable-content",
        "frame-title-unique",
        "label-content-name-mismatch",
        "link-in-text-block",
        "p-as-heading",
        "scrollable-region-focusable",
        "table-fake-caption",
        "target-size",
        "th-has-data-cells",
    ]
)
"""Rules that need the page laid out, or that no static text can tell; the document says so."""


@pytest.mark.parametrize(("rule", "ours", "piece"), FOUND, ids=[row[0] for row in FOUND])
def test_what_axe_finds_in_static_text_is_found(rule: str, ours: str, piece: str, told: Told) -> None:
    """Our check finds it, and finds nothing of its kind on the page without."""
    assert ours in _ids(PAGE.format(piece)), rule
    assert ours not in _ids(PAGE.format(""))
    told("page-axe", rule, page.check(PAGE.format(piece).encode(), strangers=True))


@pytest.mark.parametrize(("rule", "ours", "good", "bad"), IN_THE_HEAD, ids=[row[0] for row in IN_THE_HEAD])
def test_what_axe_finds_around_the_body_is_found(rule: str, ours: str, good: str, bad: str) -> None:
    """So is what is wrong with the page as a whole."""
    whole = PAGE.format("")
    assert good in whole
    assert ours in _ids(whole.replace(good, bad, 1)), rule


def _ids(text: str) -> set[str]:
    return {finding.id for finding in page.check(text.encode(), strangers=True)}


def test_the_document_says_who_answers_each_rule(root: Path) -> None:
    """Each rule stands in docs/CHECKER.md, with our check or among those that are not looked at."""
    said = (root / "docs" / "CHECKER.md").read_text(encoding="utf-8")
    rows = [line for line in said.splitlines() if line.startswith("| `html-")]
    for rule, ours, *_ in (*FOUND, *IN_THE_HEAD):
        assert any(f"`{ours}`" in line and f" {rule}" in f" {line.replace(',', '')}" for line in rows), rule
    assert [rule for rule in sorted(NOT_LOOKED_AT) if rule not in said] == []


@pytest.mark.validator
def test_no_rule_of_axe_is_forgotten() -> None:
    """The installed axe-core has no rule on WCAG, A or AA, that stands in neither table."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    script = f"console.log(JSON.stringify(require({json.dumps(str(need_node('axe-core')))}).getRules({json.dumps(tags)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True, timeout=60)
    known = {row[0] for row in (*FOUND, *IN_THE_HEAD)} | NOT_LOOKED_AT
    assert {rule["ruleId"] for rule in json.loads(done.stdout)} - known == set()
