"""Who may ask the desk: other hosts, other sites, no ticket, forged proxies, odd paths and floods are refused or safe."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.desk import serve
from kit.desk.app import MAX_BODY, POLICY
from kit.desk.guard import SAFE, Loopback, Proxied, Rights, Tickets, roles
from kit.errors import KitError
from tests.desk.conftest import HOST, PORT, SAME, Browser

Fresh = Callable[..., Browser]
HOSTS = (
    "evil.example",
    "127.0.0.1",
    "127.0.0.1:1",
    f"127.0.0.1.:{PORT}",
    f"[::1]:{PORT}",
    f"{HOST}.evil.example",
    f"{HOST}, evil.example",
    "",
)


@pytest.mark.parametrize("host", HOSTS)
def test_other_hosts_are_not_answered(readonly: Browser, host: str) -> None:
    """A name that another site points at this computer gets no page, whatever cookie comes with it (DNS rebinding)."""
    answer = readonly.client.get("/en/", headers={"Host": host}, base_url=f"http://{HOST}", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 421
    assert "kit" not in answer.text


def test_no_cookie_no_page(fresh: Fresh) -> None:
    """Without the cookie only the way in answers; every other address is locked."""
    browser = fresh()
    for rule in browser.app.url_map.iter_rules():
        if rule.endpoint in ("open_desk", "static_file", "health"):
            continue
        path = rule.rule.replace("<ui>", "en").replace("<int:number>", "1")
        for part in ("<path:name>", "<path:ctx>", "<tag>", "<topic>", "<ident>", "<section>", "<size>", "<name>"):
            path = path.replace(part, "es")
        answer = browser.get(path) if "GET" in (rule.methods or ()) else browser.post(path)
        assert answer.status_code == 403, path
        assert "<h1>" in answer.text


def test_ticket_opens_once(fresh: Fresh) -> None:
    """A ticket is good for one browser, and its cookie can't be read by scripts or sent from other sites."""
    browser = fresh()
    guard = browser.desk.guard
    assert isinstance(guard, Loopback)
    ticket = guard.tickets.issue()
    first = browser.get(f"/open?ticket={ticket}")
    assert first.status_code == 200
    cookie = first.headers["Set-Cookie"]
    assert cookie.startswith(f"kit-desk-{PORT}=")
    for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
        assert word in cookie
    assert ticket not in first.text
    assert browser.get(f"/open?ticket={ticket}").status_code == 403
    assert browser.get("/open?ticket=").status_code == 403
    assert browser.get("/open?ticket=../../etc/passwd").status_code == 403


def test_tickets_and_sessions_run_out(tmp_path: Path) -> None:
    """An old ticket is worth nothing, nor is a session of yesterday or of a desk that was started before."""
    guard = Loopback(port=PORT, tickets=Tickets(tmp_path))
    now = time.time()
    assert guard.admit(guard.tickets.issue(), now + 3600) == ""
    token = guard.admit(guard.tickets.issue(), now)
    assert len(base64.urlsafe_b64decode(token)) == 24  # bytes of chance: nobody guesses 192 bits
    browser = {"method": "GET", "host": HOST, "peer": "127.0.0.1", "headers": {}, "cookies": {guard.cookie: token}}
    from kit.desk.guard import Asked

    asked = Asked(**browser)  # type: ignore[arg-type]
    assert guard.known(asked, now + 60)
    assert not guard.known(asked, now + 2 * 24 * 3600)
    assert not Loopback(port=PORT, tickets=Tickets(tmp_path)).known(asked, now)
    assert not Loopback(port=PORT + 1, tickets=Tickets(tmp_path), sessions=guard.sessions).known(asked, now)


CROSSED = (
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": f"http://{HOST}"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": f"https://{HOST}"},
)


@pytest.mark.parametrize("head", CROSSED)
def test_forms_of_other_sites_change_nothing(readonly: Browser, head: dict[str, str]) -> None:
    """Every route that changes something refuses a form that another site's page sent, also one on another port."""
    seen = 0
    for rule in readonly.app.url_map.iter_rules():
        if not (rule.methods or set()) - SAFE - {"OPTIONS"}:
            continue
        path = rule.rule.replace("<ui>", "en")
        for part in ("<path:name>", "<path:ctx>", "<tag>", "<topic>", "<ident>", "<section>"):
            path = path.replace(part, "es")
        assert readonly.post(path, head=head).status_code == 403, path
        seen += 1
    assert seen > 15


def test_own_forms_pass(browser: Browser) -> None:
    """The desk's own forms are taken, by browsers with and without Fetch metadata."""
    for head in (SAME, {"Origin": f"http://{HOST}"}, {"Origin": f"http://localhost:{PORT}", "Sec-Fetch-Site": "same-origin"}):
        assert browser.post("/en/clinics/check", {"name": "A"}, head=head).status_code == 200


