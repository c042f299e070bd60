#!/bin/sh
#SBATCH --job-name=kits
#SBATCH --array=1-20
#SBATCH --cpus-per-task=2
#SBATCH --mem=2G
#SBATCH --time=02:00:00
# A part of a build for each task of a Slurm array: sbatch packaging/slurm.sh --region US --clinics clinics.csv --skip-bad
# OUT is a folder that every node shares. Run the array again after a failure: what is finished is not made twice.
# When all tasks have ended: kit index --out "$OUT"
set -eu
exec kit build --plain --jobs "${SLURM_CPUS_PER_TASK:-1}" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "${OUT:-output}" "$@"
