#!/bin/sh
# Says in one line what is missing, instead of failing deep inside pip.
python="$1"
if [ -z "$python" ] || ! "$python" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
  echo "setup: needs Python 3.11, 3.12 or 3.13; say where with: make PYTHON=/path/to/python3.11" >&2
  exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  echo "setup: $python has no venv module (on Debian and Ubuntu: apt install python3-venv)" >&2
  exit 1
fi
