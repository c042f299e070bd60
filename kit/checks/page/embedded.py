"""The rules about frames, films, buttons, words of pictures, table cells and fields' purposes in an HTML file.

What axe-core judges of these from text alone. Left out on purpose: whether captions and descriptions are true, which a person
must say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.checks.page.markup import Element, Fault, every, letters, values
from kit.checks.page.names import name

_FILE_NAME = re.compile(r"[\w()% .-]{1,120}\.(png|jpe?g|gif|svg|webp|bmp|avif|tiff?)\s*\Z", re.IGNORECASE)
_EMPTY_WORDS = frozenset(["image", "picture", "photo", "graphic", "icon", "logo", "img", "spacer", "untitled", "figure"])
_SCOPES = frozenset(("row", "col", "rowgroup", "colgroup"))
_FIELDS = frozenset(
    [
        "name",
        "honorific-prefix",
        "given-name",
        "additional-name",
        "family-name",
        "honorific-suffix",
        "nickname",
        "username",
        "new-password",
        "current-password",
        "one-time-code",
        "organization-title",
        "organization",
        "street-address",
        "address-line1",
        "address-line2",
        "address-line3",
        "address-level4",
        "address-level3",
        "address-level2",
        "address-level1",
        "country",
        "country-name",
        "postal-code",
        "cc-name",
        "cc-given-name",
        "cc-additional-name",
        "cc-family-name",
        "cc-number",
        "cc-exp",
        "cc-exp-month",
        "cc-exp-year",
        "cc-csc",
        "cc-type",
        "transaction-currency",
        "transaction-amount",
        "language",
        "bday",
        "bday-day",
        "bday-month",
        "bday-year",
        "sex",
        "url",
        "photo",
        "tel",
        "tel-country-code",
        "tel-national",
        "tel-area-code",
        "tel-local",
        "tel-local-prefix",
        "tel-local-suffix",
        "tel-extension",
        "email",
        "impp",
    ]
)
_BEFORE = frozenset(["shipping", "billing", "home", "work", "mobile", "fax", "pager"])


def frames(root: Element) -> Iterator[Fault]:
    """A frame says what is in it, and what stands for another thing has words for it."""
    for frame in root.iter("iframe", "frame"):
        told = frame.get("title") or frame.get("aria-label") or frame.get("aria-labelledby")
        quiet = frame.get("aria-hidden") == "true" or frame.get("hidden") is not None or frame.get("tabindex") == "-1"
        if not (told or "").strip() and not quiet:
            yield frame, "The frame does not say what is in it: give it a title."
    for thing in root.iter("object"):
        told = "".join(letters(thing)).strip() or thing.get("aria-label") or thing.get("title") or thing.get("aria-labelledby")
        inner = any(image.get("alt") for image in thing.iter("img"))
        if not told and not inner and thing.get("aria-hidden") != "true" and thing.get("hidden") is None:
            yield thing, "The embedded thing has no words for who can't see it: write them inside it."


def media(root: Element) -> Iterator[Fault]:
    """Films have captions in the file; whether others have, a person must look."""
    for film in root.iter("video"):
        silent = film.get("muted") is not None or film.get("aria-hidden") == "true"
        if not silent and not any(track.get("kind") in ("captions", "subtitles", None) for track in film.iter("track")):
            yield film, 'The film has no captions in the file (<track kind="captions">): look if it shows them itself.'


_NAMED_ROLES = frozenset(
    (
        *("button", "link", "menuitem", "menuitemcheckbox", "menuitemradio", "dialog", "alertdialog", "tab", "tooltip"),
        *("checkbox", "radio", "switch", "textbox", "searchbox", "combobox", "listbox", "slider", "spinbutton"),
        *("meter", "progressbar"),
    )
)
"""Roles that say nothing without a name (WAI-ARIA 1.2, 5.2.8.6)."""
_NAMED_ELSEWHERE = frozenset(("a", "button", "input", "select", "textarea", "meter", "progress", "summary"))
"""Elements whose own names other rules ask for."""


def buttons(root: Element) -> Iterator[Fault]:
    """What is pressed or opened says what it does."""
    for button in root.iter("input"):
        kind = (button.get("type") or "").lower()
        if kind in ("submit", "reset"):
            if button.get("value") is not None and not (button.get("value", "").strip() or name(button)):
                yield button, "The button has an empty name: give it a value."
        elif kind == "button" and not ((button.get("value") or "").strip() or name(button)):
            yield button, "The button has no name: give it a value."
    for summary in root.iter("summary"):
        if not name(summary):
            yield summary, "What opens here has no name: write it into <summary>."
    labelled = set(values(root, "//label/@for"))
    for gauge in root.iter("meter", "progress"):
        if not (name(gauge) or gauge.get("id") in labelled or any(one.tag == "label" for one in gauge.iterancestors())):
            yield gauge, "The gauge does not say what it measures: give it a label."
    for thing in every(root, "//*[@role]"):
        if thing.get("role", "").strip().lower() not in _NAMED_ROLES:
            continue
        if thing.tag not in _NAMED_ELSEWHERE and thing.get("aria-hidden") != "true" and not name(thing):
            yield thing, f"What has the role '{thing.get('role')}' has no name: give it words or an aria-label."


def words(root: Element) -> Iterator[Fault]:
    """The words of a picture say what it shows."""
    for image in every(root, "//img[@alt] | //area[@alt] | //input[@type='image'][@alt]"):
        said = image.get("alt", "").strip()
        if said and (_FILE_NAME.match(said) or re.sub(r"[\W\d_]+", "", said.lower()) in _EMPTY_WORDS):
            yield image, f"The description '{said[:60]}' says nothing about the picture."
    for image in every(root, "//img[@ismap]"):
        yield image, "The picture is a map that only a mouse can use (ismap): use <area> with words."


def cells(root: Element) -> Iterator[Fault]:
    """A cell names heads of its own table, and a scope is one that exists and stands on a head."""
    for table in root.iter("table"):
        ids = {cell.get("id") for cell in table.iter("th", "td") if cell.get("id")}
        for cell in every(table, ".//*[self::td or self::th][@headers]"):
            lost = [id_ for id_ in cell.get("headers", "").split() if id_ not in ids or id_ == cell.get("id")]
            if lost:
                yield cell, f"The cell names the head '{lost[0][:40]}', which is not in its table."
        for cell in every(table, ".//*[self::td or self::th][@scope]"):
            if cell.get("scope", "").lower() not in _SCOPES:
                yield cell, f"The scope '{cell.get('scope', '')[:40]}' does not exist: write row or col."


def purposes(root: Element) -> Iterator[Fault]:
    """What a field is for is told in words that browsers know."""
    for field in every(root, "//*[self::input or self::select or self::textarea][@autocomplete]"):
        said = field.get("autocomplete", "").lower().split()
        rest = [word for word in said if word not in _BEFORE and not word.startswith("section-") and word != "webauthn"]
        if said and said not in (["on"], ["off"]) and (len(rest) != 1 or rest[0] not in _FIELDS):
            yield field, f'autocomplete="{" ".join(said)[:60]}" names nothing that browsers can fill in.'


def other_language(root: Element) -> Iterator[Fault]:
    """Lang and xml:lang say the same language."""
    other = root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    lang = root.get("lang") or ""
    if other and lang and other.split("-")[0].lower() != lang.split("-")[0].lower():
        yield root, f"The page says that it is in '{lang}' (lang) and in '{other}' (xml:lang)."
