# Every command that a person or a machine uses on this project. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast test-real test-oracle test-integration-15 test-browser \
        oracle agreement soak faults drill-restore drill-promotion mutation check events lock format clean

# Empty: the first interpreter of at least 3.11 that is found. Or say so: make setup PYTHON=python3.13
PYTHON ?=
ENVIRONMENT := .venv
BIN := $(ENVIRONMENT)/bin
ORACLE := $(ENVIRONMENT)/oracle
MUTATION := $(ENVIRONMENT)/mutation
UV = $(or $(wildcard $(BIN)/uv),uv)
STAMP := $(ENVIRONMENT)/.installed
PYTEST := $(BIN)/python -m pytest
# On two cores at once, each with a database and a browser of its own; a file's tests stay together.
SIDE_BY_SIDE := --numprocesses=2 --dist=loadfile
PORT := $(or $(WIJKKAS_PORT),8033)

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  \033[1mmake %-21s\033[0m %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make the environment .venv from requirements.lock, and compile what counts

$(STAMP): requirements.lock pyproject.toml
	@.ci/environment "$(ENVIRONMENT)" "$(PYTHON)"
	@touch $@

demo: setup ## Build the example city and serve it on http://127.0.0.1:8033 (WIJKKAS_PORT)
	@WIJKKAS_PORT=$(PORT) $(BIN)/wijkkas demo

test: setup ## Run all tests that need nothing from outside, and say what was not run
	@$(PYTEST) $(SIDE_BY_SIDE) tests --ignore=tests/real_files --ignore=tests/soak \
	  --ignore=tests/faults --ignore=tests/drills

test-fast: setup ## Run the layers without a database or a browser: seconds
	@$(PYTEST) $(SIDE_BY_SIDE) $(wildcard tests/unit tests/properties tests/scenarios)

test-real: setup ## Run the tests on real files from the folder WIJKKAS_DATA
	@test -d "$(WIJKKAS_DATA)" || { echo "Set WIJKKAS_DATA to the folder with the real files." >&2; exit 2; }
	@$(PYTEST) tests/real_files

oracle: setup ## Make the environment of another counter (GPL, kept apart), for comparing and the bench
	@test -x $(ORACLE)/bin/python || $(BIN)/python -m venv $(ORACLE)
	@$(ORACLE)/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-oracle.lock

test-oracle: oracle ## Compare counts of real files with those of another counter: minutes
	@test -d "$(WIJKKAS_DATA)" || { echo "Set WIJKKAS_DATA to the folder with the real files." >&2; exit 2; }
	@WIJKKAS_ORACLE=$(ORACLE)/bin/python $(PYTEST) tests/real_files/oracle

# Hours for what is not kept; what is done stays. Only the page: make agreement AGREEMENT_SECONDS=0
AGREEMENT_SECONDS := 900
agreement: oracle ## Compare every rule on every real file with other counters: docs/agreement.md
	@test -d "$(WIJKKAS_DATA)" || { echo "Set WIJKKAS_DATA to the folder with the real files." >&2; exit 2; }
	@nice -n 10 $(BIN)/python -m tests.real_files.oracle.agreement "$(WIJKKAS_DATA)" \
	  --oracle $(ORACLE)/bin/python --seconds $(AGREEMENT_SECONDS)

test-integration-15: setup ## Run the integration tests on Debian's PostgreSQL 15
	@WIJKKAS_TEST_POSTGRES=15 $(PYTEST) $(SIDE_BY_SIDE) tests/integration

test-browser: setup ## Run the browser tests; fails where no Chromium is found
	@WIJKKAS_NEEDS_CHROMIUM=1 $(PYTEST) tests/browser

faults: setup ## Strike at random while people vote; WIJKKAS_FAULTS, WIJKKAS_FAULTS_SEED. Root, Linux
	@$(PYTEST) tests/faults --timeout=0 -s

drill-restore: setup ## Restore a backup to a chosen moment, and check what came back
	@$(PYTEST) tests/drills/test_restore.py --timeout=600 -s

drill-promotion: setup ## Promote a replica under load: nothing is lost; and one that stalled, which loses
	@$(PYTEST) tests/drills/test_promotion.py --timeout=900 -s

soak: setup ## Write, read and kill for a long time; WIJKKAS_SOAK_MINUTES sets how long
	@$(PYTEST) tests/soak --timeout=0 -s

mutation: setup ## Break the plain count in thousands of small ways: which do no tests see? Resumes
	@test -d $(MUTATION)/mutmut || $(BIN)/python -m pip install --quiet --no-deps --require-hashes \
	  --target $(MUTATION) -r requirements-mutation.lock
	@PYTHONPATH=$(MUTATION) nice $(BIN)/python -m tests.mutation

check: setup ## Check format, lint, types, import rules and documents
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(PYTEST) tests/architecture

format: setup ## Format the code and repair what the linter can repair
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

events: setup ## Keep new events as golden ones, and write docs/events and the catalogue anew
	@$(BIN)/python -m tests.golden

# Not after setup: the lock has to come first when pyproject.toml has changed.
lock: ## Work out the lock files anew from pyproject.toml: hashes, and no addresses
	@compile="$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate"; \
	$$compile --group dev pyproject.toml -o requirements.lock && \
	$$compile pyproject.toml -o requirements-runtime.lock && \
	$$compile --group build -o requirements-build.lock && \
	$$compile --no-deps --group mutation -o requirements-mutation.lock && \
	$$compile --no-deps --group oracle -o requirements-oracle.lock

clean: ## Remove the environment and every cache; data of the demo stays
	@rm -rf $(ENVIRONMENT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	        .coverage htmlcov mutants dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
