# make run opens the program, make test judges it; both set everything up first.
# On Windows: README.md has the two equivalent commands.

# Looked up only while setting up: any Python that is new enough and has pip.
PYTHON = $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP = $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet --compile
# Bytecode is what makes the second start quick, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test faults lock build messages

run: .venv/program
	@$(BIN)/python -S -m desktop.system_check run && exec $(BIN)/haucan

test: .venv/tests
	@$(BIN)/python -S -m desktop.system_check test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

# Power cuts by the hundred thousand; goes on where it was stopped. make faults N=0.1 is a tenth of it.
N = 1
faults: .venv/tests
	@$(BIN)/python -m tests.faults.run $(N)

.venv/program: requirements.lock pyproject.toml
	@echo "Đang cài đặt, lần đầu mất một hai phút... / Setting up, the first time takes a minute or two..."
	@test -n "$(PYTHON)" || { echo "Cần Python từ 3.11 trở lên, có pip. / Python 3.11 or newer with pip is needed." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv --clear --without-pip .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q db desktop resources
	@touch $@

.venv/tests: .venv/program requirements-dev.lock
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

build: .venv/tests
	$(BIN)/pyinstaller --noconfirm build.spec

# Takes new screen words into the English catalogue; translate them there, then run it again.
messages: .venv/tests
	@mkdir -p build
	$(BIN)/pybabel -q extract --no-location --sort-output -k N_ -o build/messages.pot desktop
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i build/messages.pot -d resources/translations -l en
	$(BIN)/pybabel -q compile -d resources/translations

# Keeps the versions that still fit; make lock UPGRADE=--upgrade takes the newest.
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet $(UPGRADE) --generate-hashes --strip-extras \
	--allow-unsafe --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options
lock: .venv/tests
	$(COMPILE) --extra postgres --extra elsewhere --build-deps-for editable -o requirements.lock pyproject.toml
	$(COMPILE) --extra postgres --extra dev --extra elsewhere --build-deps-for editable -c requirements.lock -o requirements-dev.lock pyproject.toml
