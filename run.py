#!/usr/bin/env python3
"""Start the kit with nothing but Python: `python3 run.py build`, `python3 run.py test`, `python3 run.py <any kit command>`.

Makes an environment of its own in `.venv` (with uv if it is there, else with venv and pip), from requirements-run.lock with hashes,
and again only when pyproject.toml or the lock changed. The rest of requirements.lock (the tools of the tests, and what many machines
need) comes with the first command that needs it. Standard library only, and old syntax on purpose, so that a Python that is too old
can still read this file and say so.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STAMP = os.path.join(ENVIRONMENT, "kit-stamp")
FEW = "requirements-run.lock"
ALL = "requirements.lock"
SIDE_BY_SIDE = ["-n", "logical", "--maxprocesses", "4", "--dist", "worksteal"]  # one process a core; `-n 0` after it wins


def stop(message: str) -> None:
    """End with a plain sentence and exit code 2."""
    sys.stderr.write(message + "\n")
    sys.exit(2)


def python_of(environment: str) -> str:
    """The Python program inside an environment, on any system."""
    if os.name == "nt":
        return os.path.join(environment, "Scripts", "python.exe")
    return os.path.join(environment, "bin", "python")


def lock_of(arguments: "list[str]") -> str:
    """The name of the lock that a command needs."""
    return ALL if arguments[:1] in (["test"], ["lint"]) or any(word.startswith("--cluster") for word in arguments) else FEW


def wanted_stamp(lock: str) -> str:
    """What the environment must have been made from, as a line of the stamp."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in ("pyproject.toml", lock):
        with open(os.path.join(ROOT, name), "rb") as stream:
            digest.update(stream.read())
    return lock + " " + digest.hexdigest()


def is_ready(lock: str) -> bool:
    """Whether the environment exists and has what this lock names, or what the whole one does."""
    try:
        with open(STAMP) as stream:
            made = stream.read().splitlines()
    except OSError:
        return False
    return any(wanted_stamp(name) in made for name in (lock, ALL)) and os.path.exists(python_of(ENVIRONMENT))


def quietly(command: "list[str]") -> "tuple[int, str]":
    """Run a command; its exit code and everything it printed."""
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def with_uv(uv: str, lock: str, more: bool) -> bool:
    """Make the environment with uv, or add to it if there is only `more` to install; False if that did not work."""
    wanted = os.path.join(ROOT, lock)
    target = python_of(ENVIRONMENT)
    return (
        (more or quietly([uv, "venv", "--quiet", "--clear", "--python", sys.executable, ENVIRONMENT])[0] == 0)
        and quietly(
            [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", target, "--require-hashes", "-r", wanted]
        )[0]
        == 0
        and quietly([uv, "pip", "install", "--quiet", "--python", target, "--no-deps", "--no-build-isolation", "-e", ROOT])[0]
        == 0
    )


def with_pip(lock: str) -> None:
    """Make the environment anew with the standard library's venv, then pip; stops with a plain sentence if it can't."""
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        stop(
            "Python's venv module is missing. On Debian or Ubuntu install it with: sudo apt install python3-venv\n"
            "Then run the same command again."
        )
        return
    try:
        venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as error:
        stop(
            "The environment could not be made in {0} ({1}).\nCheck that the folder can be written to, that the disk is not full,\n"
            "and, on Debian or Ubuntu, that python3-venv is installed. Then run the same command again.".format(
                ENVIRONMENT, error
            )
        )
    pip = [python_of(ENVIRONMENT), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for arguments in (["--require-hashes", "-r", os.path.join(ROOT, lock)], ["--no-deps", "--no-build-isolation", "-e", ROOT]):
        code, said = quietly(pip + arguments)
        if code:
            network = any(
                word in said for word in ("NewConnectionError", "Temporary failure", "ConnectTimeout", "No matching distribution")
            )
            if network:
                stop(
                    "The libraries could not be downloaded. Connect this computer to the internet and run the same command again."
                )
            stop("The libraries could not be installed. The last lines were:\n" + "\n".join(said.strip().splitlines()[-8:]))


def prepare(lock: str) -> str:
    """The environment's Python, made first if needed."""
    if not is_ready(lock):
        more = is_ready(FEW)
        sys.stderr.write(
            "Getting the tools of the tests (only the first time) ...\n"
            if more
            else "Setting up (only the first time; about a minute) ...\n"
        )
        uv = shutil.which("uv")
        if not (uv and with_uv(uv, lock, more)):
            with_pip(lock)
        with open(STAMP, "w") as stream:
            stream.write(wanted_stamp(lock) + "\n")
    return python_of(ENVIRONMENT)


def commands(python: str, arguments: "list[str]") -> "list[list[str]]":
    """What to run for these arguments: tests, the checks of the code itself, or a kit command."""
    if arguments[:1] == ["test"]:
        return [
            [python, "-m", "pytest"] + ([] if any("no:xdist" in word for word in arguments) else SIDE_BY_SIDE) + arguments[1:]
        ]
    if arguments[:1] == ["lint"]:
        return [
            [python, "-m", "ruff", "check", "."],
            [python, "-m", "ruff", "format", "--check", "."],
            [python, "-m", "mypy"],
            [python, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        ]
    return [[python, "-m", "kit"] + (arguments or ["build"])]


def main() -> int:
    """Prepare, run, and give back the first exit code that is not 0."""
    if sys.version_info < OLDEST:
        stop(
            "This needs Python {0}.{1} or newer; this one is {2}.{3}.\n"
            "Install a newer Python (python.org has one for every system) and run the same command with it.".format(
                OLDEST[0], OLDEST[1], sys.version_info[0], sys.version_info[1]
            )
        )
    python = prepare(lock_of(sys.argv[1:]))
    if sys.argv[1:2] in (["test"], ["lint"]):
        os.chdir(ROOT)
    os.environ["PYTHONUTF8"] = "1"
    if sys.argv[1:2] == ["test"]:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the many processes that tests start would compile the kit anew
    *first, last = commands(python, sys.argv[1:])
    for command in first:
        code = followed(command)
        if code:
            return code
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(last[0], last)  # this process becomes the command: whatever ends it ends the command, and nothing outlives it
    return followed(last)


def followed(command: "list[str]") -> int:
    """Run a command to its end, also after Ctrl+C, which it gets too and answers in its own way; its exit code."""
    with subprocess.Popen(command) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    sys.exit(main())
