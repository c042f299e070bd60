"""Make a zip for Windows that needs no Python: `python packaging/windows_zip.py EMBED.zip WHEEL --out health-kit-windows.zip`.

EMBED.zip is the "embeddable package (64-bit)" of Python 3.11 to 3.13 from python.org; its SHA-256 stands on that page (`--sha256`).
The libraries of requirements-run.lock are fetched as wheels for Windows by pip, each held against its hash; nothing is compiled. In
the zip are Python, the libraries, the kit, and two starters: `Desk.bat` to double-click, and `kit.bat` for commands. The same inputs
give the same bytes. Unpacked it may be moved or put on a stick; the desk's clinics live in the user's own data.

What was tried: making the zip, on Linux, with the wheels for Windows, and its layout (tests/test_windows_zip.py). What was not: starting it
on Windows, which the first release must do by hand: unpack it in a folder with a space in its name, double-click Desk.bat, print a sheet.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPOCH = (1980, 1, 1, 0, 0, 0)
TOP = "health-kit"
LIBRARIES = "Lib/site-packages"
STARTER = """@echo off\r
rem {what}\r
set PYTHONUTF8=1\r
"%~dp0python\\python.exe" -m kit {command}\r
{after}"""
STARTERS = {
    "Desk.bat": STARTER.format(what="Double-click to start the desk.", command="desk %*", after="if errorlevel 1 pause\r\n"),
    "kit.bat": STARTER.format(what="The kit's commands: kit build, kit check ...", command="%*", after=""),
}


def embedded(path: Path, sha256: str) -> Iterator[tuple[str, bytes]]:
    """The files of the embeddable Python, told where the libraries are (its ._pth file otherwise hides them)."""
    data = path.read_bytes()
    if sha256 and hashlib.sha256(data).hexdigest() != sha256.lower():
        sys.exit(f"{path} is not the file that was meant: its SHA-256 differs. Download it again from python.org.")
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if not name.endswith("/")]
        if not any(name.endswith("._pth") for name in names) or "python.exe" not in names:
            sys.exit(f"{path} is not an embeddable Python for Windows: there is no python.exe with its ._pth file in it.")
        for name in names:
            content = package.read(name)
            if name.endswith("._pth"):
                content = b"".join(
                    line + b"\r\n" for line in (*content.splitlines(), LIBRARIES.encode()) if line and not line.startswith(b"#")
                )
            yield f"{TOP}/python/{name}", content


def fetched(folder: Path, python: str) -> list[Path]:
    """The wheels of requirements-run.lock for Windows, each held against its hash."""
    lock = ROOT / "requirements-run.lock"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), "--only-binary", ":all:", "--no-deps"]
    command += ["--platform", "win_amd64", "--python-version", python, "--require-hashes", "-r", str(lock)]
    subprocess.run(command, check=True)
    return sorted(folder.glob("*.whl"))


def unpacked(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a wheel where an installer would put them; scripts and headers are left out."""
    with zipfile.ZipFile(wheel) as package:
        for name in sorted(package.namelist()):
            place = name
            if ".data/" in name:
                kind, _, place = name.partition(".data/")[2].partition("/")
                if kind not in ("purelib", "platlib"):
                    continue
            if not name.endswith("/"):
                yield f"{TOP}/python/{LIBRARIES}/{place}", package.read(name)


def write(target: Path, files: dict[str, bytes]) -> None:
    """The zip: names in order, one date."""
    with zipfile.ZipFile(target, "w") as out:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, files[name])


def main() -> None:
    """Put it together."""
    parser = argparse.ArgumentParser(description="Make a zip for Windows that needs no Python.")
    parser.add_argument("embed", type=Path)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, default=Path("health-kit-windows.zip"))
    parser.add_argument("--sha256", default="", help="of EMBED.zip, as python.org says")
    parser.add_argument("--python", default="3.13", help="the version of EMBED.zip")
    parser.add_argument("--wheels", type=Path, help="a folder of wheels, instead of fetching them")
    asked = parser.parse_args()
    files = dict(embedded(asked.embed, asked.sha256))
    with tempfile.TemporaryDirectory() as folder:
        wheels = sorted(asked.wheels.glob("*.whl")) if asked.wheels else fetched(Path(folder), asked.python)
        for wheel in (*wheels, asked.wheel):
            files |= dict(unpacked(wheel))
    files |= {f"{TOP}/{name}": text.encode() for name, text in STARTERS.items()}
    write(asked.out, files)
    sys.stdout.write(f"{asked.out}: {len(files)} files, {asked.out.stat().st_size // 1_000_000} MB\n")


if __name__ == "__main__":
    main()
