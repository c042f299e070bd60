"""kit.formats.deck.package: a zip and its relations, always the same."""

import io
import zipfile

from kit.formats.deck.package import Package

_PNG = bytes(range(256)) * 8


def _package() -> Package:
    package = Package()
    package.add("a/b/one.xml", "application/x-one", "<one/>" * 40)
    package.add("a/c/two.png", "image/png", _PNG)
    package.defaults["png"] = "image/png"
    package.relate("", "officeDocument", "a/b/one.xml")
    package.relate("a/b/one.xml", "image", "a/c/two.png")
    return package


def _open(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_members_come_back() -> None:
    """What went in comes out, with relations and content types beside it, content types first."""
    archive = _open(_package().zipped("2026-11-22"))
    assert archive.testzip() is None
    assert archive.read("a/b/one.xml") == b"<one/>" * 40
    assert archive.read("a/c/two.png") == _PNG
    assert archive.namelist()[0] == "[Content_Types].xml"
    assert sorted(archive.namelist()[1:]) == archive.namelist()[1:]


def test_targets_are_relative_to_their_source() -> None:
    """A part in another folder is reached through "..", one from the package's root by its whole name."""
    archive = _open(_package().zipped("2026-11-22"))
    assert 'Target="../c/two.png"' in archive.read("a/b/_rels/one.xml.rels").decode()
    assert 'Target="a/b/one.xml"' in archive.read("_rels/.rels").decode()


def test_the_same_relation_is_made_once() -> None:
    """Asking again for a relation gives its id, not another one."""
    package = _package()
    first = package.relate("a/b/one.xml", "hyperlink", "https://a.example/?x=1&y=2", outside=True)
    assert package.relate("a/b/one.xml", "hyperlink", "https://a.example/?x=1&y=2", outside=True) == first == "rId2"
    text = _open(package.zipped("2026-11-22")).read("a/b/_rels/one.xml.rels").decode()
    assert 'Target="https://a.example/?x=1&amp;y=2" TargetMode="External"' in text


def test_content_types_by_ending_or_by_name() -> None:
    """A part whose ending has a default type is not listed by name; the others are."""
    types = _open(_package().zipped("2026-11-22")).read("[Content_Types].xml").decode()
    assert '<Default Extension="png" ContentType="image/png"/>' in types
    assert '<Override PartName="/a/b/one.xml" ContentType="application/x-one"/>' in types
    assert "two.png" not in types


def test_dates_before_zip_are_lifted() -> None:
    """The zip format knows no year before 1980."""
    assert {info.date_time[0] for info in _open(_package().zipped("1970-01-01")).infolist()} == {1980}


def test_what_does_not_shrink_is_stored() -> None:
    """Bytes that deflating would not shorten are put in as they are."""
    package = Package()
    noise = bytes((n * n * 2654435761 >> 7) & 255 for n in range(5000))
    package.add("noise.png", "image/png", noise)
    info = _open(package.zipped("2026-11-22")).getinfo("noise.png")
    assert info.compress_size <= info.file_size
