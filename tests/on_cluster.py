"""A build on a real cluster of processes, of which one is killed: run by the tests as a program of its own, `python -m tests.on_cluster OUT`."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from distributed import Client, LocalCluster

from kit import build
from kit.build import run
from tests.conftest import ROOT, TODAY


def main(out: Path) -> None:
    """Build with a worker killed after the first file; then again, and into a store; print what came of each."""
    run.write_review_form = lambda *_: ()  # it takes longer than all else here, and no worker has a part in it
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        request = build.Request(
            root=ROOT,
            out=out,
            topics=("point-to-card",),
            formats=("handout",),
            locales=("en", "es"),
            cluster=address,
            today=TODAY,
        )
        with Client(address) as client:
            pids = list(client.run(os.getpid).values())
        killed: list[int] = []

        def kill(_: build.Result) -> None:
            if not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        first = build.build(request, kill)
        second = build.build(request)
        store = out.with_name("store")
        third = build.build(build.Request(**{**_fields(request), "store": f"file://{store}"}))
    said = {
        "killed": killed,
        "published": [result.published for result in first],
        "kept": [result.kept for result in second],
        "stored": sorted(path.relative_to(store).as_posix() for path in store.rglob("*") if path.is_file()),
        "same": [result.sha256 for result in third] == [result.sha256 for result in first],
    }
    sys.stdout.write(json.dumps(said) + "\n")


def _fields(request: build.Request) -> dict[str, object]:
    return {name: getattr(request, name) for name in request.__slots__}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
