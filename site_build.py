"""Build the site: what MkDocs does beside the pages, and the command line over it.

As the hooks that `mkdocs.yml` names it makes ``mkdocs build`` and ``mkdocs serve`` do what the commands here do:

python site_build.py build              # site/, and dist/ with the zip that it offers
python site_build.py offline            # dist/ only
python site_build.py serve [--port N]   # build, then serve site/ on 127.0.0.1
python site_build.py preview [--port N] # serve what is being changed, built anew after every change
python site_build.py release            # dist/ with all that is handed out, from a clean tree
python site_build.py stdlib             # measure again which modules the runtime needs

The steps: knowledge → engine → offline copy → pages → policy, service worker, records, packed siblings, recipes.
`publishing.editions` says what happens at which event of MkDocs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

import runtime
from checker import load
from publishing import engine, pages, preview, release, serve, settings
from publishing.editions import Hosted, Offline, Prepared, Preview, prepare
from publishing.errors import StepError, as_step_errors
from publishing.offline import Copy
from publishing.paths import DIST, OFFLINE, ROOT, SITE
from runtime.progress import step


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """MkDocs: once, before the first build."""
    if command == "serve":
        preview.enable()


@event_priority(100)  # before the macros, which read what it prepares
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """MkDocs: before each build; prepare the form of the site that is to be built, unless one was chosen already."""
    edition = pages.chosen(config)
    if edition is None:
        edition = _preview(config) if preview.is_enabled() else hosted()
        pages.choose(config, edition)
    edition.configure(config)
    step(f"生成页面（{edition.name}）")
    return config


def _preview(config: MkDocsConfig) -> Preview:
    config.site_dir = str(preview.next_folder())
    return Preview(prepare(verify=False))


def hosted(*, with_offline: bool = True) -> Hosted:
    """The hosted site, everything ready for its pages; the copy comes first, as they say its size and hash."""
    prepared = prepare()
    return Hosted(prepared, build_offline(prepared) if with_offline else None)


def build_offline(prepared: Prepared) -> Copy:
    """The same pages for ``file://``, zipped into `dist/`."""
    edition = Offline(prepared)
    pages.build_pages(OFFLINE, edition, **Offline.SETTINGS)
    return edition.copy


def build(*, with_offline: bool = True) -> None:
    """`site/`, and what is handed out with it in `dist/`; the first problem stops it."""
    pages.build_pages(SITE, hosted(with_offline=with_offline))


def offline_only() -> None:
    """The zip in `dist/`."""
    copy = build_offline(prepare())
    print(f"{(DIST / copy.file).relative_to(ROOT)}：{copy.size / 1e6:.1f} MB")


def build_release() -> None:
    """Both forms from a clean tree, with hashes, bill of materials and notes, in `dist/`."""
    release.require_address(settings.read())
    os.environ.setdefault("SOURCE_DATE_EPOCH", release.require_clean_tree())
    release.notes()  # before the minutes that a build takes
    shutil.rmtree(DIST, ignore_errors=True)
    build()
    for path in release.write_release(SITE):
        print(path.relative_to(ROOT))


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
    names = runtime.measure(engine.application(load()), engine.MODULES)
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
    previewing = commands.add_parser("preview", help="边改边看，改完几秒就能看到")
    previewing.add_argument("--port", type=int, default=8001)
    commands.add_parser("release", help="从干净的检出生成 dist/ 里的全部发布文件")
    commands.add_parser("stdlib", help="重新测量标准库里用到的文件")
    given = parser.parse_args(arguments)
    run: dict[str, Callable[[], None]] = {
        "build": lambda: build(with_offline=not given.without_offline),
        "offline": offline_only,
        "serve": lambda: build_and_serve(given.port),
        "preview": lambda: preview.serve(given.port),
        "release": build_release,
        "stdlib": measure_stdlib,
    }
    try:
        with as_step_errors():
            run[given.command]()
    except StepError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
