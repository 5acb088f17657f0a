# One command each: set-up, try it, check it, test it. `make help` lists them.
PYTHON ?= python3
VENV := .venv
KERN := desk/static/kern/kern.min.css
BIN := $(VENV)/bin
PACKAGES := cases triage intake correspondence store config desk service
ONCE ?=
FAULTS ?=
SOAK ?=
MAILS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo check format lint types layers test test-servers bench bench-desk test-faults bench-faults soak fuzz lock screenshots model model-card clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: $(VENV)/.installed $(KERN) ## install everything into .venv (needs Python 3.11+ with venv)

$(VENV)/.installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

# Where the look cannot be fetched, all else works: the desk has its plain sheet, `krm check` says so.
$(KERN): package-lock.json desk/get-look.sh | $(VENV)/.installed
	@sh desk/get-look.sh $(BIN) || \
	  echo "The desk's look (KERN UX) could not be fetched; the desk works, plainly. Try \`make setup\` again."

demo: setup ## the main job on an embedded post office; ONCE=1 for one judged round, MAILS=DIR for other mails
	$(BIN)/krm demo $(if $(ONCE),--once) $(if $(MAILS),--mails "$(MAILS)")

check: format lint types layers ## formatting, lint, types, layers

format: setup
	$(BIN)/ruff format --check --quiet .

lint: setup
	$(BIN)/ruff check --quiet .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports --no-cache

test: setup ## all tests; what needs a real server runs when it is installed
	$(BIN)/pytest

test-servers: setup ## install the real servers (Debian, as root), then insist on them in the tests
	sh tests/edges/install-servers.sh
	KRM_INSIST_ON_SERVERS=1 $(BIN)/pytest

bench: setup ## mails per second through the whole line
	$(BIN)/python bench/throughput.py

bench-desk: setup ## how quickly the desk answers with 20,000 messages and 5,000 cases
	$(BIN)/python -m bench.desk

test-faults: setup ## a sample of every family of faults, on a machine that does nothing else
	KRM_FAULTS=1 $(BIN)/pytest -n0 tests/faults

bench-faults: setup ## never two, never none: a thousand faults against the real daemon, one table (needs Dovecot)
	$(BIN)/python -m bench.faults $(FAULTS)

soak: setup ## a busy office through 24 simulated hours with faults, memory over time (needs Dovecot)
	$(BIN)/python -m bench.soak $(SOAK)

fuzz: setup ## mutated mails for the reader; SECONDS_TO_FUZZ=600
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	$(BIN)/python -m bench.fuzz

screenshots: setup ## renew the pictures in README and docs from the running demo (needs Chromium)
	$(BIN)/python docs/screenshots.py

lock: setup ## renew the locked dependencies, with hashes
	$(BIN)/uv pip compile pyproject.toml --extra postgresql --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra demo --extra pictures --extra postgresql --extra vectors --group test --group build --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements-dev.lock
	$(BIN)/uv pip compile --group node --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements-node.lock
	$(BIN)/uv pip compile --group fuzz --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements-fuzz.lock

model: setup ## train the built-in classifier from the labelled corpus
	@mkdir -p build
	$(BIN)/krm train triage/corpus/*.jsonl --vectors build/vectors.npz --out triage/builtin.model

model-card: setup ## renew the figures and pictures in docs/model-card.md; takes minutes
	@mkdir -p build
	$(BIN)/python docs/model_card.py

clean: ## remove what set-up and tests made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info build node_modules desk/static/kern