def test_every_form_names_its_role(readonly: Browser) -> None:
    """No route forgets to say who may use it, and none that changes files is everybody's."""
    for rule in readonly.app.url_map.iter_rules():
        view = readonly.app.view_functions[rule.endpoint]
        if rule.endpoint in ("open_desk", "static_file", "health", "start"):
            continue
        assert getattr(view, "role", ""), rule.endpoint
        if (rule.methods or set()) - SAFE - {"OPTIONS"} and rule.endpoint not in (
            "home.stop",
            "printing.packet_pdf",
            "printing.packet_zip",
            "printing.stop_job",
            "translating.place",
            "presenting.edited",
            "presenting.template",
        ):
            assert view.role != "print", rule.endpoint  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", ["/en/", "/en/nowhere", "/xx/print", "/open?ticket=x", "/en/print/file/none", "/static/0/desk.css"]
)
def test_headers_stand_on_every_answer(readonly: Browser, path: str) -> None:
    """Pages and errors alike forbid foreign and inline code, framing, sniffing and keeping."""
    answer = readonly.get(path)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_pages_hold_no_inline_code(readonly: Browser) -> None:
    """No style attribute, no script in a page: the policy would stop them."""
    for path in ("/en/", "/ar/print", "/en/clinics/new", "/en/translate/es/heroin-withdrawal/text/danger.title"):
        text = readonly.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert "onclick" not in text
        assert all("src=" in tag for tag in text.split("<script")[1:])


NAMES = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "..\\..\\secret",
    "%2e%2e/%2e%2e/roles.toml",
    "NUL",
    "con.pdf",
    "a" * 300,
    "\u202efdp.x",
    "/etc/passwd",
    "es/../../roles.toml",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_becomes_a_path(readonly: Browser, name: str) -> None:
    """A name in an address is looked up among what there is; anything else is not there."""
    for path in (
        f"/en/print/file/{name}",
        f"/en/print/picture/card/1/{name}",
        f"/en/clinics/edit/{name}",
        f"/en/clinics/logo/{name}",
        f"/en/translate/{name}/heroin-withdrawal",
        f"/en/translate/es/{name}",
        f"/en/translate/es/heroin-withdrawal/text/{name}",
        f"/en/translate/es/heroin-withdrawal/placed/{name}",
        f"/en/review/{name}",
        f"/en/job/{name}",
        f"/static/{name}/desk.css",
        f"/static/x/{name}",
    ):
        answer = readonly.get(path)
        assert answer.status_code in (404, 308), path
        assert "root:" not in answer.text


def test_queries_are_looked_up_too(readonly: Browser) -> None:
    """A clinic, region or language that we do not have is a fault at its field, whatever it says."""
    answer = readonly.get("/en/print?clinic=../../x&region=<script>&language=zz&paper=a0")
    assert answer.status_code == 422
    assert answer.text.startswith("<!DOCTYPE html>")
    assert "<title>Error:" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    ("query", "meant"),
    [("region=UK", "GB"), ("region=usa", "US"), ("language=spanish", "es"), ("language=es-MX", "es"), ("paper=Letter", "letter")],
)
@pytest.mark.parametrize("part", ["print", "present", "make"])
def test_what_may_have_been_meant_is_offered(readonly: Browser, part: str, query: str, meant: str) -> None:
    """A value in an address that is nearly one of ours is a fault that names ours, and is not taken unasked."""
    answer = readonly.get(f"/en/{part}?{query}")
    assert answer.status_code == 422
    assert f"Did you mean {meant}?" in answer.text


def test_too_much_is_refused(browser: Browser) -> None:
    """A body over 2 MB, a form of 10,000 fields and a file that is no list are refused, and the desk goes on."""
    assert browser.post("/en/clinics/save", {"name": "x" * (MAX_BODY + 1)}).status_code == 413
    part = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'
    head = {"Host": HOST, **SAME, "Content-Type": "multipart/form-data; boundary=x"}
    many = browser.client.post("/en/clinics/check", data=part * 10_000 + b"--x--\r\n", headers=head, base_url=f"http://{HOST}")
    assert many.status_code == 413
    fields = {f"f{number}": "x" for number in range(10_000)}
    assert browser.post("/en/clinics/check", fields).status_code == 200
    assert browser.post("/en/clinics/import", {"file": (io.BytesIO(b"\0\xff" * 500), "x.csv")}).status_code == 422
    assert browser.get("/en/").status_code == 200


def test_words_of_strangers_stay_words(browser: Browser) -> None:
    """Markup, template syntax and direction marks in a name are shown as text or refused, never run."""
    for name in ("<script>alert(1)</script>", "{{ 7*7 }}", "A\u202eB"):
        answer = browser.post("/en/clinics/save", {"name": name})
        assert answer.status_code == 422
        assert "<script>alert" not in answer.text
        assert "{{" not in answer.text.replace('value="{{ 7*7 }}"', "")
        assert "49" not in answer.text.partition("<form")[0]
    browser.post("/en/clinics/save", {"name": "A & \"B\" 'C'"})
    assert "A &amp; &#34;B&#34;" in browser.get("/en/clinics").text


