PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin
LOCKING = --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11

.PHONY: help env demo test soak check bench docs wheel lock

help:            ## what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*##/\t/'

env: .venv/made  ## make the environment in .venv

.venv/made: requirements.lock pyproject.toml hatch_build.py
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	test -s src/sayso/gazetteer/places.sqlite || $(BIN)/python -m sayso.gazetteer.build
	touch $@

demo: env        ## read the bundled reports, show claims and incidents
	$(BIN)/sayso demo

test: env        ## all tests; what was skipped, and what it needs, stands at the end
	$(BIN)/python -m pytest

soak: env        ## all tests in their long forms: a thousand kills, a million entries; hours on a small machine
	SAYSO_SOAK=1 $(BIN)/python -m pytest -m slow

check: env       ## formatter, linter, types, imports, fast tests
	$(BIN)/ruff format --check src tests docs benchmarks hatch_build.py
	$(BIN)/ruff check src tests docs benchmarks hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not slow" -q

bench: env       ## sayso beside its peers: speed, memory, growth; writes docs/speed.md (twelve minutes)
	$(BIN)/python benchmarks/bench.py

docs: env        ## write the generated pages anew
	$(BIN)/python docs/generate.py

wheel: env       ## build the wheel into dist
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock:            ## pin every version anew (needs uv)
	uv pip compile $(LOCKING) --extra dev pyproject.toml -o requirements.lock
	uv pip compile $(LOCKING) --extra dev --extra full pyproject.toml -c requirements.lock -o requirements-full.lock
