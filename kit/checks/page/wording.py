"""The rules that pictures, fields and links of an HTML file have words: what stands for what can't be seen (WCAG 2.2 SC 1.1.1, 4.1.2).

Left out on purpose: buttons and frames (`embedded`), and whether the words are the right ones, which a person must say.
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.checks.page.markup import Element, Fault, every
from kit.checks.page.names import heard, name, name_attribute


def alternatives(root: Element) -> Iterator[Fault]:
    """A picture has a description, if only an empty one."""
    for image in root.iter("img", "input", "area"):
        if image.tag == "input" and image.get("type") != "image":
            continue
        if image.get("alt") is None and heard(image):
            yield image, 'The image has no alt: describe it, or write alt="" if it only decorates.'
    for drawing in every(root, "//*[@role='img' or local-name()='svg']"):
        if not heard(drawing):
            continue
        if drawing.get("role") == "img" and drawing.tag != "img" and not name_attribute(drawing):
            yield drawing, "The picture has no description: give it an aria-label."


def drawings(root: Element) -> Iterator[Fault]:
    """A drawing is described or hidden."""
    for drawing in root.iter("svg"):
        if heard(drawing) and drawing.get("role") not in ("img", "none", "presentation") and not _in_picture(drawing):
            yield drawing, 'The drawing is neither described (role="img" with aria-label) nor hidden (aria-hidden="true").'


def _in_picture(element: Element) -> bool:
    return any(one.get("role") == "img" for one in element.iterancestors())


def labels(root: Element) -> Iterator[Fault]:
    """A field has a label."""
    told = {label: bool(name(label)) for label in root.iter("label")}
    named = {label.get("for") for label in root.iter("label") if label.get("for") and told[label]}
    for control in root.iter("input", "textarea", "select", "button"):
        if (control.get("type") or "").lower() in {"hidden", "image", "submit", "reset"} or not heard(control):
            continue
        if control.tag == "input" and (control.get("type") or "").lower() == "button":
            continue
        wrapped = any(told.get(one, False) for one in control.iterancestors("label"))
        if control.tag == "button" and name(control):
            continue
        if not (wrapped or control.get("id") in named or (name_attribute(control) and name(control)) or _hint(control)):
            yield control, "The field has no label: point a <label for> at it, or name it with aria-label."


def _hint(control: Element) -> str:
    """A name of the poorer kind: one that shows only for a moment, or until something is written."""
    return (control.get("title") or control.get("placeholder") or "").strip()


def links(root: Element) -> Iterator[Fault]:
    """A link has words."""
    for link in root.iter("a"):
        if link.get("href") is not None and not name(link) and heard(link):
            yield link, "The link has no words: say where it leads."
