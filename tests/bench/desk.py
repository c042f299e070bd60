"""Twenty people at one desk: each makes sheets for a clinic of their own and edits a text, for some minutes, on loopback.

    python -m tests.bench.desk --people 20 --minutes 5
    python -m tests.bench.desk --first es --rest 2

Tells requests, errors, edits that were lost, how long answers took, and the memory of the desk's own process at each 500 requests.
With `--first` one person opens the print page of a language so many seconds after the desk says its address, with nothing on its shelf:
seconds to wait for each step, and seconds of processor time of the desk and its workers, which a busy computer leaves as they are.
Left out on purpose: what a page says, and any judgement; whoever runs it writes the figures down.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import statistics
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pypdfium2

from kit import translate
from kit.locale import find
from tests.desk.browsers import Running, running
from tests.desk.conftest import copy

TAGS = ("en", "es", "ar", "hi", "zh-Hans")
TOPIC = "heroin-withdrawal"


@dataclass(slots=True)
class Account:
    """What came of the requests of all people, kept under one lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[int, int]] = field(default_factory=list)
    requests: int = 0

    def note(self, kind: str, took: float, wrong: str, process: int) -> None:
        """One answer: its kind, its seconds, and what was wrong with it or ""."""
        with self.lock:
            self.requests += 1
            self.seconds.setdefault(kind, []).append(took)
            if wrong:
                self.errors.append(f"{kind}: {wrong}")
            if self.requests % 500 == 0:
                self.memory.append((self.requests, resident(process)))


