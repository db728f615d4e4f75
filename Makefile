# Everything a newcomer or CI does, by name. `make` alone explains the targets.
# Needs python3 (3.11 or newer), pip and make; tests also need Chromium and PostgreSQL.

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv --quiet
# A venv without pip of its own (Debian splits it off) is served by the system's pip.
PIP := $$(test -x $(BIN)/pip && echo "$(BIN)/pip" || echo "python3 -m pip --python $(BIN)/python")
LISTS := requirements/core.txt requirements/dev.txt
# Two at a time: what the machines of our promises have. A file's tests stay together; the longest files come first.
PYTEST := $(BIN)/pytest -n $(or $(CORES),2) --dist loadfile --no-loadscope-reorder
# The tests start the program hundreds of times: it keeps what it compiled, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
# The security bars at their quick size: `make bars` runs them whole.
BARS := tests/bars shanyraq/demo/tests/test_every_address.py
PO := $(wildcard locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help setup run test test-quick test-bars test-postgres test-journeys test-languages check bench bars format messages matrix vendor requirements

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

# ---- the environment: each stamp is as young as the list it installed --------------------------------------

$(BIN)/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: this is " + sys.version)'
	@python3 -m venv $(VENV) 2>/dev/null || python3 -m venv --clear --without-pip $(VENV)

$(VENV)/.uv: requirements/uv.txt | $(BIN)/python
	@echo "Preparing the environment in $(VENV) (once)"
	@$(PIP) install -qq --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# Whoever has the development list keeps it: it contains the core list, at the same versions.
$(VENV)/.core: requirements/core.txt pyproject.toml $(VENV)/.uv
	@list=requirements/core.txt; test ! -f $(VENV)/.dev || list=requirements/dev.txt; \
	  $(UV) pip sync --python $(BIN)/python --require-hashes $$list
	@$(UV) pip install --python $(BIN)/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.uv
	@$(UV) pip sync --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(UV) pip install --python $(BIN)/python --offline --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.core $@

$(VENV)/.messages: $(PO) $(wildcard tools/messages/*.py) $(VENV)/.core
	@$(BIN)/python -m tools.messages compile
	@touch $@

# ---- what people type --------------------------------------------------------------------------------------

setup: $(VENV)/.dev $(VENV)/.messages ## Make the environment for development; leaves .venv/bin/shanyraq
	@echo "Ready: $(BIN)/shanyraq --help"

run: $(VENV)/.core $(VENV)/.messages ## Start the site with an invented programme on http://127.0.0.1:8000 (PORT=…)
	@exec $(BIN)/shanyraq serve

test: $(VENV)/.dev $(VENV)/.messages ## Run everything: checks, quick tests, security bars, PostgreSQL, journeys in a browser
	@$(BIN)/python -m tests.machine
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory test-quick
	@$(MAKE) --no-print-directory test-bars
	@$(MAKE) --no-print-directory test-postgres
	@$(MAKE) --no-print-directory test-journeys

test-quick: $(VENV)/.dev $(VENV)/.messages ## Run the rooms' tests and those of the architecture, on SQLite
	$(PYTEST) $(addprefix --ignore=,tests/journeys $(BARS)) -m "not in_bars"

test-bars: $(VENV)/.dev $(VENV)/.messages ## Run the security bars at their quick size, on SQLite
	$(PYTEST) -m "not in_bars" $(BARS)

test-postgres: $(VENV)/.dev $(VENV)/.messages ## Run the tests that touch the database, on PostgreSQL
	$(BIN)/python -m tests.postgres $(PYTEST) -m "not in_bars" shanyraq tools

test-journeys: $(VENV)/.dev $(VENV)/.messages ## Walk through the site in Chromium
	$(PYTEST) -n $(or $(CORES),3) -m "not in_bars" tests/journeys

test-languages: $(VENV)/.dev $(VENV)/.messages ## Look at every page in each language with axe (make test: all in English)
	$(PYTEST) -m in_bars tests/journeys

check: $(VENV)/.dev $(VENV)/.messages ## Check format, lint, types, layers, translations, migrations and the pack
	@$(BIN)/python -m tools.check

bench: $(VENV)/.dev $(VENV)/.messages ## Measure what we promise about speed; fails where a promise is broken
	@$(BIN)/python -m tools.bench

bars: $(VENV)/.dev $(VENV)/.messages ## Measure the security bars (BAR Bxx PASS|FAIL|NOTRUN value target)
	@$(BIN)/python -m tools.bars

format: $(VENV)/.dev ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

messages: $(VENV)/.dev ## Collect new texts into the catalogues, list what needs a translation
	@$(BIN)/python -m tools.messages extract && $(BIN)/python -m tools.messages update

matrix: $(VENV)/.dev ## Write the access matrix of the manual from the code
	@$(BIN)/python -m tools.access_matrix

vendor: $(VENV)/.dev ## Fetch the front-end files again, check versions, licences and checksums
	@$(BIN)/python -m tools.vendor

requirements: $(VENV)/.uv ## Compile the hashed lists from pyproject.toml (UPGRADE=--upgrade for newer releases)
	@for list in "core --group build" "dev --group build --group dev -c requirements/core.txt"; do set -- $$list; \
	  name=$$1; shift; $(UV) pip compile $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header pyproject.toml $$@ -o requirements/$$name.txt; done
	@$(UV) pip compile $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --group uv -o requirements/uv.txt
