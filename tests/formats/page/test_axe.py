"""The page, the download page and a receipt, judged by axe-core in a real browser: light, dark, wide and as narrow as a phone."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kit.checks import receipt
from kit.document import Options
from kit.formats import FORMATS
from kit.formats.page import entry, index
from kit.formats.page.writer import write
from kit.translate.trial import PSEUDO, pseudo
from tests.formats.page.conftest import Labelled
from tests.formats.page.test_index import LINES
from tests.sample import sample
from tests.specimens import SPECIMENS
from tests.validators import need_node, need_program

pytestmark = pytest.mark.validator

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RUN = """
<script>
const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const rules = {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}};
axe.run(document, {runOnly: tags, rules}).then(found => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const small = [...document.querySelectorAll("a, input, textarea")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.height < 43.9 && box.height > 0 && one.closest("p") === null && !(one.type === "checkbox");
  }).map(one => one.outerHTML);
  const answer = document.createElement("script");
  answer.type = "application/json";
  answer.id = "answer";
  answer.textContent = JSON.stringify({
    rules: found.violations.map(one => one.id),
    violations: found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" | ")),
    passes: found.passes.map(one => one.id), wide, small, width: innerWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches,
  }).replaceAll("<", "\\\\u003c");
  parent.document.body.appendChild(parent.document.adoptNode(answer));
});
</script>
"""


def judge(page: bytes, folder: Path, *flags: str, width: int = 1280) -> dict[str, Any]:
    """What axe-core says of a page in a frame `width` px wide, whether it is wider than that, and which targets are below 44 px.

    A frame, because a browser's own window is never as narrow as a phone.
    """
    chromium = need_program("chromium")
    axe = (need_node("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    inner = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", page.decode())
    inner = inner.replace("</body>", f"<script>{axe}</script>{RUN}</body>")
    path = folder / "host.html"
    host = f'<!DOCTYPE html><title>Host</title><iframe width="{width}" height="900" srcdoc="{html.escape(inner)}"></iframe>'
    path.write_text(host, encoding="utf-8")
    wait = "--virtual-time-budget=20000"
    done = subprocess.run(
        [chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}", wait, *flags, "--dump-dom", path.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    answer = re.search(r'<script type="application/json" id="answer">(.*?)</script>', done.stdout.decode(), re.DOTALL)
    assert answer, "the browser gave no answer"
    found: dict[str, Any] = json.loads(answer[1])
    assert {"color-contrast", "color-contrast-enhanced", "heading-order", "html-has-lang"} <= {*found["passes"], *found["rules"]}
    return found


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "flags",
    [(), ("--blink-settings=preferredColorScheme=0",)],
    ids=["light", "dark"],
)
def test_page_has_no_violations(tag: str, width: int, flags: tuple[str, ...], tmp_path: Path) -> None:
    """The page breaks no rule of WCAG 2.2 A, AA, AAA or good practice that a machine can judge, and is never wider than the window."""
    found = judge(write(sample(tag, region=tag == "en"), Options()), tmp_path, *flags, width=width)
    assert found["dark"] == bool(flags)
    assert found["width"] == width
    assert (found["violations"], found["wide"], found["small"]) == ([], 0, [])


def test_download_page_and_receipt_have_no_violations(labelled: Labelled, tmp_path: Path) -> None:
    """So is the download page in two languages, and a receipt."""
    pages = dict(
        index.pages(
            LINES, [labelled("en"), labelled("ar")], FORMATS, lambda name, found: receipt.lines(FORMATS[name].checks(), found)
        )
    )
    for name in ("index.html", entry.receipt_path(LINES[0]["path"])):
        found = judge(pages[name], tmp_path, width=320)
        assert (found["violations"], found["wide"], found["small"]) == ([], 0, []), name


@pytest.mark.parametrize("tag", sorted(PSEUDO))
def test_long_wide_and_tall_words_fit_a_phone(tag: str, tmp_path: Path) -> None:
    """Words 40 % longer, without spaces or with tall stacks of marks never make the page wider than a phone."""
    found = judge(write(pseudo(sample("en"), tag), Options()), tmp_path, width=320)
    assert (found["violations"], found["wide"], found["small"]) == ([], 0, [])


def test_the_judge_finds_planted_faults(tmp_path: Path) -> None:
    """A page with pale words and a nameless field is not let through: the judge is awake."""
    page = (
        write(sample("en"), Options())
        .decode()
        .replace("<h1>", '<p style="color:#bbb">pale</p><p style="color:#666">not so pale</p><input><h1>')
    )
    assert judge(page.encode(), tmp_path)["rules"] == ["color-contrast-enhanced", "color-contrast", "label"]


@pytest.mark.slow
@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_whole_kit_has_no_violations(whole_kit: tuple[Path, tuple[Any, ...]], tag: str, tmp_path: Path) -> None:
    """Every page of the real kit is as clean, in every locale it is made in."""
    out, results = whole_kit
    paths = [out / result.path for result in results if result.format == "page" and result.locale == tag and result.published]
    if not paths:
        pytest.skip(f"the kit is not made in {tag}")
    for path in paths:
        found = judge(path.read_bytes(), tmp_path)
        assert (found["violations"], found["wide"], found["small"]) == ([], 0, []), path.name
