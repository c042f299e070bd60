"""Starting the desk: one socket, one instance for each project, the browser opened with a one-use ticket, an orderly end.

Left out on purpose: the pages (`app`) and the command's arguments (`kit.cli.desk`).
"""

from __future__ import annotations

import _thread
import contextlib
import datetime
import hashlib
import json
import logging
import logging.handlers
import os
import signal
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from types import FrameType

from flask import Flask

import kit
from kit import build, content
from kit.desk import work
from kit.desk.app import MAX_LOGO, create_app
from kit.desk.context import Desk
from kit.desk.guard import Guard, Loopback, Proxied, Tickets, roles
from kit.desk.jobs import Jobs, Pool
from kit.desk.shelf import Shelf
from kit.desk.words import ProjectWords
from kit.errors import KitError
from kit.files import user_cache

PORT = 8765
LOOPBACK = ("127.0.0.1", "localhost", "::1")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """How a hosted desk is reached: the address it listens on, its public name, the proxy's address, the header that names the person."""

    host: str
    name: str
    proxy: str
    header: str


def state_folder(root: Path) -> Path:
    """The desk's own folder for a project, below the user's cache; nobody else may look into it."""
    folder = user_cache() / "desk" / hashlib.sha256(str(root).encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def hosted_of(host: str, name: str, proxy: str, header: str) -> Hosted | None:
    """How the desk is hosted, or None for one's own computer. KitError: it would be open to anybody."""
    if host in LOOPBACK and not (proxy or header):
        return None
    if not (proxy and header and name):
        raise KitError(
            f"--host {host}: a desk that other computers reach must stand behind a proxy that knows who they are",
            "Give --trusted-proxy (its address), --user-header (where it names the person) and --public-name (the desk's own name).",
        )
    return Hosted(host=host, name=name, proxy=proxy, header=header)


def listening(host: str, port: int) -> socket.socket:
    """A socket that no other program can share; another port if the usual one is taken."""
    for wanted in (port, 0):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            found.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        elif os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # on POSIX only: a port still in TIME_WAIT
        try:
            found.bind((host, wanted))
            found.listen(64)
        except OSError as error:
            found.close()
            if wanted == 0 or port != PORT:
                raise KitError(f"port {wanted} can't be used: {error.strerror}", "Choose another with --port.") from None
            continue
        return found
    raise AssertionError("unreachable")


def _running(folder: Path) -> int:
    """The port of a desk of this project that answers already, or 0."""
    try:
        port = int(json.loads((folder / "desk.json").read_text(encoding="utf-8"))["port"])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return port if answer.read() == b"ok\n" else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _open(folder: Path, port: int, say: Say, browser: bool) -> None:
    """Print the address with a ticket and open it by a file that only this user can read: arguments are seen by others."""
    address = f"http://127.0.0.1:{port}/open?ticket={Tickets(folder).issue()}"
    say(f"The desk is at {address}")
    say("The address works once. Stop the desk with Ctrl+C, or at the foot of each of its pages.")
    if not browser:
        return
    path = folder / "open.html"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f'<!DOCTYPE html><title>Desk</title><meta http-equiv="refresh" content="0; url={escape(address)}">')
    if not webbrowser.open(path.as_uri()):
        say("Open this address in a browser.")


def code_stamp() -> str:
    """A digest of the program itself, so that an upgrade never shows pictures of the old one."""
    found = hashlib.sha256()
    for path in sorted(Path(kit.__file__).parent.rglob("*")):
        if path.suffix in (".py", ".j2", ".css"):
            state = path.stat()
            found.update(f"{path}{state.st_mtime_ns}{state.st_size}".encode())
    return found.hexdigest()[:16]


def run(root: Path, *, port: int, browser: bool, hosted: Hosted | None, say: Say, today: Callable[[], datetime.date]) -> None:
    """Serve until somebody stops it. A second start for the same project opens the first one instead."""
    folder = state_folder(root)
    _streams(folder)
    if hosted is None and (there := _running(folder)):
        _open(folder, there, say, browser)
        return
    with listening(hosted.host if hosted else "127.0.0.1", port) as sock:
        own = int(sock.getsockname()[1])
        guard = _guard(root, folder, own, hosted)
        pool = Pool(min(2, os.cpu_count() or 1), partial(work.warm, root, today()))
        jobs = Jobs(pool)
        desk = Desk(
            root=root,
            guard=guard,
            runner=pool,
            jobs=jobs,
            words=ProjectWords(root),
            shelf=Shelf(folder / "shelf"),
            code=code_stamp(),
            today=today,
            stop=lambda: threading.Timer(0.3, _thread.interrupt_main).start(),
        )
        desk.shelf.folder.mkdir(exist_ok=True)
        threading.Thread(target=_read_ahead, args=(root,), daemon=True).start()
        try:
            if hosted is None:
                _note(folder, own)
                _open(folder, own, say, browser)
            else:
                say(f"The desk listens on {hosted.host}:{own} for {hosted.proxy}, as https://{hosted.name}")
            _serve(create_app(desk), sock, hosted)
        finally:
            jobs.close()
            pool.close()
            if hosted is None:
                (folder / "desk.json").unlink(missing_ok=True)


def _read_ahead(root: Path) -> None:
    """Read the topics before the first page plans with them; what is wrong with them that page tells."""
    with contextlib.suppress(KitError):
        build.refresh(root)
        for topic in content.topics(root / "content"):
            build.source(root, topic)


def _guard(root: Path, folder: Path, port: int, hosted: Hosted | None) -> Guard:
    if hosted:
        return Proxied(name=hosted.name, proxy=hosted.proxy, header=hosted.header, rights=roles(root / "roles.toml"))
    for old in folder.glob("ticket-*"):
        if time.time() - old.stat().st_mtime > 3600:
            old.unlink(missing_ok=True)
    return Loopback(port=port, tickets=Tickets(folder))


def _note(folder: Path, port: int) -> None:
    path = folder / "desk.json"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"port": port, "pid": os.getpid()}, file)


def _serve(app: Flask, sock: socket.socket, hosted: Hosted | None) -> None:
    import waitress  # type: ignore[import-untyped]  # it ships no types

    signal.signal(signal.SIGTERM, _interrupted)
    options: dict[str, object] = {
        "sockets": [sock],
        "threads": 8,
        "channel_timeout": 60,
        "connection_limit": 100,
        "max_request_body_size": MAX_LOGO,
        "clear_untrusted_proxy_headers": True,
        "ident": None,
    }
    if hosted:
        options |= {"trusted_proxy": hosted.proxy, "trusted_proxy_headers": {"x-forwarded-proto"}}
    with contextlib.suppress(KeyboardInterrupt):
        waitress.create_server(app, **options).run()


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _streams(folder: Path) -> None:
    """Give the log a file of at most 1 MB, and a program without console (pythonw) somewhere to write to."""
    handler = logging.handlers.RotatingFileHandler(folder / "desk.log", maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("kit.desk")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    logger.propagate = False
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a moment is nothing to tell people
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, (folder / f"{name}.log").open("a", encoding="utf-8"))
