# Everything this project does, one word each; `make help` lists them.
# Needed beforehand: Python 3.11, 3.12 or 3.13 with venv. The rest is installed into .venv on first use.

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python; do \
	$$each -c '$(SUPPORTED)' 2>/dev/null && echo $$each && break; done)
VENV := .venv/bin/python

# Variables given to make (make run PORT=9000) reach the program.
export PORT HOST DATABASE_URL REDIS_URL SECRET_KEY PUBLIC_URL CHROMIUM
$(foreach name,PORT HOST DATABASE_URL REDIS_URL SECRET_KEY PUBLIC_URL CHROMIUM,$(if $($(name)),,$(eval unexport $(name))))

.DEFAULT_GOAL := help
.PHONY: help run serve venue test proof check bench pictures format translations setup lock python

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: python ## the program with the demo, on http://127.0.0.1:8000
	@$(PYTHON) app/bootstrap.py run -m flask --app wsgi up

serve: python ## the production server, told everything by environment variables
	@$(PYTHON) app/bootstrap.py run -m flask --app wsgi serve

venue: python ## the server on this laptop for phones around it: local network, TLS of its own, no internet
	@$(PYTHON) app/bootstrap.py run -m flask --app wsgi venue

test: python ## every test: rules, both databases, a real browser
	@$(PYTHON) app/bootstrap.py test -m tests.support.scripts
	@$(VENV) -m pytest -n 2 --dist worksteal --cov --cov-report=term

proof: python ## the long proofs, of which `make test` runs a sample
	@$(PYTHON) app/bootstrap.py test -m pytest -n 2 --dist worksteal -m proof

check: python ## format, lint, types and the rules of the house: under a minute
	@$(PYTHON) app/bootstrap.py test -m ruff format --check --quiet .
	@$(VENV) -m ruff check --quiet .
	@$(VENV) -m mypy
	@$(VENV) -m pytest -q -n 2 --dist worksteal tests/house

bench: python ## the benchmarks, one JSON object a line
	@$(PYTHON) app/bootstrap.py test -m tests.bench

pictures: python ## the pictures of the documentation
	@$(PYTHON) app/bootstrap.py test -m tests.pictures

format: python ## format the code, and mend what lint can mend
	@$(PYTHON) app/bootstrap.py test -m ruff format --quiet .
	@$(VENV) -m ruff check --quiet --fix .

translations: python ## new texts of the code into the catalogues, to be translated there
	@$(PYTHON) app/bootstrap.py test -m babel.messages.frontend --quiet extract -F pyproject.toml --no-location --sort-output \
		--project Multaqa --output-file translations/messages.pot .
	@$(VENV) -m babel.messages.frontend --quiet update --input-file translations/messages.pot --output-dir translations \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

setup: python ## everything installed and built, nothing started
	@$(PYTHON) app/bootstrap.py test

lock: python ## requirements.txt and tests/requirements.txt anew from pyproject.toml
	@$(PYTHON) app/bootstrap.py test -m pip install --quiet uv
	@$(VENV) -m uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	@$(VENV) -m uv pip compile $(LOCK) --output-file tests/requirements.txt --extra test --constraint requirements.txt pyproject.toml

# --universal makes one list for all supported Pythons and systems; no address of an index is written down.
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras

python:
	@"$(PYTHON)" -c '$(SUPPORTED)' 2>/dev/null || { \
		echo "Multaqa needs Python 3.11, 3.12 or 3.13 with venv; found: $$($(or $(PYTHON),python3) --version 2>&1 || echo none)."; \
		echo "Install one of them, or name it: make run PYTHON=/path/to/python3.12"; exit 2; } >&2
