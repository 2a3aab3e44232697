# Needs Python 3.11 or newer and make; everything else is fetched, pinned by hash, into .venv.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check
HASHED := install --quiet --require-hashes -r
COMPILE := $(VENV)/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: help demo test pytest lint types layers docs docs-check bench accuracy quality train wheel requirements clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- the environment -----------------------------------------------------------------------------
$(VENV)/.pip: requirements/pip.txt
	@[ -n "$(PYTHON)" ] || { echo "Tollbook needs Python 3.11 or newer; install it, or say where: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) …" >&2
	@[ -x $(VENV)/bin/python ] || $(PYTHON) -m venv $(VENV)
	@$(PIP) $(HASHED) requirements/pip.txt
	@touch $@

$(VENV)/.run: requirements/run.txt requirements/build.txt $(VENV)/.pip
	@echo "Installing the pinned packages; the first time this takes a minute …" >&2
	@$(PIP) $(HASHED) requirements/run.txt
	@$(PIP) $(HASHED) requirements/build.txt
	@touch $@

PLACES := $(addprefix src/tollbook/gazetteer/,build.py sources.py fold.py world.toml)
$(VENV)/.installed: pyproject.toml setup.py $(PLACES) $(VENV)/.run
	@echo "Installing Tollbook from this folder; building its index of places takes half a minute …" >&2
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.installed
	@$(PIP) $(HASHED) requirements/test.txt
	@touch $@

# ---- for users -----------------------------------------------------------------------------------
demo: $(VENV)/.installed ## install, read the reports that Tollbook brings along, print what they claim
	@$(VENV)/bin/tollbook demo

# ---- for developers ------------------------------------------------------------------------------
test: lint types layers pytest ## all checks: style, types, layers, tests (those of the docs included)

pytest: $(VENV)/.test ## the tests alone; make pytest ARGS="-k number"
	@$(VENV)/bin/python -m pytest -n auto --dist loadfile $(ARGS)

lint: $(VENV)/.test ## style (ruff)
	@$(VENV)/bin/ruff check

types: $(VENV)/.test ## types (mypy --strict)
	@$(VENV)/bin/mypy

layers: $(VENV)/.test ## no module imports what stands above it (import-linter)
	@PYTHONPATH=src $(VENV)/bin/lint-imports --no-cache

docs: $(VENV)/.test ## write the generated pages and the README's picture again
	@$(VENV)/bin/python docs/generate.py

docs-check: $(VENV)/.test ## are the generated pages current?
	@$(VENV)/bin/python docs/generate.py --check

bench: $(VENV)/.test ## articles a second and memory of each stage, beside spaCy's full pipeline
	@$(VENV)/bin/python bench/bench_read.py $(ARGS)

accuracy: $(VENV)/.installed ## score against ../shared/evaluate, if there, and write docs/accuracy.md; make accuracy SETS="isaf claims"
	@$(VENV)/bin/python quality/measure.py --write $(SETS)

quality: $(VENV)/.installed ## fail where our own corpus reads worse than its floors, or a figure fell below quality/figures.json
	@$(VENV)/bin/python quality/gate.py
	@$(VENV)/bin/python quality/measure.py --check $(SETS)

$(VENV)/.train: requirements/train.txt $(VENV)/.installed
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements/train.txt
	@touch $@

train: $(VENV)/.train ## train the tagger that the rules are compared with, from the sets of ../shared/evaluate; ends in out/tagger
	@$(VENV)/bin/python quality/tagger.py train $(ARGS)

wheel: $(VENV)/.run ## build the wheel into dist/
	@$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

requirements: $(VENV)/.pip ## pin requirements/*.txt anew from pyproject.toml and requirements/*.in
	@$(PIP) $(HASHED) requirements/tools.txt
	@$(COMPILE) $(ARGS) pyproject.toml --output-file requirements/run.txt
	@for part in pip build test tools; do $(COMPILE) $(ARGS) requirements/$$part.in --output-file requirements/$$part.txt; done
	@$(COMPILE) --no-deps $(ARGS) requirements/train.in --output-file requirements/train.txt

clean: ## remove what was made, the environment included
	@rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
