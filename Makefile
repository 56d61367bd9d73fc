# make setup   both environments: .venv (the pipeline) and .venv-studio (the Label Studio server)
# make demo    sample corpora to a released dataset        WORKSPACE=DIR  KEEP=1  WORKERS=N
# make test    lint, types, architecture, tests            ARGS="-k name"
# make bench   timings beside named peers, in .venv-bench  BENCH="aggregation"  ARGS="--scale .1"

PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(if $(shell $(p) -c 'print(1)' 2>/dev/null || true),$(p))))
WORKSPACE ?= workspace/demo
BENCH ?= $(basename $(notdir $(wildcard benchmarks/[a-z]*.py)))
BIN := .venv/bin
# The locks are whole: nothing is left to resolve, and --no-deps keeps an old pip from trying.
PIP_FLAGS := --quiet --disable-pip-version-check --no-deps --require-hashes

.PHONY: setup demo test bench lint format lock clean
.DELETE_ON_ERROR:

setup: .venv/.ready .venv-studio/.ready

.venv/.ready: locks/pipeline.txt pyproject.toml
	@scripts/check_python.sh "$(PYTHON)"
	@echo "setup: .venv (the pipeline; a minute or two the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install $(PIP_FLAGS) -r locks/pipeline.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv-studio/.ready: locks/studio.txt
	@scripts/check_python.sh "$(PYTHON)"
	@echo "setup: .venv-studio (the Label Studio server; a minute or two the first time)"
	@test -x .venv-studio/bin/python || $(PYTHON) -m venv .venv-studio
	@.venv-studio/bin/python -m pip install $(PIP_FLAGS) -r locks/studio.txt
	@touch $@

demo: setup
	@$(BIN)/klue demo --workspace "$(WORKSPACE)" $(if $(KEEP),--keep) $(if $(WORKERS),--workers $(WORKERS))

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest $(ARGS)

.venv-bench/.ready: locks/bench.txt
	@scripts/check_python.sh "$(PYTHON)"
	@echo "setup: .venv-bench (what the benchmarks compare with)"
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install $(PIP_FLAGS) -r locks/bench.txt
	@touch $@

bench: .venv-bench/.ready
	@set -e; for name in $(BENCH); do PYTHONPATH=. .venv-bench/bin/python benchmarks/$$name.py $(ARGS); done

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	scripts/lock.sh

clean:
	rm -rf .venv .venv-studio .venv-bench workspace .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
