"""What is known of earlier files hides no fault: a later clinic's file is judged as if it were the first."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from kit import caches
from kit.document import Document
from kit.errors import Finding, KitError
from kit.formats import FORMATS
from kit.locale import isolate_first_strong
from kit.tagged.pieces import pieces
from tests.checks.pdf.faults import FAULTS, Fault, options, planted, planted_in_place
from tests.sample import sample

_NOTHING = Fault(name="nothing", plant=lambda _: None, found=())


@functools.cache
def _document(locale: str, clinic: int) -> Document:
    """The sample of a clinic; each has a name of its own, with letters that the others lack."""
    document = sample(locale)
    assert document.clinic
    name = isolate_first_strong(f"{document.clinic.name.strip(chr(0x2068) + chr(0x2069))} {'QXZJK'[clinic]}{clinic}")
    return dataclasses.replace(document, clinic=dataclasses.replace(document.clinic, name=name))


@functools.cache
def _clean(locale: str, edition: str, clinic: int) -> bytes:
    return FORMATS["handout"].write(_document(locale, clinic), options(edition))


def _judged(data: bytes, locale: str, edition: str, clinic: int) -> tuple[Finding, ...]:
    form = FORMATS["handout"]
    return form.judge(_document(locale, clinic), options(edition), data, form.read(data))


def _later(fault: Fault) -> bytes:
    """The third clinic's file with a fault."""
    return planted(fault, _clean(fault.locale, fault.edition, 2))


@pytest.mark.slow
def test_forty_kinds_of_fault_in_a_later_clinics_file_are_found_with_warm_caches() -> None:
    """With two clinics' files read before, each fault gives what the table says, word for word as in an empty process."""
    assert len(FAULTS) >= 40
    kinds = dict.fromkeys((fault.locale, fault.edition) for fault in FAULTS)
    for locale, edition in kinds:
        for clinic in (0, 1, 2):
            clean = planted(_NOTHING, _clean(locale, edition, clinic))
            assert _judged(clean, locale, edition, clinic) == ()
    warm = {fault.name: _judged(_later(fault), fault.locale, fault.edition, 2) for fault in FAULTS}
    for fault in FAULTS:
        caches.empty()
        assert warm[fault.name] == _judged(_later(fault), fault.locale, fault.edition, 2), fault.name
        assert set(fault.found) <= {finding.id for finding in warm[fault.name]}, fault.name


def test_a_clean_file_is_silent_after_a_spoiled_one() -> None:
    """No fault of a file that was read before is told of one that has not got it."""
    for fault in FAULTS[::12]:
        assert _judged(_later(fault), fault.locale, fault.edition, 2)
        assert _judged(planted(_NOTHING, _clean(fault.locale, fault.edition, 1)), fault.locale, fault.edition, 1) == ()


@pytest.mark.slow
def test_a_fault_between_objects_that_are_known_is_found() -> None:
    """In files as ours are written, of which all objects but the spoiled ones are those of a file read before: word for word the same."""
    faults = [fault for fault in FAULTS if not fault.save]
    alike = 0
    for locale, edition in dict.fromkeys((fault.locale, fault.edition) for fault in faults):
        mine = [fault for fault in faults if (fault.locale, fault.edition) == (locale, edition)]
        clean = [planted_in_place(_NOTHING, _clean(locale, edition, clinic)) for clinic in (0, 1, 2)]
        spoiled = [planted_in_place(fault, _clean(locale, edition, 2)) for fault in mine]
        for clinic, data in enumerate(clean):
            assert _judged(data, locale, edition, clinic) == ()
        (form,) = {cut.form for data in clean if (cut := pieces(data))}
        alike += sum(cut.form == form for data in spoiled if (cut := pieces(data)))
        warm = [_judged(data, locale, edition, 2) for data in spoiled]
        for fault, data, found in zip(mine, spoiled, warm, strict=True):
            caches.empty()
            assert found == _judged(data, locale, edition, 2), fault.name
            assert set(fault.found) <= {finding.id for finding in found}, fault.name
    assert alike >= 40


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_a_wrong_byte_is_seen_as_by_an_empty_process(part: int) -> None:
    """Wherever it stands in a later clinic's file: in a table, a font, the instructions of a page, or between objects."""
    clean = [_clean("en", "standard", clinic) for clinic in (0, 1, 2)]
    for clinic, data in enumerate(clean):
        assert _judged(data, "en", "standard", clinic) == ()
    step = len(clean[2]) // 61
    spoiled = [bytearray(clean[2]) for _ in range(part, 61, 4)]
    for data, at in zip(spoiled, range(part, 61, 4), strict=True):
        data[at * step + at] ^= 1 << at % 8
    warm = [_told(bytes(data)) for data in spoiled]
    for data, said in zip(spoiled, warm, strict=True):
        caches.empty()
        assert said == _told(bytes(data))
    assert sum(said != () for said in warm) >= 3  # most bytes of such a file are outlines of letters, which nobody can judge


def _told(data: bytes) -> object:
    """The findings on the third clinic's file, or why it can't be read."""
    try:
        return _judged(data, "en", "standard", 2)
    except KitError as error:
        return str(error)
