# Two commands do everything on a machine with Python 3.11 or later: `make run` and `make test`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
RUN_LOCK := requirements.txt
TEST_LOCK := requirements-test.txt
SYNAPSE_LOCK := requirements-synapse.txt
ENCRYPTION_LOCK := requirements-encryption.txt

.PHONY: run test lint bench train lock clean

run: .venv/run.stamp
	@$(BIN)/python -m bot start

test: .venv/test.stamp .venv-synapse/stamp
	@$(BIN)/python -m pytest $(ARGS)

lint: .venv/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/test.stamp
	@$(BIN)/python -m benchmarks

# The topic model, anew from knowledge/utterances and the playbooks: docs/retrieval.md.
train: .venv/test.stamp
	@$(BIN)/python -m knowledge.training

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Plan B needs Python 3.11 or later: install it (https://www.python.org/downloads/), then run make again." >&2; exit 1; }
	@echo "Plan B: making the virtual environment .venv with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Plan B needs Python's venv module: on Debian or Ubuntu, sudo apt install python3-venv; then run make again." >&2; exit 1; }

# A stamp holds the lock it was made from: another lock, or none, installs anew.
.venv/run.stamp: .venv/bin/python $(RUN_LOCK) pyproject.toml
	@echo "Plan B: installing the locked dependencies (a few minutes the first time)" >&2
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r $(RUN_LOCK) >&2
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable . >&2
	@touch $@

.venv/test.stamp: .venv/run.stamp $(TEST_LOCK)
	@echo "Plan B: installing what the tests need" >&2
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r $(TEST_LOCK) >&2
	@touch $@

# A Matrix homeserver for the tests, and what its encrypted rooms take. Where it can't be installed they say why they leave it out,
# and the next time it is tried again.
.venv-synapse/stamp: .venv/test.stamp $(SYNAPSE_LOCK) $(ENCRYPTION_LOCK)
	@echo "Plan B: installing a Matrix homeserver for the tests" >&2
	@mkdir -p .venv-synapse && rm -f .venv-synapse/reason
	@{ $(BIN)/python -m venv .venv-synapse && \
	  .venv-synapse/bin/python -m pip install --disable-pip-version-check --require-hashes -r $(SYNAPSE_LOCK) && \
	  rm -rf .venv-synapse/encryption && $(BIN)/python -m pip install --disable-pip-version-check --require-hashes \
	  --target .venv-synapse/encryption -r $(ENCRYPTION_LOCK); } \
	  > .venv-synapse/log 2>&1 && touch $@ || { tail -n 1 .venv-synapse/log > .venv-synapse/reason; \
	  echo "Plan B: it could not be installed: $$(cat .venv-synapse/reason)" >&2; }

# For maintainers: needs uv. Hashes, every platform, no index address.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --output-file $(RUN_LOCK)
	uv pip compile pyproject.toml --group build --group test --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --constraints $(RUN_LOCK) --output-file $(TEST_LOCK)
	uv pip compile --group synapse --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --output-file $(SYNAPSE_LOCK)
	uv pip compile --group encryption --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --constraints $(RUN_LOCK) --output-file $(ENCRYPTION_LOCK)

clean:
	rm -rf .venv .venv-synapse build dist
