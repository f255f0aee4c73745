# What to type: `make demo`, then `make test`. Everything lives in .venv; `make clean` takes it away again.
# A Python of your own: make demo PYTHON=python3.12

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
JOBS ?= 2
ARGS ?=
export PIP_NO_INPUT := 1

.PHONY: help demo test test-all lint format data eval bench docs release matrix links lock clean train

help:
	@echo "make demo               read the sample article, here and as a page in out/"
	@echo "make test               the tests (ARGS='-k name' chooses)"
	@echo "make test-all           also the slow ones and those that need Chromium"
	@echo "make lint               ruff, mypy, import-linter"
	@echo "make eval DATA=folder   accuracy on evaluation data"
	@echo "make bench DATA=folder  speed"
	@echo "make train DATA=folder  train the accurate reader anew"
	@echo "make docs               the documentation into out/site; also man pages and reference"
	@echo "make matrix             the wheel with each extra, on each python3.11 … 3.14 that is here"
	@echo "make lock               resolve the requirements anew"
	@echo "make clean              remove .venv, out and caches"

demo: $(VENV)/.installed
	@mkdir -p out
	@$(BIN)/onrecord read examples/kherson.txt
	@$(BIN)/onrecord read examples/kherson.txt -o out/kherson.html
	@echo
	@echo "The same as a page, to open in a browser: out/kherson.html"

test: $(VENV)/.developing
	@$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

test-all: $(VENV)/.developing
	@$(BIN)/python -m pytest -n $(JOBS) -m "" $(ARGS)

lint: $(VENV)/.developing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.developing
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.developing
	@$(BIN)/python packaging/man.py
	@$(BIN)/python packaging/reference.py
	@$(BIN)/python packaging/licences.py
	@$(BIN)/python packaging/doc_commands.py --write
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	@echo "The documentation: out/site/index.html"

# A release: wheel and source in dist/, and what is in them.
release: $(VENV)/.developing
	@rm -rf dist
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --outdir dist . >/dev/null
	@$(BIN)/python -m cyclonedx_py requirements requirements.lock -o dist/sbom.json
	@ls dist

# Every Python that is here, every extra: a fresh environment, the wheel, and what the extra is for.
matrix: $(VENV)/.developing
	@$(PIP) install uv
	@rm -rf out/wheel
	@$(BIN)/python -m build --wheel --outdir out/wheel . >/dev/null
	@$(BIN)/python packaging/matrix.py out/wheel/*.whl $(ARGS)

# Addresses that the documentation names; ARGS=--ask asks for each.
links: $(VENV)/.developing
	@$(BIN)/python packaging/links.py $(ARGS)

lock:
	@$(MAKE) --no-print-directory $(BIN)/python
	@$(PIP) install uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header --upgrade \
	  pyproject.toml --extra all -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header --upgrade \
	  pyproject.toml --extra all --group dev -o requirements-dev.lock
	@echo "requirements.lock and requirements-dev.lock are written; run make test with them."

clean:
	@rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests eval bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up, once: each stamp is older than what it was made from only when that changed.
$(BIN)/python:
	@found=; for python in $(if $(PYTHON),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  if command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "onrecord needs Python 3.11 or newer$(if $(PYTHON),; $(PYTHON) is older or missing,, and none is here). Install it, or name it:" \
	    "make demo PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$($$found --version) …"; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python’s venv module does not work here (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing onrecord and what it needs into $(VENV) …"
	@$(PIP) install -r requirements.lock
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.developing: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools of development …"
	@$(PIP) install -r requirements-dev.lock
	@touch $@

data:
	@test -d "$(DATA)" || { echo "Say where the data is, for example: make eval DATA=../shared/data" >&2; exit 2; }

eval: data $(VENV)/.developing
	@$(BIN)/python -m eval.articles --data "$(DATA)"
	@$(BIN)/python -m eval.posts --data "$(DATA)"
	@$(BIN)/python -m eval.posts --data "$(DATA)" --fast
	@$(BIN)/python -m eval.reading --data "$(DATA)/polnear" --reader fast $(ARGS)
	@$(BIN)/python -m eval.reading --data "$(DATA)/polnear" --reader accurate $(ARGS)
	@$(BIN)/python -m eval.stances --data "$(DATA)" $(ARGS)
	@$(BIN)/python -m eval.speakers --data "$(DATA)" $(ARGS)
	@$(BIN)/python -m eval.wire --data "$(DATA)/polnear" $(ARGS)
	@$(BIN)/python -m eval.check $(ARGS)
	@$(BIN)/python -m eval.trails --data "$(DATA)" $(ARGS)

bench: data $(VENV)/.developing
	@$(BIN)/python -m bench.pages --data "$(DATA)" $(ARGS)

# Train the accurate reader anew: hours without AVX-512 BF16 or AMX. docs/model-card.md says what each step does.
train: data $(VENV)/.developing
	@$(PIP) install -e '.[train]'
	@$(BIN)/python -m train.run --data "$(DATA)/polnear" --out out/train/a --epochs 4 $(ARGS)
	@$(BIN)/python -m train.run --data "$(DATA)/polnear" --out out/train/b --init out/train/a/epoch3.pt --epochs 1 --seed 2 --rate 1.2e-4 $(ARGS)
	@$(BIN)/python -m train.blend out/train/a/epoch4.pt out/train/b/epoch1.pt --out out/train/c.pt
	@$(BIN)/python -m train.export --checkpoint out/train/c.pt --out src/onrecord/data/reader --room 224 --context 16
	@$(BIN)/python -m train.calibrate --data "$(DATA)/polnear" --files src/onrecord/data/reader
