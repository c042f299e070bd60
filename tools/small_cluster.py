"""A Dask cluster of two processes for builds that are to be hurt: `python -m tools.small_cluster`.

It prints its address; for each line that it reads it prints the process ids of its workers, for "whole" once there are two again; it
ends with its input. A program of its own, because a program with threads can't fork. Left out on purpose: what is done to the workers (`fault_kinds`).
"""

from __future__ import annotations

import sys
import time

from distributed import LocalCluster

SECONDS = 20
"""So long a worker that was killed may take to be started again, before all are."""


def whole(cluster: LocalCluster) -> None:
    """Wait until both workers are there; Dask gives up on one that is killed while it starts, so start them anew then."""
    until = time.monotonic() + SECONDS
    while len(cluster.scheduler_info["workers"]) != 2:
        if time.monotonic() > until:
            cluster.scale(0)
            cluster.scale(2)
            cluster.wait_for_workers(2)
            return
        time.sleep(0.05)


def main() -> None:
    """Serve until the input ends."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        for line in sys.stdin:
            if line.strip() == "whole":
                whole(cluster)
            found = [nanny.pid for nanny in cluster.workers.values() if nanny.pid]
            sys.stdout.write(" ".join(map(str, found)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
