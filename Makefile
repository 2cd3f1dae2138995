# 民情 Minqing. What there is: make help
#
# Every step of the setup leaves a stamp, so a second call does nothing it need not do. The stamps of the Python
# side live inside .venv and go with it. No address of a package index is written down anywhere: pip's own holds.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
BUILT := minqing/site/static/build minqing/site/static/map minqing/site/static/notebook
say = @printf '\n▸ %s · %s\n' $(1) $(2)

WEB_SOURCES := $(shell find web contracts -type f -not -path '*/node_modules/*' -not -name '*.tsbuildinfo' 2>/dev/null)
PO_FILES := $(wildcard minqing/*/locale/zh_Hans/LC_MESSAGES/*.po)
STATIC_SOURCES := $(shell find minqing -path '*/static/*' -type f $(foreach each,$(BUILT),-not -path '$(each)/*') 2>/dev/null)

.PHONY: help demo serve test slow check dev bench lock clean setup setup-dev

help: ## 这些命令 · these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## 演示(虚构人物)· the demo, with invented people; FRESH=1 begins again 从头开始
	@$(BIN)/minqing demo --with-parent $(if $(FRESH),--fresh)

serve: setup ## 正式运行 · real use (first: .venv/bin/minqing init)
	@$(BIN)/minqing serve --with-parent

# The browser tests share one server and one browser, so they run by themselves.
test: setup-dev ## 测试 · the tests
	@$(BIN)/pytest -m "not slow" -n auto --ignore tests/e2e
	@$(BIN)/pytest -m "not slow" tests/e2e

slow: setup-dev ## 耐久测试 · soak tests and long property runs
	@MINQING_TEST_RANDOM=1 $(BIN)/pytest -n auto --ignore tests/e2e

check: setup-dev ## 全部检查 · style, types, arrows, phrases, tests, web
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check -q
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/phrases.py --check
	@cd web && PATH="$(abspath $(BIN)):$$PATH" npm run check
	@$(BIN)/pytest -m "not slow" -n auto --ignore tests/e2e
	@$(BIN)/pytest -m "not slow" tests/e2e

dev: setup-dev ## 开发 · the demo, started anew when a file changes; web assets built on change
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python scripts/dev.py

bench: setup-dev $(STAMPS)/bench ## 基准测试 · measure against peers and limits
	@for each in benchmarks/*.py; do echo "▸ $$each"; $(BIN)/python $$each || exit 1; done

setup: $(STAMPS)/project $(STAMPS)/phrases $(STAMPS)/static

setup-dev: setup $(STAMPS)/dev

# The first Python that is new enough and can make a venv.
$(STAMPS)/venv:
	$(call say,"建立 Python 环境","making the Python environment")
	@for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if command -v $$python >/dev/null 2>&1 && \
	     $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) && mkdir -p $(STAMPS) && touch $@; exit; fi; done; \
	  echo '需要 Python 3.11 或更新版本(含 venv 和 pip),例如:apt-get install python3.11 python3.11-venv' >&2; \
	  echo 'Python 3.11 or newer with venv and pip is needed: apt-get install python3.11 python3.11-venv' >&2; \
	  exit 1

$(STAMPS)/bootstrap: requirements.bootstrap.lock $(STAMPS)/venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

# uv is three times as fast; where it cannot reach the index that pip is set up for, pip does it.
install = $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $(1) || \
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)

$(STAMPS)/runtime: requirements.lock $(STAMPS)/bootstrap
	$(call say,"下载并安装程序库(约半分钟)","fetching the libraries: about half a minute")
	@$(call install,$<)
	@touch $@

$(STAMPS)/dev: requirements.dev.lock $(STAMPS)/runtime
	$(call say,"安装测试工具","fetching the tools of testing")
	@$(call install,$<)
	@touch $@

$(STAMPS)/bench: requirements.bench.lock $(STAMPS)/dev
	$(call say,"安装对比用的程序库","fetching the peers to measure against")
	@$(call install,$<)
	@touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/runtime
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index --config-settings editable_mode=compat -e .
	@touch $@

$(STAMPS)/npm: web/package.json web/package-lock.json web/.npmrc $(STAMPS)/runtime
	$(call say,"下载网页组件","fetching the parts of the web pages")
	@cd web && PATH="$(abspath $(BIN)):$$PATH" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/web: $(WEB_SOURCES) $(STAMPS)/npm
	$(call say,"生成网页组件","building the parts of the web pages")
	@cd web && PATH="$(abspath $(BIN)):$$PATH" npm run build --silent -- --logLevel error
	@touch $@

$(STAMPS)/phrases: $(PO_FILES) $(STAMPS)/project
	@$(BIN)/python scripts/phrases.py --compile
	@touch $@

$(STAMPS)/static: $(STATIC_SOURCES) $(STAMPS)/web $(STAMPS)/project
	@$(BIN)/minqing manage collectstatic --noinput --clear -v 0
	@touch $@

# Hashes of every platform and no addresses: uv.lock, which records addresses, stays out of git.
lock: $(STAMPS)/bootstrap ## 锁定依赖版本 · write the locks anew from pyproject.toml
	@$(BIN)/uv lock -q
	@$(BIN)/uv export -q --all-extras --no-default-groups --group build --no-emit-project --no-header --format requirements.txt -o requirements.lock
	@$(BIN)/uv export -q --only-group dev --no-emit-project --no-header --format requirements.txt -o requirements.dev.lock
	@$(BIN)/uv export -q --only-group bench --no-emit-project --no-header --format requirements.txt -o requirements.bench.lock
	@printf 'setuptools\nuv\n' | $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements.bootstrap.lock

clean: ## 清除生成物,不动数据 · remove what was built; the data in var/ stays
	rm -rf $(VENV) web/node_modules $(BUILT) minqing/site/collected build dist *.egg-info
	find minqing -name '*.mo' -delete
