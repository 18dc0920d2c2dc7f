# The commands of the project; `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUN := $(BIN)/python -m

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup book pdf latex test check status lab binder-check bench lock metadata fonts clean

help: ## list these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment is made anew when the lock differs from what was installed.
setup: ## make the virtual environment with the locked packages
	@PYTHONPATH=code $(PYTHON) -m clusterbook.build.lock
	@cmp -s requirements-build.txt .venv/.installed || PYTHONPATH=code $(PYTHON) -m clusterbook.build.environment

book: setup ## build the HTML book; only what changed is run and set again
	@$(RUN) clusterbook.build html

pdf: setup ## typeset the printed edition; installs XeLaTeX where it may
	@$(RUN) clusterbook.build pdf

latex: setup ## write the book's LaTeX source
	@$(RUN) clusterbook.build latex

# Twice: the driver of the browser keeps an event loop, which kernels cannot share.
test: setup check ## style, types and all tests
	@$(RUN) pytest --numprocesses=auto --dist=loadgroup --ignore=tests/browser --ignore=tests/explorers --ignore=tests/pdf
	@$(RUN) pytest --numprocesses=auto --dist=loadgroup tests/browser tests/explorers tests/pdf

check: setup ## style, types, spelling, data package
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(BIN)/codespell
	@$(RUN) clusterbook.build.metadata --check

status: setup ## say which chapters must run again, and why
	@$(RUN) clusterbook.build status

lab: setup ## open the chapters as live notebooks in JupyterLab
	@$(RUN) clusterbook.build.notebooks

binder-check: setup ## launch every chapter as Binder would; `make test` launches two
	@$(RUN) pytest tests/browser/test_binder.py --every-chapter

bench: setup ## print the build's ratios and the weight of each page
	@$(RUN) clusterbook.build.bench

lock: ## resolve requirements*.in into the locks
	@test -x $(BIN)/uv || { echo "make lock needs the environment: run make setup before editing requirements*.in"; exit 1; }
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(RUN) clusterbook.build.lock --write

metadata: setup ## refresh what is derived from data/*.csv and CITATION.cff after an edit of these
	@$(RUN) clusterbook.build.metadata
	@$(RUN) clusterbook.build.zenodo

fonts: setup ## cut the Chinese typeface to the characters the book uses
	@$(RUN) clusterbook.build.fonts

clean: ## remove what was built; keep the environment
	rm -rf _build .pytest_cache .mypy_cache .ruff_cache
