# The commands of the project; `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
RUN := $(BIN)/python -m

# What leads another Python elsewhere, or has it run otherwise, is not for this book's.
unexport $(filter-out PYTHON PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED,$(filter PYTHON%,$(.VARIABLES)))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup book pdf places validate site test test-whole test-chapters test-pages check status lab binder-check bench sweep re-identify influence what-if release lock metadata fonts firefox webkit links land scripts clean

help: ## list these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment is made anew when the lock differs from what was installed; and led to this
# folder, if it came along with a copy of another.
setup: ## make the virtual environment with the locked packages
	@PYTHONPATH=code $(PYTHON) -m workshop.environment

book: setup ## build the HTML book; only what changed is run and set again
	@$(RUN) monograph html

pdf: setup ## typeset the printed edition
	@$(RUN) monograph pdf

places: pdf ## look for better places for figures in print, if one stands far from its text
	@$(RUN) workshop.places
	@$(RUN) monograph pdf

validate: pdf ## have the printed edition read by a validator of PDF/UA and PDF/A
	@$(RUN) workshop.validate

site: book pdf ## make the folder to publish in _build/site: pages, PDF, zip to read offline
	@$(RUN) monograph.site.folder

# Data, numbers and pure functions: nothing here starts a kernel, a build or a browser.
QUICK := tests/book/data tests/clusterbook/analysis tests/monograph/tables tests/monograph/drawing tests/monograph/records
# The driver of the browser keeps an event loop, which kernels cannot share. (Not called BROWSER: make
# would hand that on, to whatever opens the reader's browser.)
OPENED := tests/browser tests/clusterbook/explorers tests/book/print
PYTEST := $(RUN) pytest --durations=15 --dist=loadgroup
ALL := --numprocesses=auto
# Browsers and servers wait as often as they work: one worker more than there are cores. (Of builders
# a worker more would save nothing: each makes again what its tests share.)
WAITING := --numprocesses=$(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

# One after the other: two at a time take a tenth more of the processors' time, for what one keeps
# at hand the other puts out. What is fast comes first; a part that fails keeps no other back.
test: setup ## ask every rule of pages, chapters and states that cover it: in minutes
	@$(MAKE) --no-print-directory --keep-going WHOLE=$(WHOLE) check test-chapters test-pages

test-chapters: book ## of these the tests that run chapters, build books, draw figures, run the model
	@$(PYTEST) $(ALL) $(WHOLE) $(addprefix --ignore=,$(QUICK) $(OPENED))

test-pages: book ## of these the tests that open pages in browsers and JupyterLab, or read the PDF
	@$(PYTEST) $(WAITING) $(WHOLE) $(OPENED)

test-whole: WHOLE := --whole
test-whole: test ## ask every rule of everything, as every push does: half an hour

# Codespell's own script names the folder it was installed in.
check: setup ## style, types, spelling, data, numbers, pure functions: a minute or so
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) codespell_lib
	@$(RUN) monograph.tables.refresh --check
	@$(PYTEST) $(ALL) $(WHOLE) $(QUICK)

status: setup ## say which chapters must run again, and why
	@$(RUN) monograph status

lab: book ## open the chapters as living notebooks in JupyterLab
	@$(RUN) workshop.notebooks

binder-check: setup ## launch every chapter as Binder would; so does `make test-whole`
	@$(RUN) workshop.binder
	@$(RUN) pytest tests/browser/test_binder.py --whole

bench: setup ## measure builds, pages, JupyterLab and the model against their budgets (PARTS="builds pages" for some)
	@$(RUN) workshop.bench $(PARTS)

sweep: setup ## run the model over its whole space and store the results; goes on where it was stopped
	@$(RUN) clusterbook.simulation.experiments

re-identify: setup ## take stored results for those of code that changed, once a sample run again comes out the same
	@$(RUN) clusterbook.simulation.experiments --re-identify
	@$(RUN) monograph.influence clusterbook.book --re-identify

influence: setup ## try what else each input cell could hold, and store what would move; goes on where it was stopped
	@$(RUN) monograph.influence clusterbook.book

what-if: setup ## say what an edit would change: make what-if TABLE=facts ROW=F001 COLUMN=value VALUE=2
	@$(RUN) monograph.influence.whatif clusterbook.book "$(TABLE)" "$(ROW)" "$(COLUMN)" "$(VALUE)"

release: book ## write down what this version says, once, in data/releases
	@$(RUN) monograph.site.releasing

lock: ## resolve requirements*.in into the locks
	@test -x $(BIN)/uv || { echo "make lock needs the environment: run make setup before editing requirements*.in"; exit 1; }
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(RUN) workshop.lock --write

lock-check: setup ## ask the index whether the lock can be installed on every Python and machine
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(RUN) workshop.lock --everywhere

firefox: book ## open every page in Firefox and move every explorer
	@$(RUN) workshop.firefox

webkit: book ## open every page in WebKit, the engine of Safari, and move every explorer
	@$(RUN) workshop.webkit

links: book ## ask whether links to other hosts lead somewhere; only the weekly run does
	@$(RUN) workshop.links

metadata: setup ## refresh what is derived from data/*.csv and CITATION.cff after an edit of these
	@$(RUN) monograph.tables.refresh
	@$(RUN) monograph.records.zenodo

fonts: setup ## cut the Chinese typeface to the characters the book uses
	@$(RUN) workshop.fonts

land: setup ## cut the land of the maps from Natural Earth, which npm brings
	@$(RUN) workshop.land

scripts: setup ## check the page's scripts and bundle them from their sources, with the tools that npm's lock names
	@$(RUN) workshop.scripts

clean: ## remove what was built; keep the environment
	rm -rf _build .pytest_cache .mypy_cache .ruff_cache