def resident(process: int) -> int:
    """MB of memory that a process holds now; 0 where the system does not tell."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text("ascii"))
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0


def spent(process: int) -> float:
    """Seconds of processor time of a process and those that it started; 0 where the system does not tell."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = path.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if process in (int(path.parent.name), int(values[1])):
            ticks += int(values[11]) + int(values[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Person:
    """Somebody with a browser: prints sheets with their clinic's number, and works on one text."""

    def __init__(self, desk: Running, cookie: str, number: int, ctx: str, account: Account) -> None:
        self.desk, self.cookie, self.account = desk, cookie, account
        self.host = desk.base.partition("//")[2]
        self.clinic, self.phone = f"clinic-{number}", f"202-555-{1000 + number}"
        self.text = f"/en/translate/es/{TOPIC}/text/{ctx}"
        self.random = random.Random(number)
        self.saved = ""

    def ask(self, kind: str, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """One request; its status and body. What is no answer counts as an error."""
        head = {"Cookie": self.cookie, "Host": self.host, "Sec-Fetch-Site": "same-origin"}
        body = urllib.parse.urlencode(form) if form else None
        if body:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        began, status, data, wrong = time.monotonic(), 0, b"", ""
        try:
            connection = http.client.HTTPConnection(self.host, timeout=180)
            connection.request(method, path, body, head)
            answer = connection.getresponse()
            status, data = answer.status, answer.read()
            connection.close()
        except OSError as error:
            wrong = type(error).__name__
        if status >= 400:
            wrong = f"{status} {' '.join(re.findall(r'<(?:p|li)[^>]*>([^<]+)', data.decode('utf-8', 'replace'))[:4])}"
        self.account.note(kind, time.monotonic() - began, wrong, self.desk.process.pid)
        return status, data

    def print_one(self) -> None:
        """Choose, look at a side, and open a sheet: the clinic's number must be on it."""
        tag = self.random.choice(TAGS)
        edition = self.random.choice(("standard", "standard", "large-print"))
        query = f"language={tag}&clinic={self.clinic}&region=US&edition={edition}"
        _, page = self.ask("print page", "GET", f"/en/print?{query}")
        pictures = re.findall(r'src="([^"]+/picture/[^"]+)"', page.decode())
        files = [link for link in re.findall(r'href="([^"]+/print/file/[^"]+)"', page.decode()) if "sheet" in link]
        if not (files and pictures):
            return
        self.ask("picture", "GET", unescape(self.random.choice(pictures)))
        status, data = self.ask("sheet", "GET", unescape(self.random.choice(files)))
        if status == 200 and self.phone not in words(data):
            with self.account.lock:
                self.account.errors.append(f"sheet: not the number of {self.clinic}")

    def edit(self, turn: int) -> None:
        """Write other words for one's text, and keep them."""
        _, page = self.ask("text page", "GET", self.text)
        fields = {
            name: found[1]
            for name in ("shown", "english")
            if (found := re.search(rf'name="{name}" value="([^"]*)"', page.decode()))
        }
        before = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page.decode())
        if len(fields) < 2 or not before:
            return
        said = re.sub(r" \(\w+\)$", "", unescape(before[1])) + f" ({chr(97 + turn % 26)})"
        form = {name: unescape(value) for name, value in fields.items()} | {"words": said, "state": "work", "go": "stay"}
        status, _ = self.ask("save", "POST", self.text, form)
        if status == 302:
            self.saved = said

    def work(self, until: float) -> None:
        """Print and edit by turns until the time is over."""
        turn = 0
        while time.monotonic() < until:
            self.print_one()
            if turn % 3 == 0:
                self.edit(turn // 3)
            turn += 1


def words(data: bytes) -> str:
    """The words of a PDF's first page."""
    with _pdfium:
        document = pypdfium2.PdfDocument(data)
        try:
            return str(document[0].get_textpage().get_text_range())
        finally:
            document.close()


_pdfium = threading.Lock()


def opened(desk: Running) -> str:
    """The cookie for the one-use ticket."""
    connection = http.client.HTTPConnection(desk.base.partition("//")[2])
    connection.request("GET", desk.first.removeprefix(desk.base))
    return str(connection.getresponse().headers["Set-Cookie"]).partition(";")[0]


def main() -> None:
    """Run and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--first", choices=TAGS)
    parser.add_argument("--rest", type=float, default=0.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder) / "project")
        if given.first:
            first(root, Path(folder) / "state", given.first, given.rest)
            return
        catalog = translate.load(root, find("es"), TOPIC)
        plain = [
            entry.ctx.partition("/")[2]
            for entry in catalog.entries
            if entry.words and "{" not in entry.words and not entry.plural
        ]
        for number in range(given.people):
            text = f'name = "Clinic {number}"\nphone = "202-555-{1000 + number}"\n'
            (root / "content" / "clinics" / f"clinic-{number}.toml").write_text(text, encoding="utf-8")
        with running(root, Path(folder) / "state") as desk:
            account, cookie = Account(), opened(desk)
            people = [Person(desk, cookie, number, plain[number * 7], account) for number in range(given.people)]
            tell(account, people, root, desk, given.minutes)


def first(root: Path, state: Path, tag: str, rest: float) -> None:
    """What the first person waits for, a line each: the desk's address, then, `rest` seconds after, the print page and two pictures."""
    began = time.monotonic()
    with running(root, state) as desk:
        person = Person(desk, opened(desk), 0, "", Account())

        def line(what: str) -> None:
            nonlocal began
            waited, began = time.monotonic() - began, time.monotonic()
            print(f"{what}: {waited:.2f} s; {spent(desk.process.pid):.2f} s of processor time since the start")

        line("address")
        time.sleep(rest)
        began = time.monotonic()
        _, page = person.ask("print page", "GET", f"/en/print?language={tag}")
        line("print page")
        links = re.findall(r'src="([^"]+/picture/[^"]+)"', page.decode())
        for name, link in zip(("first picture", "second picture"), links[:2], strict=True):
            person.ask("picture", "GET", unescape(link))
            line(name)


def tell(account: Account, people: list[Person], root: Path, desk: Running, minutes: float) -> None:
    """Let all work, then print the figures."""
    people[0].print_one()
    account.memory.append((account.requests, resident(desk.process.pid)))
    began = time.monotonic()
    threads = [threading.Thread(target=person.work, args=(began + 60 * minutes,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = {entry.words for entry in translate.load(root, find("es"), TOPIC).entries}
    lost = [person.clinic for person in people if person.saved and person.saved not in saved]
    account.memory.append((account.requests, resident(desk.process.pid)))
    print(f"{len(people)} people, {time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(
        f"requests {account.requests}, errors {len(account.errors)}, edits {len(account.seconds.get('save', []))}, lost {len(lost)}"
    )
    for kind, seconds in sorted(account.seconds.items()):
        ordered = sorted(seconds)
        print(
            f"{kind}: {len(seconds)}, median {statistics.median(seconds):.2f} s, p95 {ordered[int(0.95 * (len(ordered) - 1))]:.2f} s"
        )
    print("memory of the desk, MB at requests: " + ", ".join(f"{mb} at {at}" for at, mb in account.memory))
    for wrong in sorted(set(account.errors)):
        print(f"{account.errors.count(wrong)} x {wrong}")


if __name__ == "__main__":
    main()
