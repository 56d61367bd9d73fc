#!/usr/bin/env bash
# Re-pins all environments. Needs uv; everything else in this project needs only pip.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() { # compile OUTPUT INPUT [OPTION…]
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-header --no-emit-index-url --upgrade --output-file "$@"
  # Every line repeats the project's own bounds as a marker: pip has checked them by then.
  sed -i -E "s/ ; python_full_version < '3.14' and sys_platform != 'win32'//; s/ and sys_platform != 'win32'//; \
s/python_full_version < '3.14' and //" "$1"
}

compile locks/pipeline.txt pyproject.toml --extra dev
compile locks/studio.txt locks/studio.in
# The pipeline's own versions; an override that never holds drops a dependency.
compile locks/bench.txt pyproject.toml locks/bench.in --constraint locks/pipeline.txt \
  --overrides <(echo 'transformers ; python_version < "3"')
