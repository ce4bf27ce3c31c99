# Every target does its own set-up in .venv; none needs root. `make` alone lists them.

VENV := .venv
BIN := $(VENV)/bin
LOCKED := --universal --generate-hashes --no-header --no-annotate --quiet
PYTEST_ARGS ?= -n auto --dist worksteal
# Compiled kernels are kept here, so that a home directory or a writable installation is never needed.
export NUMBA_CACHE_DIR ?= $(CURDIR)/.cache/numba
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help demo serve test search test-torch check format bench lock clean

help:  ## this list  本列表
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 14

demo: $(VENV)/.set-up-run  ## run the main job on a demo programme  在演示项目上跑完主流程
	@$(BIN)/kuajie demo demo
	@echo "$(CURDIR)/demo/report.html"
	@echo "The same in a browser, for all parties:  make serve  在浏览器中由各方共同使用"

serve: $(VENV)/.set-up-site  ## start the team workspace with the demo  启动团队工作台（含演示项目）
	@$(BIN)/kuajie serve

test: $(VENV)/.set-up-dev  ## run all tests  运行全部测试
	$(BIN)/pytest $(PYTEST_ARGS)

search: $(VENV)/.set-up-dev  ## look at random for examples that fail a test  随机寻找使测试失败的例子
	$(BIN)/pytest -m hypothesis --hypothesis-profile=searching $(PYTEST_ARGS) tests

test-torch: $(VENV)/.set-up-dev  ## tests needing PyTorch, which it installs (large)  安装 PyTorch（很大）并测试
	$(BIN)/python -m pip install --quiet -e '.[text]'
	KUAJIE_REQUIRE=torch $(BIN)/pytest --needing torch $(PYTEST_ARGS)
	KUAJIE_REQUIRE=transformers $(BIN)/pytest --needing transformers $(PYTEST_ARGS)

check: $(VENV)/.set-up-dev  ## format, lint, types, import contracts  格式、规范、类型、依赖方向
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.set-up-dev  ## format the code and mend what ruff can mend  自动整理代码
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.set-up-dev  ## measure the figures kept in benchmarks/  测量 benchmarks/ 中的指标
	$(BIN)/python -m benchmarks

lock: $(VENV)/.set-up-dev  ## renew requirements/*.lock (LOCK_ARGS=--upgrade for newer)  更新锁定文件
	$(BIN)/uv pip compile pyproject.toml --group dev --extra site $(LOCKED) $(LOCK_ARGS) -o requirements/dev.lock
	$(BIN)/uv pip compile pyproject.toml -c requirements/dev.lock $(LOCKED) $(LOCK_ARGS) -o requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --extra site -c requirements/dev.lock $(LOCKED) $(LOCK_ARGS) -o requirements/site.lock
	echo uv | $(BIN)/uv pip compile - -c requirements/installer.lock $(LOCKED) $(LOCK_ARGS) -o requirements/installer.lock

clean:  ## remove .venv, caches and the demo  删除 .venv、缓存与演示
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis demo
	find src tests -name __pycache__ -type d -exec rm -rf {} +

$(VENV)/.set-up-%: requirements/%.lock requirements/installer.lock requirements/set_up.sh pyproject.toml
	@sh requirements/set_up.sh $*
