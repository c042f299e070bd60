"""The rules about languages, scripts and colours of an HTML file and about how it behaves; `kit.checks.page` runs them.

Colours are judged where a style sheet names them as ours do (`--ink`, `--paper` ...); a browser must judge the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kit import colour
from kit.checks.page.markup import Element, Fault, every, letters
from kit.locale import known, language_of, runs_right_to_left

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*")
_SILENT = frozenset(("script", "style", "template", "noscript", "code"))
_ISOLATED = re.compile("[\u2066\u2068][^\u2066-\u2069]*\u2069")

_OWN_SCRIPTS: dict[str, frozenset[str]] = {
    "Arab": frozenset(("ARABIC",)),
    "Deva": frozenset(("DEVANAGARI",)),
    "Cyrl": frozenset(("CYRILLIC",)),
    "Ethi": frozenset(("ETHIOPIC",)),
    "Hebr": frozenset(("HEBREW",)),
    "Beng": frozenset(("BENGALI",)),
    "Taml": frozenset(("TAMIL",)),
    "Telu": frozenset(("TELUGU",)),
    "Thai": frozenset(("THAI",)),
    "Khmr": frozenset(("KHMER",)),
    "Laoo": frozenset(("LAO",)),
    "Mymr": frozenset(("MYANMAR",)),
    "Grek": frozenset(("GREEK",)),
    "Aran": frozenset(("ARABIC",)),
    "Guru": frozenset(("GURMUKHI",)),
    "Gujr": frozenset(("GUJARATI",)),
    "Knda": frozenset(("KANNADA",)),
    "Mlym": frozenset(("MALAYALAM",)),
    "Sinh": frozenset(("SINHALA",)),
    "Armn": frozenset(("ARMENIAN",)),
    "Geor": frozenset(("GEORGIAN",)),
    **dict.fromkeys(("Hans", "Hant"), frozenset(("CJK",))),
    "Jpan": frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")),
    "Kore": frozenset(("HANGUL", "CJK")),
}
"""How the names of a script's letters begin in Unicode, by ISO 15924."""
_LATIN = frozenset(("LATIN",))

_INKS = ("ink", "deep", "calm", "care", "urgent", "link")
_GROUNDS = ("paper", "mist", "sand", "rose", "sea")


def language(root: Element) -> Iterator[Fault]:
    """The page has a language, and every language named is well formed (BCP 47)."""
    if not root.get("lang", "").strip():
        yield root, "The page does not say its language: write it as <html lang>."
    for element in every(root, "//*[@lang]"):
        tag = element.get("lang", "")
        if tag.strip() and not _TAG.fullmatch(tag):
            yield element, f"'{tag}' is not a language tag."


def direction(root: Element) -> Iterator[Fault]:
    """Where a language runs the other way than what is around it, the direction is said too."""
    for element in every(root, "//*[@lang]"):
        tag = element.get("lang", "")
        if not tag or element.tag == "a":
            continue
        around = next((one.get("dir") for one in (element, *element.iterancestors()) if one.get("dir")), "ltr")
        isolated = element.tag == "bdi" or element.find("bdi") is not None or around == "auto"
        if runs_right_to_left(tag) and around != "rtl" and not isolated and _letters(element):
            yield element, f"The language '{tag}' runs from right to left: write dir=\"rtl\" beside it."
        elif element.tag == "html" and not runs_right_to_left(tag) and around == "rtl":
            yield element, f"The language '{tag}' runs from left to right, but the page says dir=\"rtl\"."


def _letters(element: Element) -> bool:
    return any(char.isalpha() for char in "".join(letters(element)))


def writing(root: Element) -> Iterator[Fault]:
    """Words in a script that their language is not written in carry a language of their own; isolated codes need none."""
    yield from _scripts(root, root.get("lang", ""))


def _scripts(element: Element, lang: str) -> Iterator[Fault]:
    lang = element.get("lang") or lang
    if element.tag in _SILENT or (element.tag == "svg" and element.get("role") != "img"):
        return
    for text in (element.text, element.get("aria-label")):
        yield from _strange(element, text, lang)
    for child in element:
        if isinstance(child.tag, str):
            yield from _scripts(child, lang)
        yield from _strange(element, child.tail, lang)


def _strange(element: Element, text: str | None, lang: str) -> Iterator[Fault]:
    if not text or not text.strip():
        return
    found = known(lang) or known(language_of(lang))
    own = _OWN_SCRIPTS.get(found.script, _LATIN) if found else _LATIN
    for word in re.findall(r"[^\W\d_]{3,}", _ISOLATED.sub(" ", text)):
        script = unicodedata.name(word[0], "").split(" ")[0]
        if script in _KNOWN and script not in own:
            yield element, f"'{word}' is not written in the script of '{lang}': mark its language."
            return


