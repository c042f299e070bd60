"""Templates and edited decks with one part spoiled: each is told in words before anything is written, never by a crash."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from kit.document import Options
from kit.errors import KitError
from kit.formats.deck.renew import renew
from kit.formats.deck.writer import branded, write
from tests.formats.deck import brands
from tests.sample import sample

Spoil = Callable[[bytes], bytes | None]

MASTER = "ppt/slideMasters/slideMaster1.xml"
LAYOUT = "ppt/slideLayouts/slideLayout2.xml"
THEME = "ppt/theme/theme1.xml"


def _rels(part: str) -> str:
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels"


SPOILED: dict[str, tuple[str, Spoil]] = {
    "a layout that points to no master": (
        _rels(LAYOUT),
        lambda _: b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    ),
    "a master that points to no layouts": (_rels(MASTER), lambda _: None),
    "no theme": (_rels(MASTER), lambda data: data.replace(b"/theme", b"/other")),
    "a theme that is no XML": (THEME, lambda data: data[:-20]),
    "a master that is no XML": (MASTER, lambda data: data[:-20]),
    "no list of types": ("[Content_Types].xml", lambda _: None),
}


def _spoiled(data: bytes, name: str, spoil: Spoil) -> bytes:
    """The package with one part as `spoil` makes it of the one that was there, or without it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copied:
        for one in archive.namelist():
            if one != name:
                copied.writestr(one, archive.read(one))
        made = spoil(archive.read(name) if name in archive.namelist() else b"")
        if made is not None:
            copied.writestr(name, made)
    return out.getvalue()


@pytest.mark.parametrize("kind", SPOILED)
def test_a_damaged_template_is_told_in_words(kind: str) -> None:
    """Whatever in it points to nothing or is no XML."""
    with pytest.raises(KitError, match=r"can't be opened|not a readable PowerPoint file"):
        branded(sample(clinic=False), _spoiled(brands.plain(), *SPOILED[kind]))


@pytest.mark.parametrize("kind", ["a master that is no XML", "no list of types"])
def test_a_damaged_deck_is_told_in_words(kind: str) -> None:
    """Also where no slide of it is damaged, but what they stand on."""
    document = sample(clinic=False)
    with pytest.raises(KitError, match=r"can't be opened|not a readable PowerPoint file"):
        renew(_spoiled(write(document, Options()), *SPOILED[kind]), document)


def test_no_part_is_unpacked_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that nothing asks for is bounded too, because the library unpacks all of them."""
    monkeypatch.setattr("kit.opc.BIGGEST_PART", 5_000_000)
    document = sample(clinic=False)
    bomb = ("ppt/media/image9.png", lambda _: bytes(5_000_001))
    with pytest.raises(KitError, match="too large"):
        branded(document, _spoiled(brands.plain(), *bomb))
    with pytest.raises(KitError, match="too large"):
        renew(_spoiled(write(document, Options()), *bomb), document)


def test_the_same_files_whole_are_read() -> None:
    """Nothing is refused that is not damaged."""
    document = sample(clinic=False)
    deck, _ = branded(document, _spoiled(brands.plain(), THEME, lambda data: data))
    renew(deck, document)
