# Two commands do all the set-up: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TALKS := out/talks
TRAINING := build/training
TORCH := torch==2.13.0
CORPUS := ../shared/polnear
KILLS := 1000
.DEFAULT_GOAL := help

.PHONY: help run test test-slow torture check format docs licences sbom audit lock bench screenshots train-attribution clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("detente needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 run") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.lock pyproject.toml
	@echo "Installing the locked dependencies into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@echo "Installing the locked test tools into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r requirements/dev.lock
	@touch $@

run: $(VENV)/.run ## read the bundled dispatches, code them, print the matrix, write out/brief.html
	@[ -e $(TALKS)/ledger.sqlite ] || $(BIN)/detente init $(TALKS) --dossier examples/talks/dossier.yaml
	@$(BIN)/detente add examples/talks --workspace $(TALKS)
	@$(BIN)/detente matrix --workspace $(TALKS)
	@$(BIN)/detente brief --workspace $(TALKS) --output out/brief.html
	@echo "Open the web page: $(BIN)/detente serve --workspace $(TALKS)"

test: $(VENV)/.dev ## run the tests; the slow ones are left to test-slow
	@$(BIN)/python -m pytest -n auto -m "not slow"

test-slow: $(VENV)/.dev ## run the slow tests: browsers, crashes, whole corpora
	@$(BIN)/python -m pytest -n auto -m slow

torture: $(VENV)/.dev ## kill, starve and crowd the ledger at full size, KILLS=1000 times (an hour on two cores)
	@TORTURE=$(KILLS) $(BIN)/python -m pytest -n auto tests/ledger/torture

check: $(VENV)/.dev ## what a change must pass before its tests: format, lint, types, layers, documents
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 0 tests/test_docs.py tests/test_docs_reference.py tests/test_requirements.py -m "not slow"
	@$(BIN)/sphinx-build -q -W --keep-going -j auto -d build/doctrees docs build/docs

docs: $(VENV)/.dev ## make the documents into pages in build/docs
	@$(BIN)/sphinx-build -q -W --keep-going -j auto -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

licences: $(VENV)/.dev ## write docs/licences.md anew from the lock and what is installed
	@$(BIN)/python requirements/licences.py

sbom: $(VENV)/.dev ## write the locked dependencies as a CycloneDX bill of materials to build/sbom.json
	@mkdir -p build
	@$(BIN)/cyclonedx-py requirements requirements/all.lock --pyproject pyproject.toml --output-reproducible --validate -o build/sbom.json
	@echo "Wrote build/sbom.json"

audit: $(VENV)/.dev ## look the locked dependencies up among known vulnerabilities (needs the network)
	@$(BIN)/pip-audit --requirement requirements/all.lock --require-hashes --disable-pip --strict

format: $(VENV)/.dev ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

lock: ## resolve the dependencies anew and write requirements/*.lock (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build pyproject.toml -o requirements/run.lock $(LOCK)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build --all-extras -c requirements/run.lock pyproject.toml -o requirements/all.lock $(LOCK)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build --group dev --all-extras -c requirements/all.lock pyproject.toml -o requirements/dev.lock $(LOCK)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build --group train -c requirements/run.lock pyproject.toml -o requirements/train.lock $(LOCK)

bench: $(VENV)/.dev ## measure speed, memory and quality, beside the limits and peers
	@$(BIN)/python benchmarks/whole_way.py
	@$(BIN)/python benchmarks/attribution.py
	@$(BIN)/python benchmarks/coding.py
	@$(BIN)/python benchmarks/ledger.py --documents 2000
	@$(BIN)/python benchmarks/analysis.py --sizes 10000 100000
	@$(BIN)/python benchmarks/forecasts.py
	@$(BIN)/python benchmarks/dealspace.py
	@$(BIN)/python benchmarks/searching.py
	@$(BIN)/python benchmarks/reader.py
	@$(BIN)/python benchmarks/web.py --documents 300
	@$(BIN)/python benchmarks/networks.py --sizes 20000 100000
	@$(BIN)/python benchmarks/intervals.py --sets 10

screenshots: $(VENV)/.dev ## take pictures of every screen into build/screenshots and docs/images (needs Chromium)
	@$(BIN)/python -m tests.web.screenshots --documents

$(TRAINING)/.installed: $(VENV)/.python requirements/train.lock requirements/run.lock pyproject.toml
	@echo "Installing what training needs into $(TRAINING) (once) ..." >&2
	@$(PYTHON) -m venv $(TRAINING)
	@$(TRAINING)/bin/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r requirements/train.lock
	@$(TRAINING)/bin/python -m pip install -qq --disable-pip-version-check --no-compile $(TORCH)
	@$(TRAINING)/bin/python -m pip install -qq --disable-pip-version-check --no-compile --no-deps --no-build-isolation --editable .
	@touch $@

train-attribution: $(TRAINING)/.installed ## train the attribution model anew from CORPUS=folder with train and dev (about three hours on two cores)
	@$(TRAINING)/bin/python training/attribution/make.py --corpus $(CORPUS) --work build/attribution $(ARGS)

clean: ## remove what the commands above made
	@rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
