"""The desk as a Flask application: the guard before each request, the headers after it, and the pages of its parts.

Left out on purpose: sockets and browsers (`serve`), and what the pages say (`templates/`).
"""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request, url_for
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from kit.desk import (
    beginning,
    clinics,
    context,
    exchanging,
    home,
    making,
    presenting,
    printing,
    reviewing,
    signing,
    standing,
    translating,
)
from kit.desk.context import Desk, asset, icon, page
from kit.desk.guard import Asked, Loopback
from kit.desk.jobs import BusyError
from kit.errors import KitError

MAX_BODY = 2_000_000
MAX_LOGO = 6_000_000
MAX_PARTS = 4_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_CHINESE = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant"}
_OPEN = frozenset(("open_desk", "static_file", "health"))

log = logging.getLogger("kit.desk")


def create_app(desk: Desk) -> Flask:
    """The application of one desk."""
    app = Flask("kit.desk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.config["MAX_FORM_PARTS"] = MAX_PARTS
    app.jinja_env.autoescape = True  # Flask's own rule looks for names that end in .html
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["kit-desk"] = desk
    app.before_request(_guard)
    app.after_request(_headers)
    app.url_value_preprocessor(_language)
    app.url_defaults(_keep_language)
    app.context_processor(_shared)
    app.jinja_env.filters["said"] = reviewing.said
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(KitError, _mendable)
    app.register_error_handler(BusyError, _busy)
    app.register_error_handler(Exception, _broken)
    app.add_url_rule("/", view_func=start)
    app.add_url_rule("/open", view_func=open_desk)
    app.add_url_rule("/health", view_func=health)
    app.add_url_rule("/static/<digest>/<name>", view_func=static_file)
    for part in (home, printing, making, clinics, presenting, translating, exchanging, beginning, signing, reviewing, standing):
        app.register_blueprint(part.routes, url_prefix="/<ui>")
    return app


def _asked() -> Asked:
    environ = request.environ
    return Asked(
        method=request.method,
        host=str(environ.get("HTTP_HOST", "")),
        peer=str(environ.get("REMOTE_ADDR", "")),
        headers=request.headers,
        cookies=request.cookies,
    )


def _guard() -> AnyResponse | None:
    g.begun = time.monotonic()
    g.person = ""
    _choose_words()
    desk, asked = context.desk(), _asked()
    if refusal := desk.guard.refusal(asked):
        return _plain(refusal)
    if request.endpoint in _OPEN:
        return None
    if getattr(g, "ui", "") not in {"", *(locale.tag for locale in g.languages)}:
        abort(404)
    if not desk.guard.known(asked, time.time()):
        return page("locked.html.j2", title=g.words.plain("locked.title"), status=403)
    g.person = desk.guard.person(asked)
    if request.endpoint in ("clinics.logo", "presenting.edited", "presenting.template"):
        request.max_content_length = request.max_form_memory_size = MAX_LOGO
    return None


def _plain(status: int) -> Response:
    """An answer to who has no business here: no page, no words that could help."""
    return Response(f"{status}\n", status=status, mimetype="text/plain")


def _choose_words() -> None:
    """The words of the address's language, else of the browser's first that the desk speaks."""
    words = context.desk().words
    g.languages = words.languages()
    spoken = {locale.tag for locale in g.languages}
    tag = getattr(g, "ui", "")
    g.words = words.of(tag if tag in spoken else negotiated(spoken))


def negotiated(spoken: set[str]) -> str:
    """The first language of the browser that the desk speaks; English if none is."""
    for wanted, _ in request.accept_languages:
        for tag in (wanted, _CHINESE.get(wanted.lower(), ""), wanted.partition("-")[0]):
            if tag in spoken:
                return tag
    return "en"


def _language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    g.ui = values.pop("ui", "") if values else ""


def _keep_language(endpoint: str, values: dict[str, object]) -> None:
    rules = current_app.url_map._rules_by_endpoint.get(endpoint, [])
    if "ui" not in values and any("ui" in rule.arguments for rule in rules):
        values["ui"] = g.words.locale.tag


def _shared() -> dict[str, object]:
    def elsewhere(tag: str) -> str:
        """The same page in another language."""
        if request.endpoint is None or not request.url_rule or "ui" not in request.url_rule.arguments:
            return url_for("home.first", ui=tag)
        query = request.args.to_dict(flat=False) if request.method == "GET" else {}
        return url_for(request.endpoint, **{**query, **(request.view_args or {}), "ui": tag})

    return {
        "t": g.words,
        "locale": g.words.locale,
        "languages": g.languages,
        "elsewhere": elsewhere,
        "asset": asset,
        "icon": icon,
        "hosted": context.desk().guard.hosted,
        "person": g.person,
        "may": lambda role, tag="": context.desk().guard.may(g.person, role, tag),
        "part": (request.endpoint or "").partition(".")[0],
    }


def _headers(response: AnyResponse) -> AnyResponse:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if context.desk().guard.hosted:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    response.headers.setdefault("Cache-Control", "no-store")
    taken = int((time.monotonic() - g.begun) * 1000) if "begun" in g else 0
    log.info("%s %s %s %d ms", request.method, request.endpoint or "-", response.status_code, taken)
    return response


def _refused(error: HTTPException) -> AnyResponse:
    """An HTTP error in plain words; redirects pass."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    name = f"error.e{status}" if g.words.has(f"error.e{status}") else "error.e500"
    return page("error.html.j2", title=g.words.plain("error.title"), said=g.words(name), advice=[], status=status)


def _mendable(error: KitError) -> AnyResponse:
    title = g.words.plain("error.title")
    return page("error.html.j2", title=title, said=g.words("error.kit"), advice=context.faults_of(error), status=422)


def _busy(_error: BusyError) -> AnyResponse:
    answer = page("error.html.j2", title=g.words.plain("error.title"), said=g.words("error.e503"), advice=[], status=503)
    answer.headers["Retry-After"] = "10"
    return answer


def _broken(error: Exception) -> AnyResponse:
    """A fault of ours: its kind and place go to the log, nothing a person typed."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "-"
    log.error("fault %s in %s", type(error).__name__, place)
    if current_app.testing:
        raise error
    return page("error.html.j2", title=g.words.plain("error.title"), said=g.words("error.e500"), advice=[], status=500)


def start() -> AnyResponse:
    """Lead from the bare address to the first page in the browser's language."""
    return redirect(url_for("home.first"))


def health() -> Response:
    """That the desk runs, for those who watch it."""
    return Response("ok\n", mimetype="text/plain")


def open_desk() -> AnyResponse:
    """Exchange the one-use ticket for a cookie, then lead on by a page of ours: a Strict cookie does not survive a redirect."""
    guard = context.desk().guard
    if not isinstance(guard, Loopback):
        abort(404)
    token = guard.admit(request.args.get("ticket", ""), time.time())
    if not token:
        return page("locked.html.j2", title=g.words.plain("locked.title"), status=403)
    answer = make_response(page("opened.html.j2", title=g.words.plain("opened.title"), next=url_for("home.first")))
    answer.set_cookie(guard.cookie, token, httponly=True, samesite="Strict", path="/")
    return answer


def static_file(digest: str, name: str) -> Response:
    """One of our own files; its address changes with what it holds, so a browser may keep it for good."""
    found = context.assets().get(name)
    if found is None or found[0] != digest:
        abort(404)
    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    answer = Response(found[1], mimetype=kinds[name.rpartition(".")[2]])
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
