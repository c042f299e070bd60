#!/bin/sh
# Start the desk. The first time it sets itself up, which takes a minute and needs the internet.
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$python" run.py desk "$@"
  fi
done
echo "The desk needs Python 3.11 or newer, which is not on this computer."
echo "Install it with your system's program for software (on Debian or Ubuntu: sudo apt install python3 python3-venv),"
echo "or get it from https://www.python.org/downloads/, then start this file again."
printf 'Press Enter to close. '
read -r _
exit 1
