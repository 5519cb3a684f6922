# Every target sets up what it needs, once. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
unexport PYTHONDONTWRITEBYTECODE # tests start Python hundreds of times; without byte code on the disk each start takes twice as long
PARALLEL := -n logical --dist worksteal # neighbours stay together, so that what one has made the next one uses; tests/conftest.py says how many

help: ## 列出能做的事
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/site.done ## 生成网站并在 127.0.0.1:8000 打开（PORT= 可改）
	@$(PY) site_build.py serve --port $(PORT)

preview: $(VENV)/site.done ## 边改边看：改了什么，几秒后在 127.0.0.1:8001 看到（PORT= 可改）
	@$(PY) site_build.py preview --port $(or $(filter-out 8000,$(PORT)),8001)

build: $(VENV)/site.done ## 生成网站到 site/
	@$(PY) site_build.py build

offline: $(VENV)/site.done ## 生成双击就能用的离线版到 dist/
	@$(PY) site_build.py offline

release: $(VENV)/site.done ## 从干净的检出生成发布文件：两种形态、规则包、清单、说明、哈希
	@$(PY) site_build.py release

quick: $(VENV)/dev.done ## 一分钟以内的那些测试：不开浏览器，不生成网站，性质测试少抽几个
	@$(PY) -m pytest $(PARALLEL) --hypothesis-profile=quick -m 'not site and not slow and not host and not faults and not package and not runtimes' --ignore=tests/browser --ignore=tests/engines

test: $(VENV)/dev.done ## 跑全部测试（含真浏览器）
	@echo '· 生成一次网站，再跑全部测试；真浏览器也在内，要几分钟'
	@$(PY) -m pytest $(PARALLEL)

test-engines: $(VENV)/dev.done ## 在 Chromium、Firefox、WebKit 里试网站版和离线版
	@sh tools/engines.sh && $(PY) site_build.py build && ENGINES=all $(PY) -m pytest -o addopts=-q tests/engines

compare-runtimes: $(VENV)/dev.done ## 原样的和裁小的 Pyodide，回答是不是逐字节相同
	@echo '· 两种都做出来，在 node 里问同样的话' && $(PY) -m pytest -o addopts=-q -m runtimes tests/runtime/test_kinds.py

# Stock first: what stands in site/ and dist/ afterwards is what `make build` gives.
test-runtimes: compare-runtimes ## 再用两种各建一次站，各试一遍自查页和离线版
	@for kind in stock slim; do echo "· RUNTIME=$$kind"; RUNTIME=$$kind $(PY) site_build.py build && \
	  RUNTIME=$$kind SITE_READY=1 $(PY) -m pytest -o addopts=-q tests/browser/test_check.py tests/browser/test_parity.py \
	  tests/publishing/test_offline.py && RUNTIME=$$kind SITE_READY=1 ENGINES=chromium $(PY) -m pytest -o addopts=-q \
	  -k 'everything or missing' tests/engines/test_file.py || exit 1; done

test-hosts: $(VENV)/dev.done ## 在真的 nginx 和 Caddy 上试部署配方（Debian，会装它们）
	@$(PY) -m pytest -m host

package: $(VENV)/site.done ## 打出规则包的 wheel 和 sdist，到 dist/
	@mkdir -p dist && $(PY) -c 'from flit_core import buildapi; print(*("dist/" + build("dist") for build in (buildapi.build_wheel, buildapi.build_sdist)), sep="\n")'

test-package: .tools/lock.done $(VENV)/dev.done ## 规则包装到别处，在 3.11 到 3.14 上逐个试；没有的由 uv 去取，取不到就略过（PYTHONS=all 算失败）
	@PYTHONS=$(PYTHONS) $(PY) -m pytest -o addopts=-q -rs -m package tests/publishing/test_package.py

faults: $(VENV)/dev.done ## 在真浏览器里逐个弄坏，看人看到什么、几秒、能不能恢复；写到 build/faults.md
	@FAULTS=1 $(PY) -m pytest -o addopts=-q tests/browser/test_faults.py && cat build/faults.md

fuzz: $(VENV)/dev.done ## 往每个入口里塞乱七八糟的东西：各试了多少、几秒、发现什么；十来分钟，写到 build/fuzz.md
	@rm -f build/fuzz.md; FUZZ=20 $(PY) -m pytest -o addopts=-q --hypothesis-profile=deep tests/test_fuzz.py tests/browser/test_fuzz.py; \
	  status=$$?; cat build/fuzz.md; exit $$status

