"""What `kit check` can be asked for, and the kinds of PowerPoint file that it looks into."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import cli
from kit.errors import EXIT_BAD_INPUT, EXIT_CHECKS_FAILED, EXIT_OK
from kit.judging.inspection import inspect
from tests.checks.deck.tiny import Deck, picture, title

Asked = Callable[..., tuple[int, str]]
_PAGE = '<!DOCTYPE html><html lang="en"><head><title>Tea</title></head><body><main><h1>Tea</h1>{}</main></body></html>'
_MAIN = "presentation.main+xml"
_OPEN, _OFFICE = "application/vnd.openxmlformats-officedocument.presentationml", "application/vnd.ms-powerpoint"
_KINDS = {
    ".pptx": f"{_OPEN}.{_MAIN}",
    ".potx": f"{_OPEN}.template.main+xml",
    ".ppsx": f"{_OPEN}.slideshow.main+xml",
    ".pptm": f"{_OFFICE}.presentation.macroEnabled.main+xml",
    ".ppsm": f"{_OFFICE}.slideshow.macroEnabled.main+xml",
    ".potm": f"{_OFFICE}.template.macroEnabled.main+xml",
}


class _Kind(Deck):
    """A tiny deck whose main part is of another kind."""

    kind = ""

    def types(self) -> str:
        """The content types of the parts, that of the main part changed."""
        return super().types().replace(f"{_OPEN}.{_MAIN}", self.kind)


@pytest.fixture
def asked() -> Asked:
    """Run `kit check`: the exit code, and what it printed."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        done = CliRunner().invoke(cli.app, ["check", *map(str, arguments)])
        return done.exit_code, done.output

    return run


def _page(folder: Path, body: str = "", name: str = "page.html") -> Path:
    path = folder / name
    path.write_text(_PAGE.format(body), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", _KINDS)
def test_every_kind_of_powerpoint_file_is_looked_into(ending: str, tmp_path: Path) -> None:
    """Presentations, shows and templates, with macros or without: a picture without words is found in each, and no name is wrong."""
    path = tmp_path / f"deck{ending}"
    deck = _Kind(slides=[title() + picture("")])
    deck.kind = _KINDS[ending]
    path.write_bytes(deck.pack())
    verdict = inspect(path)
    assert (verdict.format, verdict.looked) == ("deck", True)
    assert [one.id for one in verdict.findings if one.severity == "error"] == ["deck-alt"]
    assert "renamed" not in {one.id for one in verdict.findings}


def test_a_clean_file_has_its_line_too(asked: Asked, tmp_path: Path) -> None:
    """One line a file, with the verdict, and 0."""
    path = _page(tmp_path)
    assert asked(path) == (EXIT_OK, f"{path}: no barrier found\n")


def test_advice_is_shown_where_it_is_asked_for(asked: Asked, tmp_path: Path) -> None:
    """Good practice that no standard asks for is silent without --strict, and makes no file fail."""
    path = _page(tmp_path, "<h1>Rest</h1>")
    assert "html-h1" not in asked(path)[1]
    code, said = asked(path, "--strict")
    assert (code, "html-h1" in said) == (EXIT_OK, True)


def test_the_first_places_are_shown_and_all_where_asked_for(asked: Asked, tmp_path: Path) -> None:
    """Three of five pictures, with a line for the rest; each with --all. How to mend it is told once."""
    path = _page(tmp_path, '<img src="a.png">\n' * 5)
    few, every = asked(path)[1], asked(path, "--all")[1]
    assert (few.count("(html-alt)"), "and 2 more" in few) == (3, True)
    assert (every.count("(html-alt)"), "more (--all" in every) == (5, False)
    assert every.count("To mend it") == 1


def test_a_process_of_its_own_finds_the_same(asked: Asked, tmp_path: Path) -> None:
    """--isolate changes where a file is looked at, not what is found."""
    path = _page(tmp_path, '<img src="a.png">')
    code, said = asked(path, "--isolate")
    assert (code, said) == asked(path)
    assert code == EXIT_CHECKS_FAILED


def test_the_budget_of_a_file_is_adjustable(asked: Asked, tmp_path: Path) -> None:
    """With no data to unpack a deck is not looked at, which is said, with how to give it more."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(Deck().pack())
    assert asked(path)[0] == EXIT_OK
    code, said = asked(path, "--megabytes", "0")
    assert code != EXIT_OK
    assert "--megabytes" in said


def test_the_time_for_a_file_is_adjustable(asked: Asked, tmp_path: Path) -> None:
    """With no time at all a page is not looked at, which is said; with some it is."""
    path = _page(tmp_path)
    assert asked(path)[0] == EXIT_OK
    code, said = asked(path, "--seconds", "0")
    assert code != EXIT_OK
    assert "more time than may be spent" in said


def test_json_and_sarif_hold_nothing_but_data(asked: Asked, tmp_path: Path) -> None:
    """JSON has a line for each file, SARIF one log for all, and no words for people stand before them."""
    paths = [_page(tmp_path), _page(tmp_path, '<img src="a.png">', "other.html"), tmp_path / "none.pdf"]
    code, said = asked(*paths, "--json")
    records = [json.loads(line) for line in said.splitlines()]
    assert code == EXIT_BAD_INPUT
    assert [(record["file"], record["barriers"]) for record in records] == [
        (str(paths[0]), 0),
        (str(paths[1]), 1),
        (str(paths[2]), 1),
    ]
    (run,) = json.loads(asked(*paths, "--sarif")[1])["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["html-alt", "not-opened"]
    assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"] if rule["id"].startswith("html-"))
