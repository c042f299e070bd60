"""How the command ends, whatever happens: exit codes, plain words, a report file for a crash, and streams that take any text.

Left out on purpose: what the commands do. Nothing heavy is imported here, since every command passes through.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from io import TextIOWrapper

from kit.errors import EXIT_BAD_INPUT, EXIT_OK, EXIT_OUR_FAULT, EXIT_STOPPED, KitError

LONGEST = 20_000
"""Characters of a message that are printed; nobody reads more, and a file can make a message of any length."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def run(command: Callable[[], object]) -> int:
    """Run a command and give its exit code; every way to end is told in plain words on the error stream."""
    prepare()
    code = EXIT_OUR_FAULT
    try:
        code = _run(command)
        sys.stdout.flush()
    except OSError as error:
        code = _closed(error, code)
    return code


def _run(command: Callable[[], object]) -> int:
    from typer import Abort

    try:
        answer = command()
        if answer == EXIT_STOPPED:  # Typer's own way to say that Ctrl+C came
            warn("Stopped.")
        return answer if isinstance(answer, int) else EXIT_OK
    except KitError as error:
        warn(str(error))
        return error.exit_code
    except (Abort, KeyboardInterrupt):
        warn("Stopped.")
        return EXIT_STOPPED
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Typer ends a program whose reader has gone
            raise error.__context__ from None
        raise
    except Exception as error:  # noqa: BLE001 - the one place where a fault of the program's own ends as words
        return _foreseen(error)


def _foreseen(error: Exception) -> int:
    """The exit code of what a command did not catch: wrong arguments, the system's refusals, and faults of the program's own."""
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if callable(show) and isinstance(code, int):  # wrong arguments, which Typer's versions have under several names
        show()
        return code
    if isinstance(error, OSError):
        if error.errno in (errno.EPIPE, errno.ENOSPC) and not error.filename:
            raise error
        if error.filename:
            warn(
                f"{os.fsdecode(error.filename)}: {error.strerror}\n  Check that it is there, that you may use it, and the disk's space."
            )
            return EXIT_BAD_INPUT
    if isinstance(error, MemoryError):
        warn("there is not enough memory for this\n  Close other programs, or ask for less at once.")
        return EXIT_BAD_INPUT
    warn(crash(type(error).__name__, "".join(traceback.format_exception(error))))
    return EXIT_OUR_FAULT


def prepare() -> None:
    """Streams that take any text: closed ones swallow it, and what a stream can't write shows as an escape.

    In a pipe or a file the text is UTF-8, whatever the system's locale says: programs read it (RFC 8259). Warnings of libraries are
    for those who write programs: none is shown that was not asked for with -W.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:  # else the next file that is opened takes its number, and what is printed
            setattr(sys, name, open(os.devnull, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")


def _closed(error: OSError, code: int) -> int:
    """The exit code where what was printed could not be: nothing is wrong if the reader only had enough."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that nothing is printed at the interpreter's end
    if error.errno == errno.EPIPE:
        return EXIT_OK if code == EXIT_OUR_FAULT else code
    with contextlib.suppress(OSError):
        warn(f"could not print the results: {error.strerror}")
    return EXIT_BAD_INPUT


def warn(message: str) -> None:
    """Print on the error stream: what can't be seen or would turn the line round shows as U+202E, and the end of much is cut off."""
    shown = _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", message)
    more = f"\n... and {len(shown) - LONGEST:,} characters more" if len(shown) > LONGEST else ""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{shown[:LONGEST]}{more}\n")
        sys.stderr.flush()


def crash(what: str, trace: str) -> str:
    """One plain paragraph about a fault of the program's own; where it happened goes into a file of its own."""
    path = _report(trace)
    kept = f"The file {path} says where. Read it, for it may name your files, then send it" if path else "Tell of it"
    return (
        f"This program made a mistake ({what}); your files are not the cause, and what was finished is kept. "
        f"{kept} to those from whom you have the kit, with what you were about to do. Then try the rest, or an older version."
    )


def _report(trace: str) -> str:
    """Write what a developer needs to know into a file that only this user can read; its path, or "" where it can't be."""
    import platform
    import tempfile

    head = f"kit {_version()}, Python {platform.python_version()}, {platform.platform()}\narguments: {sys.argv[1:]!r}\n\n"
    try:
        handle, path = tempfile.mkstemp(prefix="health-kit-report-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(head + trace)
    except OSError:
        return ""
    return path


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("health-kit")
    except PackageNotFoundError:
        return "(not installed)"


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """While files are made: the signals that ask a program to end stop it as Ctrl+C does, so that what is finished is told."""
    import signal
    import threading

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [(one, signal.signal(one, stop)) for one in asked if signal.getsignal(one) is not signal.SIG_IGN]
    try:
        yield
    finally:
        for one, handler in before:
            signal.signal(one, handler)
