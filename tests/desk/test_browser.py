"""Each person's way through the desk in a real browser: with and without script, on a phone and a screen, by keyboard alone, in en and ar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.desk.browsers import CLINIC, Running, axe, go, need_browser, running, to
from tests.desk.conftest import copy

pytestmark = pytest.mark.validator

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    path = need_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, Any]]]:
    """A desk with one clinic, opened once: its cookies open it for every page of these tests."""
    root = copy(tmp_path_factory.mktemp("desk") / "project")
    (root / "content" / "clinics" / "hill.toml").write_text(CLINIC, encoding="utf-8")
    with running(root, tmp_path_factory.mktemp("state")) as made:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(made.first)
        page.wait_for_url("**/en/")
        state = context.storage_state()
        context.close()
        yield made, state


@pytest.fixture
def see(chromium: Any, desk: tuple[Running, dict[str, Any]]) -> Iterator[Open]:
    """Open an address of the desk in a window of some width, with or without script."""
    contexts = []

    def open_(path: str, *, width: int = 1280, script: bool = True, dark: bool = False) -> Any:
        context = chromium.new_context(
            storage_state=desk[1],
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(desk[0].base + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def words_of(data: bytes) -> str:
    """The words of a PDF's first pages."""
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(document[number].get_textpage().get_text_range() for number in range(min(3, len(document))))
    finally:
        document.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [360, 1280])
