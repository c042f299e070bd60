"""packaging/windows_zip.py: the layout of the zip, from a stand-in for the embeddable Python and two small wheels."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "packaging" / "windows_zip.py"


def _zip(path: Path, files: dict[str, str]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as out:
        for name, text in files.items():
            out.writestr(name, text)
    return path


def _make(folder: Path, embed: Path, out: str, *more: str) -> subprocess.CompletedProcess[str]:
    wheel = _zip(folder / "health_kit-1-py3-none-any.whl", {"kit/__main__.py": "", "kit/project/content/labels.yaml": ""})
    _zip(folder / "wheels" / "a-1-py3-none-any.whl", {"a.py": "", "a-1.data/purelib/b.py": "", "a-1.data/scripts/c": ""})
    command = [
        sys.executable,
        str(SCRIPT),
        str(embed),
        str(wheel),
        "--wheels",
        str(folder / "wheels"),
        "--out",
        str(folder / out),
    ]
    return subprocess.run([*command, *more], capture_output=True, text=True, check=False)


def test_the_zip_has_python_libraries_kit_and_starters(tmp_path: Path) -> None:
    """Each file is where Python looks for it, the ._pth file says so, scripts are left out, and the bytes are the same each time."""
    embed = _zip(tmp_path / "embed.zip", {"python.exe": "", "python313._pth": "python313.zip\r\n.\r\n\r\n#import site\r\n"})
    for out in ("one.zip", "two.zip"):
        assert _make(tmp_path, embed, out).returncode == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    package = zipfile.ZipFile(tmp_path / "one.zip")
    site = "health-kit/python/Lib/site-packages"
    assert set(package.namelist()) == {
        "health-kit/Desk.bat",
        "health-kit/kit.bat",
        "health-kit/python/python.exe",
        "health-kit/python/python313._pth",
        f"{site}/a.py",
        f"{site}/b.py",
        f"{site}/kit/__main__.py",
        f"{site}/kit/project/content/labels.yaml",
    }
    assert package.read("health-kit/python/python313._pth").split() == [b"python313.zip", b".", b"Lib/site-packages"]
    assert b'"%~dp0python\\python.exe" -m kit desk %*\r\n' in package.read("health-kit/Desk.bat")


def test_another_file_in_place_of_python_is_told(tmp_path: Path) -> None:
    """A zip that is no embeddable Python, or not the one whose digest was given, ends in words."""
    other = _zip(tmp_path / "embed.zip", {"a": ""})
    assert "not an embeddable Python" in _make(tmp_path, other, "a.zip").stderr
    assert "its SHA-256 differs" in _make(tmp_path, other, "a.zip", "--sha256", "0" * 64).stderr
