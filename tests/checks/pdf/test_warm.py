"""What is known of earlier files hides no fault: a later clinic's file is judged as if it were the first."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from kit import caches
from kit.document import Document
from kit.errors import Finding
from kit.formats import FORMATS
from kit.locale import isolate_first_strong
from tests.checks.pdf.faults import FAULTS, Fault, options, planted
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