def test_worker_prints_in_three_clicks(see: Open, desk: tuple[Running, dict[str, Any]], width: int, script: bool) -> None:
    """From the first page to an open PDF with the clinic's number: Print, then Open; the clinic is remembered."""
    page = see("/en/", width=width, script=script)
    context = page.context
    page.goto(f"{desk[0].base}/en/print?language=en&clinic=hill&region=US")  # the last time
    page.goto(f"{desk[0].base}/en/")
    go(page, page.locator("main").get_by_role("link", name="Print", exact=True))
    link = page.get_by_role("link", name="Open to print").first
    answer = context.request.get(desk[0].base + str(link.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    assert "202-555-0143" in words_of(answer.body())


def test_worker_prints_by_keyboard(see: Open, desk: tuple[Running, dict[str, Any]]) -> None:
    """The same without a mouse: language, clinic and letters chosen, the sheet opened."""
    page = see("/en/")
    to(page, "Print")
    page.wait_for_url("**/print")
    to(page, "Español", "Space")
    to(page, "Clinic", "")
    page.keyboard.type("Hill")
    to(page, "Show")
    page.wait_for_url("**language=es**")
    assert page.locator("h2", has_text="Español").count() > 0
    assert page.get_by_label("Clinic", exact=True).input_value() == "hill"
    to(page, "Look at each side")
    page.wait_for_url("**/sides/**")
    assert page.locator("img").count() >= 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_worker_takes_a_packet(see: Open, script: bool) -> None:
    """Two files gathered, put in order, and saved as a zip; without script the page asks again by itself."""
    page = see("/en/print?language=en", script=script)
    page.get_by_role("link", name="Add to my packet").nth(0).click()
    page.get_by_role("link", name="My packet (1)").wait_for()
    page.get_by_role("link", name="Add to my packet").nth(0).click()
    page.get_by_role("link", name="My packet (2)").click()
    page.locator("ol.packet").wait_for()
    first = page.locator("ol.packet li").nth(0).inner_text()
    page.get_by_role("link", name="Move down").first.click()
    page.locator("ol.packet li").nth(1).filter(has_text=first[:20]).wait_for()
    assert page.locator("ol.packet li").nth(1).inner_text()[:20] == first[:20]
    page.get_by_role("button", name="Make a zip file").click()
    link = page.get_by_role("link", name="Save the zip file")
    link.wait_for(timeout=90_000)
    assert page.locator("h1").inner_text() == "Your files are ready"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_counselor_sees_slides_with_notes(see: Open, script: bool) -> None:
    """From the first page to the slides of a talk, each with its words and notes, and the file to save."""
    page = see("/en/", width=1280, script=script)
    go(page, page.locator("main").get_by_role("link", name="Present", exact=True))
    go(page, page.get_by_role("link", name="Look at the slides").first)
    assert page.locator("section.slide").count() > 10
    assert page.locator("section.slide h3", has_text="Notes").count() > 5
    assert page.get_by_role("link", name="Save the file").count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_translator_saves_and_goes_on(see: Open, desk: tuple[Running, dict[str, Any]], script: bool) -> None:
    """A text found, its page seen, a wrong number told, the words saved, the next text opened."""
    page = see("/en/translate", script=script)
    go(page, page.locator("a[href='/en/translate/es/heroin-withdrawal']"))
    go(page, page.get_by_role("link", name="Safety first"))
    go(page, page.locator("ol.texts a").first)
    field = page.locator("textarea")
    assert field.get_attribute("dir") == "ltr"
    assert field.get_attribute("lang") == "es"
    before = field.input_value()
    if script:
        field.fill(f"{before} 77")
        page.locator("#findings", has_text="77").wait_for()
        field.fill(before)
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**saved=work**")
    assert page.locator("h1").inner_text() != title
    assert page.get_by_role("status").first.inner_text() == "Saved. It still needs work."


def test_translator_works_by_keyboard(see: Open) -> None:
    """Typed, checked and saved with Ctrl+S without leaving the field's page; Tab leaves the field."""
    page = see("/en/translate/ar/heroin-withdrawal/text/danger.title")
    field = page.locator("textarea")
    assert field.get_attribute("dir") == "rtl"
    field.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"
    field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+s")
    page.wait_for_url("**saved=work**")
    page.locator("#place a, #place img").first.wait_for()


def test_two_tabs_on_one_text_lose_nothing(see: Open) -> None:
    """The second to save is told, sees both versions, and still has their own words in the field."""
    path = "/en/translate/es/heroin-withdrawal/text/time.title"
    one, two = see(path), see(path)
    one.locator("textarea").fill("Cuánto dura, dice uno")
    one.get_by_role("button", name="Save and stay").click()
    one.wait_for_url("**saved=work**")
    two.locator("textarea").fill("Cuánto dura, dice dos")
    two.get_by_role("button", name="Save and stay").click()
    two.get_by_role("alert").wait_for()
    assert "dice uno" in two.get_by_role("alert").inner_text()
    assert two.locator("textarea").input_value() == "Cuánto dura, dice dos"
    two.get_by_role("button", name="Save and stay").click()
    two.wait_for_url("**saved=work**")
    assert two.locator("textarea").input_value() == "Cuánto dura, dice dos"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_clinician_reads_marks_and_is_asked_before_signing(see: Open, script: bool) -> None:
    """A part read with what it rests on, marked; the signature asks for every statement and to check them."""
    page = see("/en/review", script=script)
    go(page, page.locator("main ul.list a").first)
    go(page, page.locator("main ol.list a").nth(2))
    page.locator("main form input[value=right]").first.check()
    page.get_by_label("Your name").fill("Dr Example")
    go(page, page.get_by_role("button", name="Keep my marks"))
    assert "1 of" in page.locator("main ol.list").inner_text()
    go(page, page.get_by_role("link", name="Sign the English"))
    go(page, page.get_by_role("button", name="Check before you sign"))
    assert page.title().startswith("Error:")
    assert page.get_by_role("alert").is_visible()
    for label, said in (
        ("Your name", "A"),
        ("Your profession", "B"),
        ("What qualifies you", "C"),
        ("Conflicts of interest", "none"),
    ):
        page.get_by_label(label).fill(said)
    page.get_by_label("Good until").fill("2030-01-01")
    go(page, page.get_by_role("button", name="Check before you sign"))
    assert page.get_by_text("Check what you state").is_visible()


def test_clinic_form_tells_while_typing(see: Open) -> None:
    """A wrong number is told when its field is left, beside the field and to screen readers."""
    page = see("/en/clinics/new")
    page.get_by_label("Name of the clinic", exact=True).fill("عيادة الأمل")
    page.get_by_label("Number", exact=True).first.fill("call us")
    page.keyboard.press("Tab")
    page.locator("#e-phone").wait_for()
    assert "not a phone number" in page.locator("#e-phone").inner_text()
    assert page.locator("#f-phone").get_attribute("aria-invalid") == "true"
    assert page.locator("#told").inner_text() == "Faults: 1"


PAGES = (
    "/",
    "/about",
    "/print?language=en&language=ar&clinic=hill&region=US",
    "/print?region=ZZ&paper=a0",
    "/print/packet",
    "/present",
    "/translate",
    "/translate/ar/heroin-withdrawal?show=safety",
    "/translate/ar/heroin-withdrawal/text/danger.title",
    "/translate/es/desk?show=missing",
    "/translate/es/heroin-withdrawal/upload",
    "/translate/es/heroin-withdrawal/sign",
    "/translate/start?name=Somali",
    "/review",
    "/review/heroin-withdrawal",
    "/review/heroin-withdrawal/part/danger",
    "/review/heroin-withdrawal/sheet/overdose",
    "/review/heroin-withdrawal/form",
    "/review/heroin-withdrawal/sign",
    "/clinics",
    "/clinics/new",
    "/clinics/edit/hill",
    "/clinics/remove/hill",
    "/clinics/import",
    "/status",
    "/status/ar",
    "/make",
    "/nowhere",
)


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)], ids=["phone", "dark screen"])
def test_no_page_breaks_a_rule(see: Open, desk: tuple[Running, dict[str, Any]], tag: str, width: int, dark: bool) -> None:
    """No finding of axe on any page in either direction, small or wide, light or dark, and no page is wider than its window."""
    page = see(f"/{tag}/", width=width, dark=dark)
    wrong = []
    for path in PAGES:
        page.goto(f"{desk[0].base}/{tag}{path}")
        wrong += [f"{path}: {finding}" for finding in axe(page)]
    assert wrong == []


def test_states_break_no_rule(see: Open, desk: tuple[Running, dict[str, Any]], tmp_path: Path) -> None:
    """Nor do the pages with faults, long names, a list's rows and a question about its encoding."""
    page = see("/ar/clinics/new", width=360)
    go(page, page.locator("form:has(#f-name) button").last)
    wrong = axe(page)
    page.locator("#f-name").fill("مركز " * 15)
    go(page, page.locator("form:has(#f-name) button").last)
    wrong += axe(page)
    for name, data in (
        ("a.csv", "name;phone\nÉtoile;x\nB;202-555-0143\n".encode()),
        ("b.csv", "name\nÉtoile\n".encode("cp1252")),
    ):
        (tmp_path / name).write_bytes(data)
        page.goto(f"{desk[0].base}/ar/clinics/import")
        page.locator("#f-file").set_input_files(tmp_path / name)
        go(page, page.locator("form[enctype] button"))
        wrong += axe(page)
    assert wrong == []


def test_the_judge_is_awake(see: Open) -> None:
    """A field without a name and pale words are found, so silence means something."""
    page = see("/en/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input><p class=x>pale</p>')")
    page.evaluate("document.querySelector('.x').style.color = '#ccc'")
    found = " ".join(axe(page))
    assert "label" in found
    assert "color-contrast" in found
