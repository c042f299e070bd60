"""One writer in one locale, in a process of its own: `python -m tests.bench.worker kit ar`.

Each line on standard input is a document's number; for each, a line of JSON comes back: CPU seconds and bytes. At the end comes
the peak memory in megabytes. With `--out FILE` one document is written there and nothing else happens (cold start, extraction).
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path

from tests.bench.workload import document
from tests.bench.writers import WRITERS


def main() -> None:
    """Serve documents until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("writer", choices=WRITERS)
    parser.add_argument("locale")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    if arguments.out:
        made = document(arguments.locale, 1)
        arguments.out.write_bytes(WRITERS[arguments.writer]()(made))
        return
    write = WRITERS[arguments.writer]()
    for line in sys.stdin:
        made = document(arguments.locale, int(line))
        before = time.process_time()
        data = write(made)
        print(json.dumps([time.process_time() - before, len(data)]), flush=True)
    print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), flush=True)


if __name__ == "__main__":
    main()
