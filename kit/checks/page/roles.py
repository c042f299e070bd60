"""The rules about roles, aria-attributes and what a keyboard reaches in an HTML file (WAI-ARIA 1.2, WCAG 2.2 SC 4.1.2).

What axe-core judges of these from text alone. Left out on purpose: which attributes a role allows, and what scripts change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.checks.page.markup import Element, Fault, every

ROLES = frozenset(
    [
        "alert",
        "alertdialog",
        "application",
        "article",
        "banner",
        "blockquote",
        "button",
        "caption",
        "cell",
        "checkbox",
        "code",
        "columnheader",
        "combobox",
        "complementary",
        "contentinfo",
        "definition",
        "deletion",
        "dialog",
        "directory",
        "document",
        "emphasis",
        "feed",
        "figure",
        "form",
        "generic",
        "grid",
        "gridcell",
        "group",
        "heading",
        "img",
        "image",
        "insertion",
        "link",
        "list",
        "listbox",
        "listitem",
        "log",
        "main",
        "marquee",
        "math",
        "menu",
        "menubar",
        "menuitem",
        "menuitemcheckbox",
        "menuitemradio",
        "meter",
        "navigation",
        "none",
        "note",
        "option",
        "paragraph",
        "presentation",
        "progressbar",
        "radio",
        "radiogroup",
        "region",
        "row",
        "rowgroup",
        "rowheader",
        "scrollbar",
        "search",
        "searchbox",
        "separator",
        "slider",
        "spinbutton",
        "status",
        "strong",
        "subscript",
        "superscript",
        "switch",
        "tab",
        "table",
        "tablist",
        "tabpanel",
        "term",
        "textbox",
        "time",
        "timer",
        "toolbar",
        "tooltip",
        "tree",
        "treegrid",
        "treeitem",
        "suggestion",
        "comment",
        "mark",
    ]
)
"""The roles of WAI-ARIA 1.2 and 1.3; those of graphics and of books (doc-, graphics-) are known by how they begin."""
ATTRIBUTES = frozenset(
    [
        "activedescendant",
        "atomic",
        "autocomplete",
        "braillelabel",
        "brailleroledescription",
        "busy",
        "checked",
        "colcount",
        "colindex",
        "colindextext",
        "colspan",
        "controls",
        "current",
        "describedby",
        "description",
        "details",
        "disabled",
        "dropeffect",
        "errormessage",
        "expanded",
        "flowto",
        "grabbed",
        "haspopup",
        "hidden",
        "invalid",
        "keyshortcuts",
        "label",
        "labelledby",
        "level",
        "live",
        "modal",
        "multiline",
        "multiselectable",
        "orientation",
        "owns",
        "placeholder",
        "posinset",
        "pressed",
        "readonly",
        "relevant",
        "required",
        "roledescription",
        "rowcount",
        "rowindex",
        "rowindextext",
        "rowspan",
        "selected",
        "setsize",
        "sort",
        "valuemax",
        "valuemin",
        "valuenow",
        "valuetext",
    ]
)
_NEEDED = {
    "checkbox": "aria-checked",
    "switch": "aria-checked",
    "radio": "aria-checked",
    "menuitemcheckbox": "aria-checked",
    "menuitemradio": "aria-checked",
    "heading": "aria-level",
    "combobox": "aria-expanded",
    "slider": "aria-valuenow",
    "scrollbar": "aria-controls",
    "meter": "aria-valuenow",
}
_NATIVE = {"checkbox": "input", "radio": "input", "slider": "input", "meter": "meter", "heading": "", "switch": "input"}
_YES_NO = re.compile(r"(true|false)\Z")
_BOOLEAN = frozenset(["atomic", "busy", "disabled", "modal", "multiline", "multiselectable", "readonly", "required"])
_MIXED = {
    "checked": "true false mixed undefined",
    "pressed": "true false mixed undefined",
    "expanded": "true false undefined",
    "hidden": "true false undefined",
    "selected": "true false undefined",
    "live": "off polite assertive",
    "current": "page step location date time true false",
    "haspopup": "true false menu listbox tree grid dialog",
    "invalid": "true false grammar spelling",
    "orientation": "horizontal vertical undefined",
    "sort": "ascending descending none other",
    "autocomplete": "inline list both none",
}
_PARENTS = {
    "listitem": "list directory",
    "option": "listbox group",
    "tab": "tablist",
    "row": "table grid treegrid rowgroup",
    "cell": "row",
    "gridcell": "row",
    "columnheader": "row",
    "rowheader": "row",
    "menuitem": "menu menubar group",
    "treeitem": "tree group",
}
_NATIVE_ROLES = {
    **dict.fromkeys(("ul", "ol", "menu"), "list"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), "rowgroup"),
    "tr": "row",
    "table": "table",
    "select": "listbox",
}
_REACHED = "self::a[@href] or self::button or self::input[not(@type='hidden')] or self::select or self::textarea or self::summary"
_INTERACTIVE = frozenset(("a", "button", "select", "textarea", "input", "summary"))
_ACTING = frozenset(["button", "link", "checkbox", "menuitem", "option", "radio", "switch", "tab", "slider"])


def roles(root: Element) -> Iterator[Fault]:
    """Roles exist, have what they need, and stand in what they belong to."""
    owns = bool(every(root, "//*[@aria-owns]"))
    for element in every(root, "//*[@role]"):
        named = element.get("role", "").lower().split()
        known = [name for name in named if name in ROLES or name.startswith(("doc-", "graphics-"))]
        if named and not known:
            yield element, f"The role '{' '.join(named)}' does not exist: use one that assistive technology knows."
            continue
        for name in known[:1]:
            needed = _NEEDED.get(name)
            native = _NATIVE.get(name) == element.tag or (name == "heading" and re.fullmatch("h[1-6]", str(element.tag)))
            if needed and element.get(needed) is None and not native:
                yield element, f"The role '{name}' says nothing without {needed}: add it."
            wanted = _PARENTS.get(name)
            if wanted and not (owns and element.get("id")) and not _stands_in(element, wanted.split()):
                yield element, f"The role '{name}' must stand in one of: {wanted.replace(' ', ', ')}."


def _stands_in(element: Element, wanted: list[str]) -> bool:
    """Whether the nearest thing around that has a role of its own is one of these."""
    for above in element.iterancestors():
        role = (above.get("role") or _NATIVE_ROLES.get(str(above.tag), "")).lower()
        if role in ("", "presentation", "none", "generic"):
            continue
        return role in wanted
    return False


def attributes(root: Element) -> Iterator[Fault]:
    """Attributes that begin with aria- exist, and have values that they can have."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in element.attrib.items():
            name = str(key)
            if not name.startswith("aria-"):
                continue
            short = name[5:]
            if short not in ATTRIBUTES:
                yield element, f"{name} does not exist: nobody heeds it."
            elif value and not _fits(short, str(value).strip().lower()):
                yield element, f'{name}="{str(value)[:40]}" is a value that it can\'t have.'


