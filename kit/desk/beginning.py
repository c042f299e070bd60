"""A language begun by its name, in any language's words.

Left out on purpose: what its catalogs hold at first (`kit.translate`).
"""

from __future__ import annotations

from babel import Locale as BabelLocale
from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, translate
from kit.desk.context import desk, needs, page, t
from kit.locale import known

routes = Blueprint("beginning", __name__)


@routes.get("/translate/start")
@needs("print")
def ask_start() -> AnyResponse:
    """Find the language that somebody names, in any language's words."""
    wanted = request.args.get("name", "").strip()[:60]
    found = candidates(wanted, g.words.locale.tag) if wanted else ()
    there = build.locales_of(desk().root)
    return page("start.html.j2", title=t().plain("start.title"), wanted=wanted, found=found, there=there)


def candidates(wanted: str, ui: str) -> tuple[tuple[str, str, str], ...]:
    """Languages that may be meant by a name or tag: (tag, own name, name in the page's language), the nearest first."""
    folded = wanted.casefold()
    names: dict[str, str] = {}
    for speaker in dict.fromkeys(("en", ui)):
        for tag, name in BabelLocale.parse(speaker, sep="-").languages.items():
            if folded == tag.replace("_", "-").casefold() or folded == str(name).casefold():
                names.setdefault(tag, str(name))
    for speaker in dict.fromkeys((ui, "en")):
        for tag, name in BabelLocale.parse(speaker, sep="-").languages.items():
            if len(names) < 8 and len(folded) >= 3 and folded in str(name).casefold():
                names.setdefault(tag, str(name))
    if not names and (own := known(wanted)):
        names[own.tag] = own.english_name
    out = []
    for tag, name in names.items():
        own = known(tag.replace("_", "-"))
        if own:
            out.append((own.tag, own.name, name))
    return tuple(out[:8])


@routes.post("/translate/start")
@needs("build")
def start() -> AnyResponse:
    """Begin a language: its catalogs, ready to be filled."""
    root, tag = desk().root, request.form.get("tag", "")
    if known(tag) is None or len(tag) > 20 or not tag.replace("-", "").isalnum():
        abort(404)
    build.refresh(root)
    translate.start(root, build.sources(root), tag, **build.catalog_notes(root))
    return redirect(url_for("translating.languages"))
