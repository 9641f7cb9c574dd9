# 'make' on a fresh machine gives everything there is; 'make help' says what else can be asked for.
.DEFAULT_GOAL := all
.NOTPARALLEL:
.PHONY: all install build check test lint accessibility mutants exhaustive thorough year bench wheel constraints clean help node

PYTHON ?= python3
export PYTHON
BIN := .venv/bin
PIP_INSTALL := $(BIN)/pip --disable-pip-version-check install --quiet
INSTALLED := .venv/.installed
TESTABLE := .venv/.testable
WHAT_INSTALLS := pyproject.toml constraints.txt scripts/system-packages

all: build check ## install, build every document, check the example returns (the default)

install: $(INSTALLED) ## make .venv with the program in it

build: $(INSTALLED) ## build the documents that have changed, into output/
	$(BIN)/formwright build
	@echo "Open output/index.html to see them."

check: $(INSTALLED) ## check the example returns and say who is notified
	@$(BIN)/formwright check tests/examples/returns || test $$? -eq 1
	@echo "Some of these examples are incomplete or invalid on purpose: they show what 'formwright check' says."

test: lint ## install what the tests need and run linters, types, layers and tests
	$(BIN)/pytest

lint: $(TESTABLE) ## only the linters, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

accessibility: $(TESTABLE) build ## check that everybody can use every built document, in one table (five minutes)
	$(BIN)/python -m tests.accessibility output

mutants: $(TESTABLE) ## change the program by a hair in a thousand ways: does a test notice each? (an hour)
	$(BIN)/python tests/mutants/run.py

exhaustive: $(TESTABLE) ## try every return that decides who is notified, with every directory (an hour)
	$(BIN)/python bench/everybody.py 13
	$(BIN)/python bench/everybody.py docx 1
	$(BIN)/python bench/everybody.py pdf 1

thorough: $(TESTABLE) ## the tests with ten times the examples, and files spoilt and commands ended by the thousand (hours)
	THOROUGH=1 $(BIN)/pytest
	$(BIN)/python bench/fuzz.py
	$(BIN)/python bench/fuzz_drafts.py
	$(BIN)/python bench/kills.py 200
	$(BIN)/python bench/oversight.py
	$(BIN)/python bench/record.py

year: $(TESTABLE) ## try twelve months of an invented council, and all that arrives at it, from end to end (minutes)
	THOROUGH=1 $(BIN)/pytest --numprocesses=0 tests/test_example_year.py

bench: $(TESTABLE) ## measure how fast the program is, beside the least that such work takes (some minutes)
	$(BIN)/python bench/speed.py

wheel: $(INSTALLED) ## put the program into one file, dist/*.whl, to install elsewhere
	@$(BIN)/pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@cp constraints.txt dist/
	@ls dist/*.whl dist/constraints.txt

constraints: ## pin the newest version of every library, with its hashes
	rm -rf .venv/fresh
	$(PYTHON) -m venv .venv/fresh
	.venv/fresh/bin/pip install --quiet uv
	.venv/fresh/bin/python scripts/pin.py
	rm -rf .venv/fresh

clean: ## remove everything that make has made
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist generator/*.egg-info
	find output -mindepth 1 ! -name .gitignore -delete
	find generator tests -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name what; do printf '  make %-13s %s\n' "$$name" "$$what"; done

$(INSTALLED): $(WHAT_INSTALLS)
	@echo "Installing the program: Pango (from apt, where it is not there yet), and 53 libraries into .venv (about 320 MB)."
	@echo "That takes a minute or so."
	@scripts/system-packages program
	@$(PYTHON) -m venv .venv
	@$(PIP_INSTALL) --require-hashes --requirement constraints.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTABLE): $(INSTALLED) constraints-tests.txt tests/node/package-lock.json
	@echo "The tests need Chromium, LibreOffice and Poppler (from apt, about 1 GB where none is there yet; up to five"
	@echo "minutes), and 60 libraries and Node.js (in .venv, about 1 GB; two minutes or so). What is missing is installed now."
	@scripts/system-packages tests
	@$(PIP_INSTALL) --require-hashes --requirement constraints.txt --requirement constraints-tests.txt
	@cmp -s tests/node/package-lock.json .venv/node/installed.json || $(MAKE) --no-print-directory node
	@touch $@

node:
	@mkdir -p .venv/node
	@cp tests/node/package.json tests/node/package-lock.json .venv/node/
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --loglevel error --no-audit --no-fund --prefix .venv/node
	@cp tests/node/package-lock.json .venv/node/installed.json
