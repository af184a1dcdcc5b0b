# Two commands: `make demo` runs the main job on real orders, `make test` passes the tests.
# Each sets up what it needs; a second run skips what is up to date.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find src expectations models macros data -type f -not -name '*.pyc') dbt_project.yml profiles.yml
PLATFORM := examples/platform
PLATFORM_SOURCES := $(shell find $(PLATFORM)/models $(PLATFORM)/expectations $(PLATFORM)/*.yml -type f -not -name '*.pyc')

.PHONY: demo funnel test test-heavy lint types clean lock

demo: published/.up-to-date $(PLATFORM)/published/.up-to-date
	@$(BIN)/truenorth status || test $$? -eq 1
	@echo
	@$(BIN)/truenorth status --project-dir $(PLATFORM) || test $$? -eq 1
	@echo
	@echo "Above: real orders, then a made-up short-video shop with attacks planted in it."
	@echo "Open published/index.html and $(PLATFORM)/published/index.html in a browser;"
	@echo "query published/CURRENT in either place with any DuckDB client."

published/.up-to-date: $(VENV)/.run $(SOURCES) | evidence/log.sqlite
	$(BIN)/truenorth build > /dev/null
	@touch $@

$(PLATFORM)/published/.up-to-date: $(VENV)/.run $(SOURCES) $(PLATFORM_SOURCES) | $(PLATFORM)/data $(PLATFORM)/evidence/log.sqlite
	$(BIN)/dbt --quiet deps --project-dir $(PLATFORM) --profiles-dir $(PLATFORM)
	$(BIN)/truenorth build --project-dir $(PLATFORM) > /dev/null
	@touch $@

# a log is made once and then goes on; `make clean` leaves it, a history is not build output
evidence/log.sqlite: | $(VENV)/.run
	$(BIN)/truenorth evidence init > /dev/null

$(PLATFORM)/evidence/log.sqlite: | $(VENV)/.run
	$(BIN)/truenorth evidence init --project-dir $(PLATFORM) > /dev/null

$(PLATFORM)/data: | $(VENV)/.run
	$(BIN)/truenorth sample --out $@ > /dev/null

# all candidates of the sample platform, judged: about a quarter of an hour (docs/metrics.md)
funnel: $(PLATFORM)/published/.up-to-date
	$(BIN)/truenorth funnel --project-dir $(PLATFORM) --shares 0.05 --shares 0.2

test: .test-passed

.test-passed: $(VENV)/.dev $(SOURCES) $(PLATFORM_SOURCES) $(shell find tests bench docs -type f -not -name '*.pyc') README.md README.zh-CN.md Makefile
	$(MAKE) lint types
	$(BIN)/python -m pytest -n 2 --dist loadgroup
	@touch $@

test-heavy: $(VENV)/.dev
	$(BIN)/python -m pytest -m heavy -n 2 --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar models tests/data

types: $(VENV)/.dev
	$(BIN)/mypy

lock:
	requirements/lock.sh

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "truenorth needs $(PYTHON); set PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) target logs published work.duckdb* .test-passed
	cd $(PLATFORM) && rm -rf data target logs published dbt_packages work.duckdb*
