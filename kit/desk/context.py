"""What every page of the desk needs: the desk it belongs to, the words of its language, and how a page is answered.

Left out on purpose: any page.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import abort, current_app, g, make_response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from kit.desk.guard import Guard, Role
from kit.desk.jobs import Jobs, Runner
from kit.desk.shelf import Shelf
from kit.desk.words import Phrases, ProjectWords
from kit.errors import ContentError, Fault, KitError

HERE = Path(__file__).parent
Faults = dict[str, list[str]]
"""What is wrong with a form, by the name of its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One running desk: its project, its own folder, and the parts it is made of. `stop` ends it."""

    root: Path
    guard: Guard
    runner: Runner
    jobs: Jobs
    words: ProjectWords
    shelf: Shelf
    code: str
    today: Callable[[], datetime.date]
    stop: Callable[[], None]


def desk() -> Desk:
    """The desk this request came to."""
    found: Desk = current_app.extensions["kit-desk"]
    return found


def t() -> Phrases:
    """The words of this page's language."""
    phrases: Phrases = g.words
    return phrases


_P = ParamSpec("_P")
_R = TypeVar("_R")


def needs(role: Role) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a view with what a person must be allowed to do; without that right the answer is 403."""

    def wrap(view: Callable[_P, _R]) -> Callable[_P, _R]:
        @functools.wraps(view)
        def checked(*arguments: _P.args, **values: _P.kwargs) -> _R:
            if not desk().guard.may(g.person, role, str(values.get("tag", ""))):
                abort(403)
            return view(*arguments, **values)

        checked.role = role  # type: ignore[attr-defined]  # read by the test that every form names its role
        return checked

    return wrap


def page(template: str, *, title: str, faults: Faults | None = None, status: int = 200, **values: object) -> Response:
    """A page in the language of its address. With faults its title says so and its status is 422."""
    status = 422 if faults and status == 200 else status
    html = render_template(template, title=title, faults=faults or {}, **values)
    return make_response(html, status)


def kept(data: bytes, kind: str, key: str) -> Response:
    """An answer that the browser may keep if it asks each time whether it is still the same."""
    answer = Response(data, mimetype=kind)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(key)
    answer.make_conditional(request)
    return answer


def faults_of(error: KitError) -> list[str]:
    """A fault as sentences, one for each thing that is wrong."""
    if isinstance(error, ContentError):
        return [sentences(fault) for fault in error.faults]
    return [_ended(error.message, error.advice)]


def sentences(fault: Fault) -> str:
    """What is wrong and what to do, each as a sentence of its own."""
    return _ended(fault.what, fault.advice)


def _ended(what: str, advice: str) -> str:
    ended = what if what.endswith((".", "!", "?", ":", "。", "؟", "।")) else f"{what}."
    return " ".join(part for part in (ended[:1].upper() + ended[1:], advice) if part)


def asset(name: str) -> str:
    """The address of one of our own static files, with a digest of what it holds."""
    digest, _ = assets()[name]
    return url_for("static_file", digest=digest, name=name)


@functools.cache
def assets() -> Mapping[str, tuple[str, bytes]]:
    """Our static files by name: a digest and the bytes. They belong to the program and never change while it runs."""
    found = {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir()) if path.is_file()}
    return {name: (hashlib.sha256(data).hexdigest()[:12], data) for name, data in found.items()}


_PATH = re.compile(r'\bd="([^"<>&]*)"')


def icon(name: str) -> Markup:
    """A pictogram of the project as a decoration in the colour of the text; nothing where it is not drawn."""
    path = desk().root / "content" / "pictograms" / f"{name}.svg"
    paths = "".join(f'<path d="{found}"/>' for found in _PATH.findall(_drawing(path)))
    return Markup(f'<svg class="icon" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{paths}</svg>')  # noqa: S704 - only path data


@functools.lru_cache(maxsize=64)
def _drawing(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def first(values: Sequence[str] | None) -> str:
    """The first of a field's values, or ""."""
    return values[0] if values else ""