def test_log_says_nothing_of_what_was_typed(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    """The log holds route, status and time: no name, word, clinic or query."""
    with caplog.at_level("INFO", logger="kit.desk"):
        browser.post("/en/clinics/save", {"name": "Verysecret", "phone": "202-555-0143"})
        browser.get("/en/translate/start?name=Verysecret")
        browser.get("/en/clinics/edit/verysecret")
    assert "clinics.save" in caplog.text
    assert "verysecret" not in caplog.text.lower()
    assert "555" not in caplog.text


def test_no_socket_is_opened(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk fetches nothing from anywhere."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    browser.post("/en/clinics/save", {"name": "A", "web": "https://example.org/x"})
    assert browser.get("/en/print?clinic=a").status_code == 200


def hosted(**rights: Rights) -> Proxied:
    """A hosted desk's guard."""
    return Proxied(name="kits.example.org", proxy="10.0.0.2", header="X-User", rights=rights)


def ask(browser: Browser, path: str, *, peer: str = "10.0.0.2", method: str = "GET", **head: str) -> int:
    """The status of a request that comes from `peer` to a hosted desk."""
    headers = {"Host": "kits.example.org", "Sec-Fetch-Site": "same-origin"} | {n.replace("_", "-"): v for n, v in head.items()}
    answer = browser.client.open(
        path, method=method, headers=headers, base_url="https://kits.example.org", environ_overrides={"REMOTE_ADDR": peer}
    )
    return answer.status_code


def test_hosted_desk_believes_its_proxy_only(fresh: Fresh) -> None:
    """A forged user header from any other address opens nothing; the proxy's without a name neither."""
    browser = fresh(hosted())
    assert ask(browser, "/en/", X_User="ana") == 200
    assert ask(browser, "/en/", peer="10.0.0.3", X_User="ana") == 403
    assert ask(browser, "/en/", peer="127.0.0.1", X_User="ana", X_Forwarded_For="10.0.0.2") == 403
    assert ask(browser, "/en/") == 403
    assert ask(browser, "/en/", X_User="ana, eve") == 403
    assert ask(browser, "/en/", Host="evil.example", X_User="ana") == 421
    assert ask(browser, "/open?ticket=x", X_User="ana") == 404


def test_hosted_rights(fresh: Fresh) -> None:
    """Who is not in roles.toml may look, print and save files; who is may do what it says, and nobody may stop the desk."""
    browser = fresh(hosted(ana=Rights(translate=frozenset({"es"})), bea=Rights(clinics=True)))
    text = "/en/translate/{}/heroin-withdrawal/check/danger.title"
    assert ask(browser, "/en/print", X_User="eve") == 200
    assert ask(browser, text.format("es"), method="POST", X_User="eve") == 403
    assert ask(browser, text.format("es"), method="POST", X_User="ana") == 200
    assert ask(browser, text.format("ar"), method="POST", X_User="ana") == 403
    assert ask(browser, "/en/clinics/new", X_User="ana") == 403
    assert ask(browser, "/en/clinics/new", X_User="bea") == 200
    assert ask(browser, "/en/stop", method="POST", X_User="bea") == 403
    assert ask(browser, "/en/stop", method="POST", X_User="bea", Sec_Fetch_Site="cross-site") == 403


def test_roles_file(tmp_path: Path) -> None:
    """roles.toml is read strictly: a slip gives nobody a right by accident."""
    path = tmp_path / "roles.toml"
    assert roles(path) == {}
    path.write_text('[[person]]\naccount = "ana"\ntranslate = ["es"]\nsign = true\n', encoding="utf-8")
    assert roles(path) == {"ana": Rights(translate=frozenset({"es"}), sign=True)}
    for wrong in ('[[person]]\naccount = "ana"\nsign = "no"\n', "[[person]]\n", "person = 3", '[[person]]\naccount = "a"\n' * 2):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(KitError):
            roles(path)


def test_a_desk_open_to_all_does_not_start() -> None:
    """Another address than the loopback one needs a proxy, a header and a name; a loopback desk needs none."""
    assert serve.hosted_of("127.0.0.1", "", "", "") is None
    for given in (("0.0.0.0", "", "", ""), ("0.0.0.0", "k", "", "X"), ("0.0.0.0", "k", "p", ""), ("::", "", "p", "X")):
        with pytest.raises(KitError, match="must stand behind a proxy"):
            serve.hosted_of(*given)
    assert serve.hosted_of("0.0.0.0", "kits.example.org", "10.0.0.2", "X-User")
