# make demo, make test, make lint, make bench. Written for GNU make 3.81 and later.

.DEFAULT_GOAL := help
.PHONY: help demo check test test-dates lint lint-types lint-style bench architecture

# Compiled modules are kept between runs, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

# The first Python that is new enough, or the one named by PYTHON=.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$python; exit; }; done; echo python3)

# What `check --deploy` asks of a real installation.
PRODUCTION := DEBUG=0 SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ \
	SITE_URL=https://check.example.org DATABASE_URL=sqlite:// LOG_LEVEL=WARNING
QUIET := LOG_LEVEL=WARNING PYTHONUNBUFFERED=1

help:
	@echo "make demo     start everything with sample data on http://localhost:8000 (PORT= for another port)"
	@echo "make check    check style and types, then run the fast tests"
	@echo "make test     check style and types, then run all tests on SQLite and on PostgreSQL"
	@echo "make test-dates   run the tests about dates on other days"
	@echo "make lint     only check style and types"
	@echo "make bench    measure"
	@echo "make architecture   draw the picture of the packages from the import contract"
	@echo "PYTHON=python3.12 make demo takes another Python (3.11 or newer)"

demo: $(VENV)/requirements.stamp
	@DEBUG=1 exec $(BIN)/python manage.py demo --port='$(PORT)'

PYTEST := $(QUIET) $(BIN)/python -m pytest -q -n 2 --dist worksteal

# For the loop in which one works: style, types, and the tests without browser, processes and
# PostgreSQL.
check: lint
	@echo "== the fast tests on SQLite"
	@TEST_DATABASE=sqlite $(PYTEST) -m "not browser and not process and not slow"

# pytest's own summary is the last thing said.
test: lint
	@echo "== pytest on SQLite"
	@TEST_DATABASE=sqlite $(PYTEST)
	@echo "== pytest on PostgreSQL"
	@TEST_DATABASE=postgresql $(PYTEST) -m sql
	@$(MAKE) --no-print-directory test-dates

# The tests that touch dates, on days and in languages that have broken programs before.
test-dates: $(VENV)/requirements-dev.stamp
	@$(MAKE) --no-print-directory -j 2 $(DAYS:%=test-on-%)

DAYS := leap-day new-year-eve new-year summer-time winter-time
test-on-leap-day: export TEST_DATE = 2028-02-29T12:00+01:00
test-on-leap-day: export LC_ALL = C
test-on-new-year-eve: export TEST_DATE = 2027-12-31T23:59+01:00
test-on-new-year-eve: export LC_ALL = de_CH.UTF-8
test-on-new-year: export TEST_DATE = 2028-01-01T00:30+13:00
test-on-new-year: export TZ = Pacific/Auckland
test-on-summer-time: export TEST_DATE = 2027-03-28T03:30+02:00
test-on-summer-time: export LC_ALL = en_US.UTF-8
test-on-winter-time: export TEST_DATE = 2027-10-31T02:30+01:00
test-on-%:
	@echo "== the tests about dates on $(TEST_DATE) $(LC_ALL)$(TZ)"
	@$(QUIET) TEST_DATABASE=sqlite $(BIN)/python -m pytest -q -m dates -p no:cacheprovider

lint: $(VENV)/requirements-dev.stamp
	@$(MAKE) --no-print-directory -j 2 lint-types lint-style

lint-types:
	@echo "== mypy"
	@$(QUIET) DEBUG=1 $(BIN)/mypy

lint-style:
	@echo "== ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@echo "== djade"
	@find templates claims -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
	@echo "== import-linter"
	@$(BIN)/lint-imports --no-logo
	@echo "== Django's checks"
	@$(QUIET) DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/requirements-dev.stamp
	@$(QUIET) DEBUG=1 $(BIN)/python -m tests.benchmarks

architecture: $(VENV)/requirements.stamp
	@$(BIN)/python docs/draw_architecture.py

# The virtual environment, made once and refreshed when the requirements change.
INSTALL = log=$(VENV)/install.log; \
	$(BIN)/python -m pip install --disable-pip-version-check --retries 2 -r $(1) >$$log 2>&1 || { \
		if grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeout|ConnectionError|ProxyError|Temporary failure' $$log; \
		then echo "No network: the packages could not be downloaded (details in $$log)."; \
		else echo "The packages could not be installed: $$(grep -m 1 ERROR $$log) (details in $$log)."; fi >&2; \
		exit 1; }

$(VENV)/requirements.stamp: requirements.txt $(BIN)/python
	@echo "Installing packages into $(VENV) (once, about a minute) …"
	@$(call INSTALL,requirements.txt)
	@touch $@

$(VENV)/requirements-dev.stamp: requirements-dev.txt $(VENV)/requirements.stamp
	@echo "Installing packages for the tests into $(VENV) (once, about a minute) …"
	@$(call INSTALL,requirements-dev.txt)
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, but $(PYTHON) is $$($(PYTHON) -V 2>&1 | tail -1). Name another: PYTHON=python3.12 make demo" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
