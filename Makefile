# newsarchive: `make demo` runs the main job, `make test` the tests; each sets up what it needs.
PYTHON ?= python3
UV ?= uv
VENV := .venv
LOWEST := .venv-lowest
RUN := .venv-run
OBJECTS := .venv-objects
BIN := $(VENV)/bin
FAST := not jekyll and not hugo and not chromium and not long and not crash and not soak
# Python keeps what it compiles of this checkout, whatever the environment says: many processes load it.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help setup develop demo browse picture test cover crash soak check lint format bench lowest installed wheel lock objects tools clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# $(call environment,FOLDER,LOCKS): an environment that is ready stays, whichever Python made it, unless PYTHON=
# names one. Otherwise install.py makes it; what is too old a Python to run that is told here.
PYTHON_BY_HAND := $(filter-out file,$(firstword $(origin PYTHON)))
define environment
@{ [ -z "$(PYTHON_BY_HAND)" ] && $(1)/bin/python requirements/install.py --ready $(1) $(2) 2>/dev/null; } || { \
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "newsarchive needs Python 3.11 or newer, and $(PYTHON) is none: make PYTHON=/path/to/python3.12 …" >&2; exit 1; } && \
	"$(PYTHON)" requirements/install.py $(1) $(2); }
endef

setup:  ## a virtual environment with what running needs, as locked
	$(call environment,$(VENV),run.txt)

develop:  ## the same with every extra, and the tools of development
	$(call environment,$(VENV),run.txt dev.txt)

demo: setup  ## archive the demo news site and show the posts
	@$(BIN)/scrapy demo

browse:  ## look at the demo's archive in a browser, or at what OUTPUT=folder has
	$(call environment,$(VENV),run.txt browse.txt)
	@[ -n "$(OUTPUT)" ] || [ -d output/demo/finews ] || $(BIN)/scrapy demo
	@NEWSARCHIVE_OUTPUT="$(or $(OUTPUT),output/demo)" $(BIN)/scrapy browse

picture: setup  ## docs/demo.svg anew, from what make demo prints
	@rm -rf output/demo/finews
	@$(BIN)/python docs/picture.py

test: develop  ## the tests, a few minutes
	@$(BIN)/python -m pytest -m "$(FAST)" -n 3 --dist worksteal
	@echo "Left out: long tests, and those that need Jekyll, Hugo or Chromium; make check runs them."

cover: develop  ## which lines the tests reach
	@$(BIN)/python -m pytest -m "not crash and not soak" -n 3 --dist worksteal --cov --cov-report=term:skip-covered

crash: develop  ## kill, cut the power, fill the disk, again and again (best as root, with strace)
	@$(BIN)/python -m pytest tests/crash -m crash -s

soak: develop objects tools  ## all that CI leaves out: what make crash does, and every site with every loss
	@$(BIN)/python -m pytest -m "crash or soak" -n 3 --dist worksteal

check:  ## everything that CI runs: linters, types, tests
	@$(MAKE) --no-print-directory -j 3 installed objects tools lint  # what is fetched and what is checked at once
	@$(BIN)/python -m pytest -m "not crash and not soak" -n 3 --dist worksteal

lint: develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: develop  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: develop  ## throughput beside bare Scrapy, in pairs
	@$(BIN)/python benchmarks/throughput.py

lowest: installed  ## the tests with the lowest versions that pyproject.toml allows, the wheel's among them
	$(call environment,$(LOWEST),lowest.txt)
	@$(LOWEST)/bin/python -m pytest -W ignore::DeprecationWarning -m "$(FAST)" -n 3 --dist worksteal
	@$(LOWEST)/bin/python -m pytest -m installed -k lowest -n 2

# What running needs and no more: tests/installed/ tries the wheel beside it.
installed:
	$(call environment,$(RUN),run.txt)

wheel: setup  ## dist/newsarchive-*.whl, for pip install anywhere; built without a network
	@rm -rf build  # what was deleted since is in there still
	@$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-index --no-deps --no-build-isolation -w dist .
	@ls dist/*.whl

lock:  ## write the locks anew from pyproject.toml (needs uv); UPGRADE=--upgrade takes the newest versions
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, into an environment of its own" >&2; exit 1; }
	@$(UV) pip compile --quiet $(UPGRADE) pyproject.toml -o requirements/run.txt
	@$(UV) pip compile --quiet $(UPGRADE) pyproject.toml --all-extras -c requirements/run.txt -o requirements/dev.txt
	@$(UV) pip compile --quiet $(UPGRADE) pyproject.toml --extra browse -c requirements/run.txt -c requirements/dev.txt \
		-o requirements/browse.txt
	@$(UV) pip compile --quiet $(UPGRADE) --group build -c requirements/dev.txt -o requirements/build.txt
	@$(UV) pip compile --quiet $(UPGRADE) pyproject.toml --all-extras --resolution lowest-direct \
		-c requirements/build.txt -o requirements/lowest.txt
	@$(UV) pip compile --quiet $(UPGRADE) --group objects -o requirements/objects.txt

# What the tests of object storage talk to: a server that speaks S3.
objects:
	$(call environment,$(OBJECTS),objects.txt)

# Jekyll, Hugo and Chromium, for the tests that build and open what users publish; PostgreSQL for a fleet's;
# systemd's tools for its units.
tools:
	@.ci/install-tools

clean:  ## remove what make made, the demo's archive included; other archives stay
	@rm -rf $(VENV) $(LOWEST) $(RUN) $(OBJECTS) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage *.egg-info build dist
	@[ -e output/demo/_archive ] || rm -rf output/demo  # unless it is the archive of a site named demo
	@[ ! -e output/finews/_archive/demo.txt ] || rm -rf output/finews  # where an earlier version put the demo
