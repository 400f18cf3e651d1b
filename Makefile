# newsarchive: `make demo` runs the main job, `make test` the tests; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help setup demo test cover crash check lint format bench tools clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready  ## a virtual environment with the pinned dependencies

$(VENV)/.ready: requirements.txt pyproject.toml
	@echo "Setting up $(VENV) (once, about a minute) …"
	@$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "newsarchive needs Python 3.11 or newer: make PYTHON=python3.12 …"'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

demo: setup  ## archive the demo news site and show the posts
	@$(BIN)/scrapy demo

test: setup  ## the tests, about a minute
	@$(BIN)/python -m pytest -m "not jekyll and not hugo and not chromium and not long and not crash" -n 2 --dist worksteal
	@echo "Left out: long tests, and those that need Jekyll, Hugo or Chromium; make check runs them all."

cover: setup  ## which lines the tests reach
	@$(BIN)/python -m pytest -m "not crash" -n 2 --dist worksteal --cov --cov-report=term:skip-covered

crash: setup  ## kill, cut the power, fill the disk, again and again (best as root, with strace)
	@$(BIN)/python -m pytest tests/crash -m crash -s

check: setup tools lint  ## everything that CI runs: linters, types, all tests
	@$(BIN)/python -m pytest -m "not crash" -n 2 --dist worksteal

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup  ## throughput beside bare Scrapy, in pairs
	@$(BIN)/python benchmarks/throughput.py

# Jekyll, Hugo and Chromium, for the tests that build and open what users publish.
tools:
	@.ci/install-tools

clean:  ## remove what make made, the demo's archive included; other archives stay
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage *.egg-info build
	@if [ -e output/finews/_archive/demo.txt ]; then rm -rf output/finews; fi
	@rm -rf output/demo
