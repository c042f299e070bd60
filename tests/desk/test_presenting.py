"""Slides of others: an edited deck is compared and renewed, a template is reported on, what is neither is told in words; nothing is kept."""

from __future__ import annotations

import functools
import io
import re
import zipfile

import pytest
from pptx import Presentation

from tests.desk.conftest import Browser

DECK = "/en/present/template"
EDITED = "/en/present/edited"


def sent(browser: Browser, path: str, data: bytes, **form: str) -> tuple[int, str]:
    """What the desk says of an uploaded file."""
    answer = browser.post(path, {"file": (io.BytesIO(data), "../../x.pptx"), **form})
    return answer.status_code, answer.text


@functools.cache
def bomb() -> bytes:
    """A package of few bytes that unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<Types/>" + b" " * 300_000_000)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04" + b"\0" * 99], ids=["words", "broken zip"])
@pytest.mark.parametrize("path", [EDITED, DECK])
def test_what_is_no_deck_is_told(readonly: Browser, path: str, data: bytes) -> None:
    """A file that can't be read is a fault at its field; so is none at all, and a topic that we do not have."""
    status, page = sent(readonly, path, data, topic="heroin-withdrawal")
    assert (status, 'id="e-file"' in page) == (422, True)
    assert readonly.post(path, {"topic": "heroin-withdrawal"}).status_code == 422
    assert sent(readonly, DECK, data, topic="../x")[0] == 422
    assert readonly.get(f"{EDITED}/../../x").status_code in (404, 308)


@pytest.mark.slow
@pytest.mark.parametrize("path", [EDITED, DECK])
def test_a_package_that_unpacks_to_much_is_refused(readonly: Browser, path: str) -> None:
    """A zip bomb is told like any file that can't be used; the desk goes on."""
    assert sent(readonly, path, bomb(), topic="heroin-withdrawal")[0] == 422
    assert readonly.get("/en/").status_code == 200


@pytest.mark.slow
def test_an_edited_deck_comes_back_with_its_edits(browser: Browser) -> None:
    """What a person changed is told in words, and stands in the deck that they get anew."""
    data = browser.get("/en/print/file/en/heroin-withdrawal-deck-20.pptx?language=en&save=1").data
    deck = Presentation(io.BytesIO(data))
    deck.slides[3].shapes.title.text = "How we look after one another here"
    out = io.BytesIO()
    deck.save(out)
    status, page = sent(browser, EDITED, out.getvalue())
    assert status == 200
    assert "You changed" in page
    link = re.search(r'href="(/en/present/edited/[0-9a-f]+)"', page)
    assert link
    renewed = Presentation(io.BytesIO(browser.get(link[1]).data))
    assert "How we look after one another here" in [slide.shapes.title.text for slide in renewed.slides if slide.shapes.title]


@pytest.mark.slow
def test_a_template_is_reported_on(browser: Browser) -> None:
    """Office's own template: which layout serves what is told, and the slides on it can be saved."""
    out = io.BytesIO()
    Presentation().save(out)
    status, page = sent(browser, f"{DECK}?language=en", out.getvalue(), topic="heroin-withdrawal")
    assert status == 200
    assert "About this template" in page
    link = re.search(r'href="(/en/present/edited/[0-9a-f]+)"', page)
    assert link
    assert len(Presentation(io.BytesIO(browser.get(link[1]).data)).slides) > 20


def test_a_session_is_set_on_a_template_in_its_language(browser: Browser) -> None:
    """The page asks for language and length of session; a deck that there is not is told, and what was chosen stays."""
    page = browser.get(f"{DECK}?language=en").text
    assert '<option value="heroin-withdrawal/20">Session of 20 minutes</option>' in page
    out = io.BytesIO()
    Presentation().save(out)
    status, page = sent(browser, DECK, out.getvalue(), topic="heroin-withdrawal/20", language="es")
    assert status == 200
    assert '<option value="es" selected>' in page
    assert '<option value="heroin-withdrawal/20" selected>' in page
    link = re.search(r'href="(/en/present/edited/[0-9a-f]+)"', page)
    assert link
    slides = Presentation(io.BytesIO(browser.get(link[1]).data)).slides
    assert "Pida ayuda ya" in [slide.shapes.title.text for slide in slides if slide.shapes.title]
    assert len(slides) < 40
    status, page = sent(browser, DECK, out.getvalue(), topic="heroin-withdrawal/33", language="es")
    assert status == 422
    assert "There is nothing to print for this choice." in page
