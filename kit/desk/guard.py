"""Who may ask the desk for what, decided from the request's head alone, before any route runs.

On this computer: exact Host, Fetch metadata and Origin on what changes things, and a cookie got for a one-use ticket. Hosted:
only behind a named proxy that says who the person is. Left out on purpose: what a page shows to whom it lets in.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from werkzeug.datastructures import Headers

from kit.errors import KitError
from kit.files import read_toml

Role = Literal["print", "clinics", "translate", "sign", "build"]
"""What a page or form needs: to print is everybody's, the others are given by name where the desk is hosted."""

SAFE = frozenset(("GET", "HEAD"))
TICKET_SECONDS = 600.0
SESSIONS = 50
SESSION_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the guard looks at: a request's method, its head and the address it came from."""

    method: str
    host: str
    peer: str
    headers: Headers
    cookies: Mapping[str, str]


class Guard(Protocol):
    """Says whether a request may go on, and who makes it."""

    @property
    def hosted(self) -> bool:
        """Whether other computers reach this desk through a proxy."""

    def refusal(self, asked: Asked, /) -> int:
        """The HTTP status with which the request is refused, or 0."""

    def known(self, asked: Asked, now: float, /) -> bool:
        """Whether the person has a session here."""

    def person(self, asked: Asked, /) -> str:
        """The account that the proxy names, or "" on one's own computer."""

    def may(self, person: str, role: Role, tag: str = "", /) -> bool:
        """Whether this person may do that, in the language of that tag where it matters."""


def crossed(asked: Asked, origins: frozenset[str]) -> bool:
    """Whether a request that changes something was sent by another site's page.

    Fetch metadata decides where the browser sends them (all do since 2023), else Origin; with neither it counts as crossed.
    """
    if asked.method in SAFE:
        return False
    site = asked.headers.get("Sec-Fetch-Site", "")
    origin = asked.headers.get("Origin", "")
    if site:
        return site not in ("same-origin", "none") or bool(origin and origin not in origins)
    return origin not in origins


class Tickets:
    """One-use tickets as files that only this user of the computer can make or read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def issue(self) -> str:
        """A new ticket of 192 bits; only its digest is kept."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ticket = secrets.token_urlsafe(24)
        os.close(os.open(self._path(ticket), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return ticket

    def use(self, ticket: str, now: float) -> bool:
        """Whether the ticket was good; it no longer is."""
        path = self._path(ticket)
        try:
            made = path.stat().st_mtime
            path.unlink()  # of two at the same moment only one can
        except OSError:
            return False
        return 0 <= now - made + 2 <= TICKET_SECONDS

    def _path(self, ticket: str) -> Path:
        return self.folder / f"ticket-{hashlib.sha256(ticket.encode()).hexdigest()}"


@dataclass(slots=True, kw_only=True)
class Loopback:
    """The guard of a desk on one's own computer. Its sessions live in memory and end with it."""

    port: int
    tickets: Tickets
    sessions: OrderedDict[str, float] = field(default_factory=OrderedDict)
    hosted: bool = False

    @property
    def cookie(self) -> str:
        """The cookie's name; all ports of a computer share their cookies, so the port is in it."""
        return f"kit-desk-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The only Host values that are answered: a name that another site points at us is not among them."""
        return frozenset((f"127.0.0.1:{self.port}", f"localhost:{self.port}"))

    def refusal(self, asked: Asked, /) -> int:
        """421 for another host, 403 for a form sent by another site."""
        if asked.host not in self.hosts:
            return 421
        return 403 if crossed(asked, frozenset(f"http://{host}" for host in self.hosts)) else 0

    def known(self, asked: Asked, now: float, /) -> bool:
        """Whether the request carries the cookie of a session that has not run out."""
        token = asked.cookies.get(self.cookie, "")
        return self.sessions.get(_digest(token), 0.0) > now

    def admit(self, ticket: str, now: float) -> str:
        """The cookie's value for a good ticket, else ""."""
        if not self.tickets.use(ticket, now):
            return ""
        token = secrets.token_urlsafe(24)
        self.sessions[_digest(token)] = now + SESSION_SECONDS
        while len(self.sessions) > SESSIONS:
            self.sessions.popitem(last=False)
        return token

    def person(self, _asked: Asked, /) -> str:
        """Nobody in particular: whoever sits at the computer."""
        return ""

    def may(self, _person: str, _role: Role, _tag: str = "", /) -> bool:
        """Everything: it is their computer and their folder."""
        return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What roles.toml gives one account; `translate` are tags, or "all"."""

    translate: frozenset[str] = frozenset()
    sign: bool = False
    clinics: bool = False
    build: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxied:
    """The guard of a hosted desk. `proxy` is the only address whose word on the person (`header`) counts; `name` is public."""

    name: str
    proxy: str
    header: str
    rights: Mapping[str, Rights]
    hosted: bool = True

    def refusal(self, asked: Asked, /) -> int:
        """403 unless the proxy itself asks, for our name, and no other site's page sent a form."""
        if asked.peer != self.proxy:
            return 403
        if asked.host != self.name:
            return 421
        return 403 if crossed(asked, frozenset((f"https://{self.name}",))) else 0

    def known(self, asked: Asked, _now: float, /) -> bool:
        """Whether the proxy names a person."""
        return bool(self.person(asked))

    def person(self, asked: Asked, /) -> str:
        """The account that the proxy names; "" if it names none or something odd."""
        said = asked.headers.get(self.header, "").strip()
        return said if said.isprintable() and len(said) <= 200 and "," not in said else ""

    def may(self, person: str, role: Role, tag: str = "", /) -> bool:
        """Choosing, printing and downloading is everybody's; the rest only theirs whom roles.toml names."""
        own = self.rights.get(person, Rights())
        match role:
            case "print":
                return True
            case "translate":
                return "all" in own.translate or tag in own.translate or (not tag and bool(own.translate))
            case "sign":
                return own.sign
            case "clinics":
                return own.clinics
            case "build":
                return own.build


_ROLES = 'Write for each person: [[person]] account = "ana", translate = ["es"], sign = false, clinics = true, build = false.'


def roles(path: Path) -> dict[str, Rights]:
    """The rights in roles.toml by account; a file that is not there gives nobody any. KitError if it is broken."""
    if not path.exists():
        return {}
    people = read_toml(path, _ROLES).get("person", [])
    found: dict[str, Rights] = {}
    for person in people if isinstance(people, list) else [None]:
        if not isinstance(person, dict) or not isinstance(person.get("account"), str) or person["account"] in found:
            raise KitError(f"{path}: a person without an account, or twice the same", _ROLES)
        tags = person.get("translate", [])
        flags = {name: person.get(name, False) for name in ("sign", "clinics", "build")}
        wrong = not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags)
        if wrong or not all(isinstance(value, bool) for value in flags.values()):
            raise KitError(f"{path}: {person['account']}: a right of the wrong kind", _ROLES)
        found[person["account"]] = Rights(translate=frozenset(tags), **flags)
    return found
