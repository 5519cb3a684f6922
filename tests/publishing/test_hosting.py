"""The recipes: real hosts on this machine send what `publishing.policy` says; the files for others say the same."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import brotli
import pytest

from publishing import settings
from publishing.hosting import CACHE, EVERYWHERE, RECIPES, immutable, write
from publishing.paths import SITE
from publishing.serve import read_headers
from tests.hosts import caddy, free_port, nginx, nginx_server

pytestmark = [pytest.mark.site, pytest.mark.host]

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "assets/site.css": "text/css; charset=utf-8",
    "assets/worker.js": "text/javascript; charset=utf-8",
    "runtime/*/*.wasm": "application/wasm",
    "runtime/*/stdlib.zip": "application/zip",
    "engine/*/*.whl": "application/zip",
    "engine/*/knowledge.json": "application/json",
    "assets/favicon.svg": "image/svg+xml",
    "assets/card.png": "image/png",
}
SUB_PATH = "/x/y"


@pytest.fixture(scope="module")
def site(built_site: Path) -> Path:
    """The built site, by a short name."""
    return built_site


@dataclass(frozen=True)
class Host:
    """A running host: its address and where the site stands below it."""

    port: int
    below: str

    def get(self, path: str, accept: str = "identity", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", self.below + path, headers={"Accept-Encoding": accept, **headers})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


@pytest.fixture(scope="module", params=product(["nginx", "caddy"], ["", SUB_PATH]), ids=" ".join)
def host(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Each host with its recipe, with the site at the top and below a path."""
    program, below = request.param
    folder, root, port = tmp_path_factory.mktemp("host"), site, free_port()
    if below:
        root = folder / "root"
        (root / "x").mkdir(parents=True)
        (root / "x" / "y").symlink_to(site)
    with ExitStack() as stack:
        if program == "nginx":
            stack.enter_context(nginx(nginx_server(root, port, below), folder, port))
        else:
            stack.enter_context(caddy(root, folder, port, below))
        yield Host(port, below)


def file(site: Path, pattern: str) -> Path:
    """The one file of the site at `pattern`."""
    return sorted(site.glob(pattern))[0]


def url(site: Path, path: Path) -> str:
    return "/" + path.relative_to(site).as_posix()


@pytest.mark.parametrize("pattern", TYPES)
def test_types_headers_and_caching(host: Host, site: Path, pattern: str) -> None:
    path = file(site, pattern)
    response, body = host.get(url(site, path))
    assert (response.status, body) == (200, path.read_bytes())
    assert response.headers["Content-Type"].replace("; charset=utf-8", "") == TYPES[pattern].split(";")[0]
    if TYPES[pattern].startswith("text/html"):
        assert response.headers["Content-Type"] == TYPES[pattern]
    rules = read_headers(site)
    for name, value in dict(rules)[EVERYWHERE].items():
        assert response.headers.get_all(name) == [value]
    folders, for_ever = immutable(rules)
    hashed = any(url(site, path).startswith(folder.rstrip("*")) for folder in folders)
    assert response.headers.get_all(CACHE) == [for_ever if hashed else "no-cache"]


@pytest.mark.parametrize("pattern", ["index.html", "check/index.html", "runtime/*/*.wasm", "engine/*/*.whl"])
def test_siblings(host: Host, site: Path, pattern: str) -> None:
    path = file(site, pattern)
    unpack: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        response, body = host.get(url(site, path), accept=encoding)
        assert response.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in response.headers["Vary"]
        assert body == path.with_name(path.name + suffix).read_bytes()
        assert unpack[encoding](body) == path.read_bytes()
        assert response.headers["Content-Type"] == host.get(url(site, path))[0].headers["Content-Type"]
    response, _ = host.get(url(site, path), accept="gzip, deflate, br")
    assert response.headers["Content-Encoding"] == "br"


def test_folders(host: Host) -> None:
    assert host.get("/check/")[0].status == 200
    response, _ = host.get("/check")
    assert response.status in (301, 302, 308)
    assert response.headers["Location"].removeprefix(f"http://127.0.0.1:{host.port}") == f"{host.below}/check/"


def test_what_is_not_there(host: Host, site: Path) -> None:
    page = (site / "404.html").read_bytes()
    for path in ("/no-such-page/", "/runtime/0000000000000000/pyodide.asm.wasm"):
        response, body = host.get(path)
        assert (response.status, body) == (404, page)
        assert response.headers.get_all(CACHE) == ["no-cache"]  # a gap while files are copied must not stay for a year
        assert response.headers["Content-Security-Policy"]


def test_ranges_and_revalidation(host: Host, site: Path) -> None:
    path = file(site, "runtime/*/*.wasm")
    response, body = host.get(url(site, path), Range="bytes=100-199")
    assert (response.status, body) == (206, path.read_bytes()[100:200])
    first, _ = host.get("/check/", accept="br")
    again, body = host.get("/check/", accept="br", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, body) == (304, b"")
    assert again.headers.get_all(CACHE) == ["no-cache"]


def _nginx() -> dict[str, str]:
    text = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
    return dict(re.findall(r'^ +add_header (\S+) "(.*)" always;$', text, re.M))


def _caddy() -> dict[str, str]:
    text = (RECIPES / "Caddyfile").read_text(encoding="utf-8")
    return dict(re.findall(r'^\t\t([A-Z]\S+) "(.*)"$', text, re.M))


def _edgeone() -> dict[str, str]:
    rules = json.loads((RECIPES / "edgeone.json").read_text(encoding="utf-8"))["headers"]
    return next({line["key"]: line["value"] for line in rule["headers"]} for rule in rules if rule["source"] == "/*")


def _netlify() -> dict[str, str]:
    return dict(read_headers(RECIPES))[EVERYWHERE]


@pytest.mark.parametrize("recipe", [_nginx, _caddy, _edgeone, _netlify])
def test_every_recipe_says_what_the_policy_says(site: Path, recipe: Callable[[], dict[str, str]]) -> None:
    assert recipe() == dict(read_headers(site))[EVERYWHERE]


def test_nothing_is_left_to_fill_in(site: Path, tmp_path: Path) -> None:
    write(site, settings.read(), tmp_path)
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@(headers|immutable|immutable_value)@", text)
        assert text == (RECIPES / path.name).read_text(encoding="utf-8")


def test_limits_of_the_hosts(site: Path) -> None:
    """Cloudflare Pages: 20,000 files of 25 MiB, header lines of 2,000 characters. GitHub Pages: 1 GB."""
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) < 20_000
    assert max(path.stat().st_size for path in files) < 25 * 2**20
    assert sum(path.stat().st_size for path in files) < 10**9
    assert max(map(len, (site / "_headers").read_text(encoding="utf-8").splitlines())) <= 2000


def test_the_container_takes_files_that_are_there() -> None:
    text = (RECIPES / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", text, re.M)
    assert copied == ["deploy/container.conf", "dist/hosting/nginx.conf", "site"]
    assert all((SITE.parent / name).exists() for name in copied)
    for old in re.findall(r"s/(listen [^/]+;)/", text):
        assert old.replace("\\", "") in (RECIPES / "nginx.conf").read_text(encoding="utf-8")
