# Two commands are enough: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: help run serve test test-fast test-postgres test-peers check lock bench screenshots messages clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: ## Start Thorbecke on this machine with demonstration accounts
	@$(PYTHON) scripts/bootstrap.py run

serve: ## Start as in production: no demonstration accounts, settings from the environment
	@$(PYTHON) scripts/bootstrap.py serve

test: ## Run the whole test suite, with a real browser
	@$(PYTHON) scripts/bootstrap.py test

test-fast: ## Run the quick tests only (no browser)
	@$(PYTHON) scripts/bootstrap.py test -m "not slow and not browser"

test-postgres: ## Run the tests that use the database again, on PostgreSQL
	@$(PYTHON) scripts/bootstrap.py test-postgres

test-peers: ## Compare the methods with the packages of the field, in an environment of their own
	@$(PYTHON) scripts/bootstrap.py test-peers

check: ## Style, types, imports, templates
	@$(PYTHON) scripts/bootstrap.py check

lock: ## Resolve the dependencies anew (uv.lock and requirements/)
	@$(PYTHON) scripts/lock.py

bench: ## Measure ours against the targets and the peers, and write docs/benchmarks.md
	@$(PYTHON) scripts/bootstrap.py bench

screenshots: ## Make the pictures of the README from the running site
	@$(PYTHON) scripts/bootstrap.py screenshots

messages: ## Collect the texts of the interface for the translators
	@$(PYTHON) scripts/bootstrap.py messages

clean: ## Remove what was built; the data in var/ stay
	rm -rf .venv .venv-peers node_modules src/thorbecke/web/core/static/core/build
