#!/bin/sh
# Start the desk. The first time it sets itself up, which takes a minute and needs the internet.
CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0" 2>/dev/null || printf '%s' "$0")")" || exit 1
code=1
found=''
for python in python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    found=$python
    break
  fi
done
if [ -z "$found" ]; then
  echo "The desk needs Python 3.11 or newer, which is not on this computer."
  echo "Install it with your system's program for software (on Debian or Ubuntu: sudo apt install python3 python3-venv),"
  echo "or get it from https://www.python.org/downloads/, then start this file again."
else
  "$found" run.py desk "$@"
  code=$?
fi
# A window that closed at once would take the reason with it.
if [ "$code" -ne 0 ] && [ -t 0 ]; then
  printf 'Press Enter to close. '
  read -r _
fi
exit "$code"
