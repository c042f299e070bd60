"""The page's reader hears what a screen reader hears, whoever wrote the file."""

from __future__ import annotations

import pytest

from kit.errors import KitError
from kit.formats.page.reader import read
from kit.outline import Item


def heard(body: str, lang: str = "en") -> tuple[Item, ...]:
    """What is heard of a body inside `main`."""
    return read(f'<!DOCTYPE html><html lang="{lang}"><title>T</title><body><main>{body}</main></body></html>'.encode()).items


def test_roles_and_levels() -> None:
    """Headings have their level, list items and table cells their role, captions are captions."""
    found = heard(
        "<h1>A</h1><h3>B</h3><p>C</p><ul><li>D</li></ul><dl><dt>E</dt><dd>F</dd></dl>"
        "<table aria-label='S'><tr><th>G</th><td>H</td></tr></table><figure><figcaption>I</figcaption></figure><label>J</label>"
    )
    assert [(item.role, item.text, item.level) for item in found] == [
        ("title", "A", 1),
        ("heading", "B", 3),
        ("paragraph", "C", 0),
        ("item", "D", 0),
        ("item", "E", 0),
        ("item", "F", 0),
        ("table", "", 0),
        ("header", "G", 0),
        ("cell", "H", 0),
        ("caption", "I", 0),
        ("field", "J", 0),
    ]
    assert found[6].alt == "S"


def test_nested_lists_keep_their_order() -> None:
    """An item's own words come before those of the list inside it, and words after it are not lost."""
    assert [item.text for item in heard("<ul><li>one <b>two</b><ul><li>three</li></ul>four</li></ul>")] == [
        "one two",
        "three",
        "four",
    ]


def test_what_is_hidden_is_not_heard() -> None:
    """Hidden text, scripts, styles and drawings without a role are silent; so is an image without a description."""
    body = (
        "<p>a<span aria-hidden='true'>b</span><svg><text>c</text></svg></p><p hidden>d</p><script>e</script><style>f</style>"
        "<img alt='' src='data:,'><template>g</template>"
    )
    assert [item.text for item in heard(body)] == ["a"]


def test_pictures_are_heard_by_their_description() -> None:
    """An image and anything with the role of one are heard once, by their description, in its language."""
    found = heard("<img alt='A hand' src='data:,'><div role='img' aria-label='Una mano' lang='es'><span>no</span></div>")
    assert [(item.role, item.alt, item.lang) for item in found] == [("figure", "A hand", "en"), ("figure", "Una mano", "es")]


def test_languages() -> None:
    """A block takes the nearest language; runs in another one are foreign, also inside bold words and links."""
    found = heard("<div lang='es'><p>uno <b><span lang='en'>two</span></b></p></div><p lang='ar'>ثلاثة</p>", "fr")
    assert [(item.lang, item.foreign) for item in found] == [("es", (("en", "two"),)), ("ar", ())]


def test_links() -> None:
    """A paragraph or item that is all link is a link; a phone number and a link within a sentence are words."""
    body = (
        "<p><a href='https://a.example'>a</a></p><ul><li><a href='#b'><span>1</span> <span>b</span></a></li></ul>"
        "<p>see <a href='#c'>c</a></p><p><a href='tel:911'>911</a></p>"
    )
    assert [(item.role, item.text) for item in heard(body)] == [
        ("link", "a"),
        ("link", "1 b"),
        ("paragraph", "see c"),
        ("paragraph", "911"),
    ]


def test_around_main_is_furniture() -> None:
    """Header and footer are kept apart, and the file's title and language are its metadata."""
    found = read(
        b'<html lang="es"><title> A  B </title><header><a href="#m">x</a></header><main id="m"><p>y</p></main><footer><p>z</p></footer>'
    )
    assert (found.title, found.lang) == ("A B", "es")
    assert [item.text for item in found.items] == ["y"]
    assert [item.text for item in found.furniture] == ["x", "z"]


def test_page_without_main_is_read_whole() -> None:
    """A file of others that has no `main` is all content."""
    assert [item.text for item in read(b"<p>a<p>b<br>c").items] == ["a", "b c"]


@pytest.mark.parametrize("data", [b"", b"   "])
def test_no_html_is_said_so(data: bytes) -> None:
    """An empty file is a fault that the user can mend, not a crash."""
    with pytest.raises(KitError, match="no HTML"):
        read(data)