lint: $(VENV)/dev.done ## 查写法和类型
	@$(VENV)/bin/ruff format --check . && $(VENV)/bin/ruff check . && echo '· 查类型，第一次要半分钟' && $(VENV)/bin/mypy && $(PY) -m tools.assets

new-reason: $(VENV)/site.done ## 加一条原因的空模板：make new-reason FAMILY=entry
	@$(PY) -m tools.new_reason $(FAMILY)

api-docs: .tools/docs.done ## 规则包的程序文档，从代码里的说明生成，到 dist/api/
	@PYTHONPATH=.tools/docs PYTHONWARNINGS=ignore $(PY) -m pdoc --output-directory dist/api --no-show-source checker \
	  $$(ls checker/*.py checker/audit/__init__.py | grep -v '^checker/__' | sed 's/\/__init__//; s/\.py$$//; s/\//./g') && echo dist/api/index.html

learn: $(VENV)/site.done ## 从 tests/messages/ 学“一句话”的权重，列出学了什么、错在哪里
	@$(PY) -m tools.learn

audit: $(VENV)/site.done ## 核对知识文件，一次列出所有问题
	@$(PY) -m checker audit

triage-report: $(VENV)/dev.done ## 量一量“一句话”认得准不准，每一组句子一行
	@$(PY) -m tests.triage_report

bench: $(VENV)/dev.done ## 启动快慢，与原版加载器和同类在同一轮里比；引擎自己的、离线版的、建站的快慢
	@$(PY) site_build.py build && $(PY) -m bench && $(PY) -m bench.engine && $(PY) -m bench.offline && $(PY) -m bench.tab && $(PY) -m bench.build

mutate: .tools/mutate.done $(VENV)/dev.done ## 往引擎里种小错，看测试抓得住几个（十来分钟；只看一处：ONLY='checker.judge*'）
	@PYTHONPATH=.tools/mutate $(PY) -m mutmut run --max-children 2 $(ONLY) && PYTHONPATH=.tools/mutate $(PY) -m mutmut results

load: $(VENV)/dev.done ## 我们的 nginx 配置慢不慢，与什么都不加的 nginx 比（wrk，只打本机）
	@$(PY) site_build.py build && $(PY) -m bench.load

# The tests' own verdict is that of `make test`: a few of them time things, which counting slows down.
coverage: $(VENV)/dev.done ## checker/ 的分支覆盖率，低于 95 就失败
	@$(PY) -m coverage run --branch --source=checker -m pytest -o addopts=-q tests --ignore=tests/browser -m "not site" \
	  ; $(PY) -m coverage report --fail-under=95 --skip-covered --show-missing

dead-code: $(VENV)/dev.done ## 找没有人用的代码
	@$(PY) -m vulture

lock: .tools/lock.done ## 改过 pyproject.toml 里的依赖之后，重新锁定版本和哈希（要联网）
	@PYTHONPATH=.tools/lock $(PY) -m tools.lock

audit-deps: .tools/audit.done ## 依赖里有没有已知漏洞（要联网）
	@PYTHONPATH=.tools/audit $(PY) -m tools.audit_deps

zensical: .tools/zensical.done $(VENV)/dev.done ## 主题停更以后的出路：用 Zensical 生成同样的页面，列出差别，试自查页
	@$(PY) site_build.py build && $(PY) -m tools.zensical && SITE_READY=1 $(PY) -m pytest -o addopts=-q -m zensical tests/browser/test_zensical.py

clean: ## 删掉生成的东西（不删环境）
	rm -rf site dist build mutants

# The environment: made by CPython 3.13 itself, or by uv, which brings one.
$(VENV)/base.done: .python-version
	@sh tools/environment.sh $(VENV)
	@touch $@

$(VENV)/site.done: requirements.txt $(VENV)/base.done
	@$(PY) tools/install.py site
	@touch $@

$(VENV)/dev.done: requirements.txt $(VENV)/site.done
	@$(PY) tools/install.py dev
	@touch $@

# Tools of one target each, beside the environment: none of their dependencies can change what the others see.
.tools/%.done: requirements.txt $(VENV)/site.done
	@$(PY) tools/install.py $* --target .tools/$*
	@touch $@

.PHONY: compare-runtimes test-runtimes help lock serve preview build offline release load coverage dead-code audit-deps test test-engines test-hosts test-package package quick faults fuzz lint new-reason api-docs learn audit triage-report bench mutate zensical clean
