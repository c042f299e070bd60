#!/bin/sh
# Install the kit from its wheel, with the very libraries that it was tested with: packaging/install.sh DIST-FOLDER
# It installs into the Python that comes first on the PATH, with uv if that is there, else with pip. UV_OFFLINE=1 takes them from uv's cache.
set -eu
dist="$1"
lock="$(dirname "$0")/../requirements-run.lock"
if command -v uv >/dev/null 2>&1; then
  target="$(command -v python)"
  uv pip install --quiet --python "$target" --require-hashes -r "$lock"
  uv pip install --quiet --python "$target" --no-deps "$dist"/health_kit-*.whl
else
  python -m pip install --quiet --require-hashes -r "$lock"
  python -m pip install --quiet --no-deps "$dist"/health_kit-*.whl
fi
kit doctor >/dev/null
