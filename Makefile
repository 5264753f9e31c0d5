# Thin: every line here can be run by hand. README.md says what each target is for.
PYTHON ?= python3
DEMO ?= yes
ARGS ?=
# Processes that share the tests, a file at a time; tests/conftest.py tells how.
JOBS ?= 2
CATALOGUE ?= src/metodinis/indicators/data/catalogue.csv
RULES ?= src/metodinis/indicators/data/checks.csv

BIN = .venv/bin
SOURCES = backend src tests
# A port and an instance folder that are named for a run go before instance.yaml, which has the
# rest; what isn't named leaves instance.yaml and the caller's INSTANCE_<KEY> as they are.
ifdef PORT
export INSTANCE_WSGI_LISTEN = localhost:$(PORT)
endif
ifdef INSTANCE
export INSTANCE_TARGET = $(INSTANCE)
export INSTANCE_DB_FILESTORAGE_LOCATION = $(INSTANCE)/var/filestorage/Data.fs
export INSTANCE_DB_BLOB_LOCATION = $(INSTANCE)/var/blobs
endif

.PHONY: start test lint format i18n examples bench check import rebuild nightly frequent environment instance pins

start: environment
	@$(BIN)/python -m backend.start --demo=$(DEMO)

test: lint
	@$(BIN)/python -m backend.browser
	@$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: environment
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)

format: environment
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

i18n: environment
	@$(BIN)/python -m backend.i18n

environment:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer, or name it: make start PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) backend/environment.py

instance: environment
	@$(BIN)/python -m backend.instance

# The examples of the REST API, written anew by the test that holds them true.
examples: environment
	@METODINIS_WRITE_EXAMPLES=yes $(BIN)/python -m pytest -q tests/api

pins: environment
	@$(BIN)/python -m backend.pins

nightly: environment
	@$(BIN)/python -m backend.nightly

# What can't wait for the night: each quarter of an hour.
frequent: environment
	@$(BIN)/python -m backend.nightly frequent

# docs/import.md: "Checking a file".
check: environment
	@$(if $(FILE),,$(error Name the file: make check FILE=reports.csv))
	@$(BIN)/python -m backend.check "$(FILE)" "$(CATALOGUE)" "$(RULES)" \
		$(if $(PREVIOUS),--previous "$(PREVIOUS)") $(if $(YEAR),--year "$(YEAR)") \
		$(if $(KEY),--key "$(KEY)") $(if $(STATES),--states="$(STATES)") \
		$(if $(MESSAGES),--language "$(MESSAGES)")

# docs/import.md: "Importing past years".
import: environment
	@$(if $(and $(FILE),$(YEAR)),,$(error Name file and year: make import FILE=reports.csv MAPPING=mapping.yaml YEAR=2017))
	@$(BIN)/python -m backend.import_reports "$(FILE)" "$(YEAR)" \
		$(if $(MAPPING),--mapping "$(MAPPING)") $(if $(BY),--by "$(BY)") \
		$(if $(filter yes,$(JSON)),--json) $(if $(filter yes,$(DRY_RUN)),--dry-run) \
		$(if $(MESSAGES),--language "$(MESSAGES)")

# README.md: "Configuration".
rebuild: environment
	@$(BIN)/python -m backend.rebuild $(if $(filter yes,$(CHECK)),--check)

bench: environment
	@set -e; for bench in $(patsubst backend/bench/%.py,%,$(wildcard backend/bench/[a-z]*.py)); do \
		$(BIN)/python -m backend.bench.$$bench; \
	done