def _fits(name: str, value: str) -> bool:
    if name in _BOOLEAN:
        return bool(_YES_NO.match(value))
    if name in _MIXED:
        return value in _MIXED[name].split()
    if name in ("level", "posinset", "setsize", "colcount", "rowcount", "colindex", "rowindex", "colspan", "rowspan"):
        return bool(re.fullmatch(r"-1|\d{1,9}", value))
    if name in ("valuenow", "valuemin", "valuemax"):
        return bool(re.fullmatch(r"[-+]?\d*\.?\d+(e[-+]?\d+)?", value))
    return True


def hidden(root: Element) -> Iterator[Fault]:
    """What is hidden from assistive technology is not reached by the keyboard, and the page is not hidden as a whole."""
    for element in every(root, f"//*[@aria-hidden='true']/descendant-or-self::*[{_REACHED} or @tabindex]"):
        if element.get("tabindex", "").strip().startswith("-") or element.get("disabled") is not None:
            continue
        yield element, "The keyboard reaches what screen readers are not told of: take aria-hidden away, or the element."
    for body in root.iter("body"):
        if body.get("aria-hidden") == "true":
            yield body, "The whole page is hidden from screen readers: remove aria-hidden from <body>."
    for element in every(root, f"//*[@role='presentation' or @role='none'][{_REACHED}]"):
        yield element, "An element that people use is said to be nothing (role presentation or none)."


def nested(root: Element) -> Iterator[Fault]:
    """Nothing that is used lies in another thing that is used: a screen reader tells only the outer one."""
    for element in every(root, f"//*[{_REACHED}]"):
        above = element.getparent()
        while above is not None:
            closed = element.tag == above.tag == "a"  # a browser ends the first link where the next begins (HTML, 13.2.6.4.7)
            acts = (above.tag in ("a", "button", "summary") and (above.tag != "a" or above.get("href") is not None)) or above.get(
                "role"
            ) in _ACTING
            if acts and not closed:
                yield element, f"<{element.tag}> lies in <{above.tag}>, which is used itself: put them side by side."
                break
            above = above.getparent()
