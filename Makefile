# `make run` and `make test` set themselves up: they need Python 3.11 or newer, make and git, nothing else.
# Everything lands in .venv (packages) and .filings (the embedded database); deleting both undoes it.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV    := .venv
BIN     := $(VENV)/bin
FILINGS := $(BIN)/filings
ARGS    ?=
# Test files run side by side, each process with a PostgreSQL of its own; those that share DATABASE_URL, one by one.
WORKERS ?= $(if $(DATABASE_URL),0,auto)
RULES   := from etl.warehouse.dbt_runner import rule_codes; print(*rule_codes(), sep=",")
# dbt takes a relative path as one within its project.
DBT_WRITES := --target-path $(CURDIR)/build/dbt --log-path $(CURDIR)/build/dbt

.PHONY: help run test check model accuracy bench bench-crash docs readme pictures clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.installed-run ## load samples/ into the embedded warehouse and print what it holds
	@$(FILINGS) run samples $(ARGS)

# Tests start hundreds of processes: what one of them has compiled serves the others.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.installed-dev ## run all tests on a real PostgreSQL (ARGS="-k name" chooses some)
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
	  --durations 15 --durations-min 5 $(ARGS)

check: $(VENV)/.installed-dev ## lint Python and SQL, check types, the conventions of dbt and the compose file
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar dbt/models dbt/tests
	$(BIN)/mypy
	FILINGS_RULES=$$($(BIN)/python -c '$(RULES)') \
	  $(BIN)/dbt --quiet --warn-error parse --project-dir dbt --profiles-dir dbt $(DBT_WRITES)
	@echo "dbt-bouncer"; COLUMNS=160 $(BIN)/dbt-bouncer --config-file pyproject.toml --show-all-failures \
	  >build/dbt/bouncer.log 2>&1 || { cat build/dbt/bouncer.log; exit 1; }
	@if docker compose version >/dev/null 2>&1; then \
	  echo "docker compose config"; POSTGRES_PASSWORD=unused docker compose config --quiet; \
	else \
	  echo "docker compose config: left out, there is no compose client here"; \
	fi

model: $(VENV)/.installed-dev ## build and test one model of dbt on the samples, beside .filings (MODEL=dim_year)
	@DATABASE_URL= FILINGS_HOME=build/models $(BIN)/python -m tests.support.one_model $(MODEL)

accuracy: $(VENV)/.installed-dev ## score every filing with expected rows against its recorded level (ARGS=--record)
	@$(BIN)/python -m tests.accuracy.measure $(ARGS)

bench: $(VENV)/.installed-dev ## measure reading, loading and building, each as a ratio within one run
	@for script in bench/*.py; do $(BIN)/python -m "bench.$$(basename "$$script" .py)" $(ARGS) || exit; done

bench-crash: $(VENV)/.installed-dev ## kill the loader, dbt and PostgreSQL 2,000 times (ARGS="KILLS SEED PROJECTS") and count what is lost: none
	@$(BIN)/python -m tests.support.crash_campaign $(ARGS)

docs: $(VENV)/.installed-run ## describe every table, column and rule in build/docs/index.html and rules.html
	@$(FILINGS) build
	@$(BIN)/python -m docs.build

readme: $(VENV)/.installed-run ## write what the pages show of a run and of the audit anew, as it is printed now
	@$(BIN)/python -m docs.readme

pictures: $(VENV)/.installed-dev ## photograph the pages of the audit and of a filing for the READMEs; needs Chromium
	@$(FILINGS) run samples
	@$(BIN)/python -m docs.screenshots

clean: ## remove .venv and build; .filings, the data, stays
	rm -rf $(VENV) build

# --- set-up -------------------------------------------------------------------------------------------

# Named versions come before python3, which may be too old. A version manager leaves shims behind that
# only print an error, so each candidate has to answer; PYTHON=… puts another one first.
$(BIN)/python:
	@for candidate in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "setting up $(VENV) with $$("$$candidate" --version)"; \
	    rm -rf $(VENV); \
	    "$$candidate" -m venv $(VENV) >/dev/null 2>&1 && exit; \
	    uv venv --quiet --clear --python "$$candidate" $(VENV) 2>/dev/null && exit; \
	    rm -rf $(VENV); \
	    echo "$$candidate cannot make a virtual environment: install its venv module (Debian and Ubuntu: apt install python3-venv)" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed and none was found; install one, or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1

# uv installs in a fifth of the time; where it is neither at hand nor to be had, pip does.
define install
	@echo "installing $(1)"
	@{ command -v uv >/dev/null 2>&1 && VIRTUAL_ENV=$(VENV) uv pip install --quiet --editable '$(1)'; } \
	|| { $(BIN)/python -m pip install --quiet --disable-pip-version-check uv \
	     && VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --editable '$(1)'; } \
	|| $(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '$(1)'
	@touch $@
endef

$(VENV)/.installed-run: pyproject.toml | $(BIN)/python
	$(call install,.)

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(call install,.[dev])
	@touch $(VENV)/.installed-run
