"""Build the site: the list of steps, and the command line over them.

python site_build.py build              # site/, and dist/ with the zip that it offers
python site_build.py offline            # dist/ only
python site_build.py serve [--port N]   # build, then serve site/ on 127.0.0.1
python site_build.py release            # dist/ with all that is handed out, from a clean tree
python site_build.py stdlib             # measure again which modules the runtime needs
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import runtime
from checker import KnowledgeError, load
from checker.audit import audit
from checker.model import Knowledge
from publishing import compress, editions, engine, hosting, pages, record, release, sbom, scripts, serve, wheel
from publishing.errors import StepError
from publishing.paths import DIST, OFFLINE, ROOT, SITE


def build(*, with_offline: bool = True) -> None:
    """Knowledge → runtime → offline copy → pages → `site/` → `dist/hosting/`; the first problem stops it."""
    knowledge = checked_knowledge()
    wheel.clear()
    parts = engine.assemble(knowledge)
    pages.search_words(knowledge)
    scripts.bundle()
    sbom.write()
    if with_offline:
        build_offline(knowledge, parts)  # first: the hosted site says its size and hash
    pages.build_pages(SITE)
    pages.stamp(SITE)
    editions.finish_hosted(SITE, knowledge, parts)
    record.write(SITE, knowledge, parts)
    compress.compress(SITE)
    editions.offer_download(SITE)
    hosting.write(SITE)


def offline_only() -> None:
    """Knowledge → runtime → the zip in `dist/`."""
    knowledge = checked_knowledge()
    wheel.clear()
    parts = engine.assemble(knowledge)
    pages.search_words(knowledge)
    scripts.bundle()
    sbom.write()
    path = build_offline(knowledge, parts)
    print(f"{path.relative_to(ROOT)}：{path.stat().st_size / 1e6:.1f} MB")


def build_offline(knowledge: Knowledge, parts: list[engine.Part]) -> Path:
    """The same pages for ``file://``, zipped."""
    pages.build_pages(OFFLINE, "mkdocs-offline.yml")
    pages.stamp(OFFLINE)
    return editions.finish_offline(OFFLINE, knowledge, parts)


def build_release() -> None:
    """Both forms from a clean tree, with hashes, bill of materials and notes, in `dist/`."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", release.refuse_a_changed_tree())
    release.notes()  # before the minutes that a build takes
    shutil.rmtree(DIST, ignore_errors=True)
    build()
    for path in release.hand_out(SITE):
        print(path.relative_to(ROOT))


def checked_knowledge() -> Knowledge:
    """The knowledge, if the audit finds nothing wrong with it."""
    knowledge = load()
    found = audit(knowledge, datetime.now(UTC).date())
    for warning in found.warnings:
        print(warning, file=sys.stderr)
    if found.problems:
        raise KnowledgeError(found.problems)
    return knowledge


def build_and_serve(port: int) -> None:
    """Build, print the address, and serve until Ctrl-C."""
    server = serve.server(SITE, port)  # first: a taken port should not cost a build
    build()
    print(f"网站在 http://127.0.0.1:{port}/ ，自查在 http://127.0.0.1:{port}/check/ 。按 Ctrl-C 停下。", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def measure_stdlib() -> None:
    """Write `publishing/stdlib.txt` anew from what a whole runtime reads."""
    wheel.clear()
    names = runtime.measure(engine.application(load()))
    print(f"publishing/stdlib.txt：{len(names)} 个文件。")


def main(arguments: list[str] | None = None) -> int:
    """The command line; 2 with one sentence a problem where something cannot be built."""
    parser = argparse.ArgumentParser(description="建站")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="生成 site/ 和 dist/")
    building.add_argument("--without-offline", action="store_true", help="只要 site/，不附离线版，快一些")
    commands.add_parser("offline", help="只生成 dist/ 里的离线版")
    serving = commands.add_parser("serve", help="生成并在本机打开")
    serving.add_argument("--port", type=int, default=8000)
    commands.add_parser("release", help="从干净的检出生成 dist/ 里的全部发布文件")
    commands.add_parser("stdlib", help="重新测量标准库里用到的文件")
    given = parser.parse_args(arguments)
    run: dict[str, Callable[[], None]] = {
        "build": lambda: build(with_offline=not given.without_offline),
        "offline": offline_only,
        "serve": lambda: build_and_serve(given.port),
        "release": build_release,
        "stdlib": measure_stdlib,
    }
    try:
        run[given.command]()
    except (StepError, runtime.RuntimeBuildError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
