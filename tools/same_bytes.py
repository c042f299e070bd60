"""Build two commits and say which of their files differ, byte by byte: `python3 -m tools.same_bytes main HEAD`.

For changes of the code that must change nothing that people get. Each commit is checked out in a worktree of its own and builds
every topic in every format, edition and sheet, in three languages (Latin, right to left, Chinese) if none are named; words that a
language lacks stand in English. A line of the manifest is compared without the digest of the kit's own code, which a change changes.
With `--keep FOLDER` a commit that was built there before is not built again. Left out on purpose: changes that are not committed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from kit.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
_BUILD = ("--format", ",".join(FORMATS), "--edition", "all", "--allow-partial", "--plain", "--force")


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return done.stdout.strip()


def build(commit: str, out: Path, options: list[str]) -> None:
    """Fill a folder with what a commit makes. SystemExit if it makes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            command = (sys.executable, "-m", "kit", "build", "--root", str(tree), "--out", str(out), *_BUILD, *options)
            said = subprocess.run(command, cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, capture_output=True, check=False)  # noqa: S603
        finally:
            _git("worktree", "remove", "--force", str(tree))
    if not (out / "manifest.jsonl").exists():
        sys.exit(f"{commit} made nothing:\n{said.stderr.decode('utf-8', 'replace')[-2000:]}")


def contents(out: Path) -> dict[str, bytes]:
    """The files of an output folder by their paths; the manifest without what it says of the kit that made it."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return {path: _without_kit(data) if path.endswith(".jsonl") else data for path, data in found.items()}


def _without_kit(manifest: bytes) -> bytes:
    lines = [json.loads(line) for line in manifest.splitlines()]
    for line in lines:
        (line.get("made_from") or {}).pop("kit", None)
        line.pop("seal", None)  # a digest of all of it
    return "\n".join(json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines).encode()


def differences(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """A line for each file that only one has or that differs, with the place of the first byte that does."""
    lines = [f"only before: {path}" for path in sorted(before.keys() - after.keys())]
    lines += [f"only after: {path}" for path in sorted(after.keys() - before.keys())]
    for path in sorted(before.keys() & after.keys()):
        one, other = before[path], after[path]
        if one != other:
            place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
            lines.append(f"differs from byte {place} on: {path} ({len(one)} and {len(other)} bytes)")
    return lines


def main() -> int:
    """Build both, print what differs and a count of all; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", help="a commit, such as main")
    parser.add_argument("after", help="another, such as HEAD")
    parser.add_argument("--locale", default="en,ar,zh-Hans", help="languages by tag, or all")
    parser.add_argument("--keep", type=Path, help="a folder for what was built")
    parser.add_argument("--more", default="", help="more for kit build, in one word: --more='--region US --jobs 1'")
    given = parser.parse_args()
    commits = [_git("rev-parse", "--short=12", name) for name in (given.before, given.after)]
    options = ["--locale", given.locale, *given.more.split()]
    with tempfile.TemporaryDirectory() as folder:
        outs = [(given.keep or Path(folder)).absolute() / "_".join((commit, *options)).replace("/", "-") for commit in commits]
        for commit, out in zip(commits, outs, strict=True):
            if not (out / "manifest.jsonl").exists():
                build(commit, out, options)
        before, after = (contents(out) for out in outs)
    lines = differences(before, after)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{len(before.keys() | after.keys())} files, {len(lines)} differ ({commits[0]} and {commits[1]})\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
