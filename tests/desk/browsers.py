"""A real desk in a process of its own, and a real browser on it: Playwright for Python driving Debian's Chromium.

Left out on purpose: what is tested. A test that needs this calls `need_browser` first, which skips it or, in CI, fails it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.validators import need_module, need_node, need_program

CLINIC = 'name = "Hill Street Clinic"\nphone = "202-555-0143"\naddress = "1 Hill Street"\n'
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A desk that runs: the address that opens it once, its own address, its project and its process."""

    first: str
    base: str
    root: Path
    process: subprocess.Popen[str]


def need_browser() -> str:
    """Chromium's path; skips (in CI: fails) the calling test without it, Playwright or axe-core."""
    need_module("playwright")
    need_node("axe-core")
    return need_program("chromium")


@contextmanager
def running(root: Path, state: Path) -> Iterator[Running]:
    """A desk on this project, ended with all its workers afterwards."""
    command = [sys.executable, "-m", "kit", "desk", "--no-browser", "--port", "0", "--root", str(root)]
    env = {**os.environ, "XDG_CACHE_HOME": str(state), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"(http://127\.0\.0\.1:\d+)/open\?ticket=\S+", process.stdout.readline())
            assert found, "the desk did not start"
            yield Running(first=found.group(), base=found.group(1), root=root, process=process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def axe(page: Any) -> list[str]:
    """What axe-core finds wrong on the page as it is now, and whether the page is wider than its window or a target too small.

    A page that tells of work that runs loads itself anew when that has ended; it is looked at then.
    """
    page.wait_for_selector('#live[data-again]:not([data-again=""])', state="detached", timeout=120_000)
    source = (need_node("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    found: list[str] = page.evaluate(
        """async tags => {
          const found = await axe.run(document, {runOnly: tags});
          const out = found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" | "));
          const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          if (wide > 0) out.push("wider than the window by " + wide);
          for (const one of document.querySelectorAll("a, button, input, select, textarea, summary")) {
            const box = one.getBoundingClientRect();
            const tick = one.closest("label.tick");
            const height = tick ? tick.getBoundingClientRect().height : box.height;
            if (box.height > 2 && box.width > 2 && height < 23.9) out.push("small: " + one.outerHTML);
          }
          return out;
        }""",
        RULES,
    )
    return found


def go(page: Any, element: Any) -> None:
    """Click what opens a document, and wait until that document is there.

    A click alone may return before the answer has come: what is asked of the page next without waiting is then asked of the old one.
    """
    with page.expect_navigation():
        element.click()


def to(page: Any, words: str, key: str = "Enter") -> None:
    """Go by Tab alone to the link, button or field whose name holds these words, and press a key there."""
    for _ in range(160):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => { const one = document.activeElement; return [one.innerText, one.getAttribute('aria-label'), one.labels && one.labels[0] && one.labels[0].innerText, one.value].join(' ') }"
        )
        if words in name:
            if key:
                page.keyboard.press(key)
            return
    raise AssertionError(f"'{words}' can't be reached by keyboard")
