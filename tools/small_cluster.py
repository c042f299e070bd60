"""A Dask cluster of two processes for builds that are to be hurt: `python -m tools.small_cluster`.

It prints its address; for each line that it reads it prints the process ids of its workers; it ends with its input. A program of
its own, because a program with threads can't fork. Left out on purpose: what is done to the workers (`fault_kinds`).
"""

from __future__ import annotations

import sys

from distributed import LocalCluster


def main() -> None:
    """Serve until the input ends."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            found = [nanny.pid for nanny in cluster.workers.values() if nanny.pid]
            sys.stdout.write(" ".join(map(str, found)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
