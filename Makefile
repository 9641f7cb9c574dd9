# 'make' on a fresh machine gives everything there is; 'make help' says what else can be asked for.
.DEFAULT_GOAL := all
.NOTPARALLEL:
.PHONY: all install build check test lint bench wheel constraints clean help

PYTHON ?= python3
export PYTHON
BIN := .venv/bin
PIP_INSTALL := $(BIN)/pip --disable-pip-version-check install --quiet --constraint constraints.txt
INSTALLED := .venv/.installed
TESTABLE := .venv/.testable
WHAT_INSTALLS := pyproject.toml constraints.txt scripts/system-packages

all: build check ## install, build every document, check the example returns (the default)

install: $(INSTALLED) ## make .venv with the program in it

build: $(INSTALLED) ## build the documents that have changed, into output/
	$(BIN)/formwright build
	@echo "Open output/index.html to see them."

check: $(INSTALLED) ## check the example returns and say who is told
	@$(BIN)/formwright check tests/examples/returns || test $$? -eq 1
	@echo "Some of these examples are incomplete or invalid on purpose: they show what 'formwright check' says."

test: lint ## install what the tests need and run linters, types, layers and tests
	$(BIN)/pytest

lint: $(TESTABLE) ## only the linters, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(TESTABLE) ## measure: runs bench/*.py
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit; done

wheel: $(INSTALLED) ## put the program into one file, dist/*.whl, to install elsewhere
	@$(BIN)/pip --disable-pip-version-check wheel --quiet --no-deps --wheel-dir dist .
	@ls dist/*.whl

constraints: ## take the newest version of every library and pin it in constraints.txt
	rm -rf .venv/fresh
	$(PYTHON) -m venv .venv/fresh
	.venv/fresh/bin/pip install --quiet --editable '.[test]'
	sed -i '/^[^#]/d' constraints.txt
	.venv/fresh/bin/pip freeze --exclude-editable --exclude setuptools >> constraints.txt
	rm -rf .venv/fresh

clean: ## remove everything that make has made
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist generator/*.egg-info
	find output -mindepth 1 ! -name .gitignore -delete
	find generator tests -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

$(INSTALLED): $(WHAT_INSTALLS)
	@scripts/system-packages program
	@echo "Installing the program into .venv."
	@$(PYTHON) -m venv .venv
	@$(PIP_INSTALL) --editable .
	@touch $@

$(TESTABLE): $(INSTALLED)
	@scripts/system-packages tests
	@echo "Installing what the tests need into .venv."
	@$(PIP_INSTALL) --editable '.[test]'
	@$(BIN)/npm install --silent --no-audit --no-fund --prefix .venv/node pdf-lib@1.17.1 pdfjs-dist@5.6.205 \
		yaml-language-server@2.0.0
	@touch $@