_KNOWN = _LATIN.union(*_OWN_SCRIPTS.values())


def contrast(root: Element) -> Iterator[Fault]:
    """Text colours reach 4.5:1 on each ground (7:1 is what ours aim at and the theme's tests hold), lines 3:1."""
    for style in root.iter("style"):
        for block in re.findall(r":root\{([^{}]*)\}", style.text or ""):
            tokens = dict(re.findall(r"--([a-z]+):(#[0-9A-Fa-f]{6})\b", block))
            for ground in _GROUNDS:
                for ink, least in (*((ink, 4.5) for ink in _INKS), ("rule", 3.0)):
                    if ink in tokens and ground in tokens:
                        ratio = colour.contrast(tokens[ink], tokens[ground])
                        if ratio < least:
                            yield style, f"{ink} {tokens[ink]} on {ground} {tokens[ground]} has {ratio:.1f}:1, below {least}:1."


_LOADS = re.compile(r"@import\b|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


def outside(root: Element) -> Iterator[Fault]:
    """Nothing is fetched: no picture, font, style sheet or frame from elsewhere."""
    for element in every(
        root, "//*[@src or @srcset or @poster or @data or @background or @action or @ping] | //link | //use | //image"
    ):
        loading = [element.get(one) for one in ("src", "srcset", "poster", "data", "background", "action", "ping")]
        if element.tag in {"link", "use", "image"}:
            loading += [element.get("href"), element.get("xlink:href")]
        if any(value and not value.startswith(("data:", "#")) for value in loading):
            yield element, "Something is fetched from outside the file: put it into the file as a data address."
    for element in every(root, "//*[@style] | //style"):
        if _LOADS.search(element.get("style", "")) or (element.tag == "style" and _LOADS.search(element.text or "")):
            yield element, "The style sheet fetches something from outside the file: put it into the file."


def active(root: Element) -> Iterator[Fault]:
    """No script, no frame, no plug-in."""
    for element in every(root, "//script | //iframe | //object | //embed | //*[@*[starts-with(name(), 'on')]] | //a[@href]"):
        handlers = any(str(attribute).startswith("on") for attribute in element.attrib)
        address = element.get("href", "").strip().lower().startswith("javascript:")
        if element.tag in {"script", "iframe", "object", "embed"} or handlers or address:
            yield element, "The page runs a script: it must work without one."


def viewport(root: Element) -> Iterator[Fault]:
    """The page fits a phone."""
    if not _viewports(root):
        yield root, "There is no viewport: without it, phones show the page tiny."


def _viewports(root: Element) -> list[Element]:
    return [meta for meta in root.iter("meta") if meta.get("name", "").lower() == "viewport"]


def zoom(root: Element) -> Iterator[Fault]:
    """The page can be enlarged."""
    for meta in _viewports(root):
        content = meta.get("content", "").replace(" ", "").lower()
        most = re.search(r"maximum-scale=([0-9]{1,9}(?:\.[0-9]{1,9})?)", content)
        if "user-scalable=no" in content or "user-scalable=0" in content or (most and float(most[1]) < 2):
            yield meta, "The viewport forbids to enlarge the page."


def timing(root: Element) -> Iterator[Fault]:
    """Nothing changes, moves or sounds by itself."""
    for meta in root.iter("meta"):
        if meta.get("http-equiv", "").lower() == "refresh":
            yield meta, "The page changes by itself: remove the refresh."
    for media in root.iter("audio", "video", "marquee", "blink"):
        if media.tag in {"marquee", "blink"} or media.get("autoplay") is not None:
            yield media, "Something moves or sounds by itself."


def focus(root: Element) -> Iterator[Fault]:
    """The keyboard's place can be seen, and the Tab key keeps to the file's order."""
    for element in every(root, "//*[@tabindex]"):
        if re.fullmatch(r"\s*[1-9]\d*\s*", element.get("tabindex", "")):
            yield element, "tabindex above 0 breaks the order of the Tab key: use 0 or the order of the file."
    for style in root.iter("style"):
        for rule in (style.text or "").split("}"):
            chosen, _, said = rule.rpartition("{")
            chosen = chosen.rpartition("{")[2].strip()
            hidden = re.search(r"outline(?:-width|-style)?:\s*(?:none|0)\b", said)
            if hidden and "box-shadow" not in said and chosen not in {"main:focus", "[tabindex='-1']:focus"}:
                yield style, f"'{chosen[:80]}' hides where the keyboard is."
