"""The recipes: real hosts on this machine send what `publishing.policy` says; the files for others say the same."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import product
from pathlib import Path

import brotli
import pytest

from publishing.hosting import CACHE, DEPLOY, OWN_HEADERS, immutable, write
from publishing.policy import EMBED, EVERYWHERE, FOR_EVERYBODY, OPEN
from publishing.serve import read_headers
from publishing.settings import Settings
from tests.embedding import allow, linked_copy
from tests.hosts import INSTALLED, caddy, free_port, need, nginx, nginx_server, running

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
    "data/claims.csv": "text/csv",
    "data/*.jsonld": "application/ld+json",
    "check/index.md": "text/markdown",
    "feed.xml": "text/xml",
    "robots.txt": "text/plain",
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
        """What stands at `path` of the site."""
        return self.raw(self.below + path, accept, **headers)

    def raw(self, path: str, accept: str = "identity", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """What stands at `path` of the host, which is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Accept-Encoding": accept, **headers})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


@pytest.fixture(scope="module", params=product(["nginx", "caddy"], ["", SUB_PATH]), ids=" ".join)
def host(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Each host with its recipe, with the site at the top and below a path."""
    program, below = request.param
    folder, port = tmp_path_factory.mktemp("host"), free_port()
    with ExitStack() as stack:
        if program == "nginx":
            stack.enter_context(nginx(nginx_server(site, port, folder, below), folder, port))
        else:
            stack.enter_context(caddy(site, folder, port, below))
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
    for name, value in headers_of(site, url(site, path)).items():
        assert response.headers.get_all(name) == [value]
    folders, for_ever = immutable(rules)
    hashed = any(url(site, path).startswith(folder.rstrip("*")) for folder in folders)
    assert response.headers.get_all(CACHE) == [f"{for_ever if hashed else 'no-cache'}, no-transform"]


def headers_of(site: Path, path: str) -> dict[str, str]:
    """What ``_headers`` says of `path`, but for how long it is kept."""
    said: dict[str, str] = {}
    for pattern, headers in read_headers(site):
        if fnmatch(path, pattern):
            said |= headers
    return {name: value for name, value in said.items() if value and name != CACHE}


@pytest.mark.parametrize("path", ["/data/claims.json", "/data/schema/claims.json", "/feed.xml"])
def test_every_site_may_read_the_data(host: Host, path: str) -> None:
    for encoding in ("identity", "br"):
        headers = host.get(path, encoding, Origin="https://a.example")[0].headers
        assert {name: headers.get_all(name) for name in FOR_EVERYBODY} == {n: [v] for n, v in FOR_EVERYBODY.items()}


@pytest.mark.parametrize("path", ["/", "/check/", "/BUILD.json", "/assets/feed.xml", "/feed.xml.br", "/no-such-page/"])
def test_no_site_may_read_anything_else(host: Host, path: str) -> None:
    headers = host.get(path, Origin="https://a.example")[0].headers
    assert [name for name in headers if name.lower().startswith("access-control")] == []
    assert headers.get_all("Cross-Origin-Resource-Policy") == ["same-origin"]


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
    assert leads_to(host, response) == f"{host.below}/check/"


def leads_to(host: Host, response: http.client.HTTPResponse) -> str:
    """The path to which a response redirects on the same host."""
    return response.headers["Location"].removeprefix(f"http://127.0.0.1:{host.port}")


@pytest.mark.parametrize("path", ["/check//", "//check/", "///check/?a=b//c", "/assets//site.css"])
def test_a_slash_too_many_is_taken_away(host: Host, path: str) -> None:
    """A page of ours at ``//check/`` would take ``check`` for a host in every address that it makes."""
    visited = []
    response = host.get(path)[0]
    while response.status == 301:
        path = leads_to(host, response)
        visited.append(path)
        assert re.match(r"/[^/\\]", path)
        response = host.raw(path)[0]
    assert response.status == 200
    assert visited
    assert "//" not in visited[-1].partition("?")[0]


@pytest.mark.parametrize("path", ["//example.org", "//example.org/%2f..", "///example.org//", "//\\example.org/"])
def test_no_slash_leads_to_another_host(host: Host, path: str) -> None:
    response = host.raw(path)[0]
    if "Location" in response.headers:
        assert re.match(r"/(?![/\\])", leads_to(host, response))


def test_a_folder_is_no_page_and_no_refusal(host: Host) -> None:
    for path in ("/assets/", "/runtime/", "/engine/", "/assets/icons/"):
        response, _ = host.get(path)
        assert (response.status, response.headers["Content-Type"].split(";")[0]) == (404, "text/html"), path
    response, _ = host.get("/download/")
    assert (response.status, leads_to(host, response)) == (302, f"{host.below}/offline/")


def test_the_sub_path_itself_leads_to_the_home_page(host: Host) -> None:
    if host.below:
        response, _ = host.raw(host.below)
        assert (response.status, leads_to(host, response)) == (301, f"{host.below}/")
        assert host.raw("/")[0].headers.get("Content-Security-Policy") is None  # the rest of the host is not ours


def test_what_is_not_there(host: Host, site: Path) -> None:
    page = (site / "404.html").read_bytes()
    for path in ("/no-such-page/", "/runtime/0000000000000000/pyodide.asm.wasm"):
        response, body = host.get(path)
        assert (response.status, body) == (404, page)
        assert response.headers.get_all(CACHE) == [
            "no-cache, no-transform"
        ]  # a gap while files are copied must not stay for a year
        assert response.headers["Content-Security-Policy"]


def test_ranges_and_revalidation(host: Host, site: Path) -> None:
    path = file(site, "runtime/*/*.wasm")
    response, body = host.get(url(site, path), Range="bytes=100-199")
    assert (response.status, body) == (206, path.read_bytes()[100:200])
    first, _ = host.get("/check/", accept="br")
    again, body = host.get("/check/", accept="br", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, body) == (304, b"")
    assert again.headers.get_all(CACHE) == ["no-cache, no-transform"]


@pytest.mark.parametrize("below", ["", SUB_PATH])
@pytest.mark.parametrize("program", ["nginx", "caddy"])
def test_only_the_page_for_frames_may_be_framed(site: Path, tmp_path: Path, program: str, below: str) -> None:
    (tmp_path / "site").mkdir()
    ours, port = linked_copy(site, tmp_path / "site"), free_port()
    allow(ours, "https://aid.example.edu.cn")
    server = nginx(nginx_server(ours, port, tmp_path, below), tmp_path, port)
    with server if program == "nginx" else caddy(ours, tmp_path, port, below):
        host = Host(port, below)
        opened, _ = host.get("/embed/")
        assert opened.status == 200
        rules = dict(read_headers(ours))
        for name, value in (rules[EVERYWHERE] | rules[EMBED]).items():
            assert opened.headers.get_all(name) == ([value] if value else None)
        assert opened.headers.get_all(CACHE) == ["no-cache, no-transform"]
        for path in ("/", "/check/", "/embedding/", "/assets/embed.js", "/no-such-page/"):
            headers = host.get(path)[0].headers
            assert [headers[name] for name in rules[EVERYWHERE]] == [*rules[EVERYWHERE].values()], path


def test_what_an_operator_adds_stands_beside_our_headers_everywhere(site: Path, tmp_path: Path) -> None:
    """nginx takes no header over into a location that is told one of its own."""
    (tmp_path / "site").mkdir()
    ours = linked_copy(site, tmp_path / "site")
    allow(ours, "https://aid.example.edu.cn")
    write(ours, Settings(), tmp_path / "recipes")
    text = (tmp_path / "recipes/nginx/site.conf").read_text(encoding="utf-8")
    assert text.count(OWN_HEADERS) == text.count("add_header Cache-Control") == 2 + len([EMBED, *OPEN])


@pytest.fixture(scope="module")
def recipes(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipes of the built site: those in ``dist`` may be of another build by now."""
    folder = tmp_path_factory.mktemp("recipes")
    write(site, Settings(), folder)
    return folder


def _nginx(recipes: Path) -> dict[str, str]:
    text = (recipes / "nginx/site.conf").read_text(encoding="utf-8")
    found = re.findall(r'^ {4}add_header (\S+) "(.*)" always;$', text, re.M)
    [unchanging] = re.findall(r'^ {4}location ~ "[^"]*runtime[^"]*" \{\n(.*?)^ {4}\}', text, re.M | re.S)
    again = re.findall(r'^ {8}add_header (\S+) "(.*)" always;$', unchanging, re.M)
    assert again == [(name, value) for name, value in found if name != CACHE]
    return dict(again)


def _caddy(recipes: Path) -> dict[str, str]:
    text = (recipes / "caddy/site.conf").read_text(encoding="utf-8")
    [everywhere] = re.findall(r"^\theader \{\n(.*?)^\t\}", text, re.M | re.S)
    return dict(re.findall(r'^\t\t([A-Z]\S+) "(.*)"$', everywhere, re.M))


def _edgeone(recipes: Path) -> dict[str, str]:
    rules = json.loads((recipes / "edgeone.json").read_text(encoding="utf-8"))["headers"]
    return next({line["key"]: line["value"] for line in rule["headers"]} for rule in rules if rule["source"] == "/*")


def _netlify(recipes: Path) -> dict[str, str]:
    return dict(read_headers(recipes))[EVERYWHERE]


@pytest.mark.parametrize("recipe", [_nginx, _caddy, _edgeone, _netlify])
def test_every_recipe_says_what_the_policy_says(
    site: Path, recipes: Path, recipe: Callable[[Path], dict[str, str]]
) -> None:
    assert recipe(recipes) == dict(read_headers(site))[EVERYWHERE]


ADDRESSED = Settings(address="https://example.org/hua/bei/")


@pytest.mark.parametrize("given", [Settings(), Settings(address="https://example.org/"), ADDRESSED], ids=str)
def test_nothing_is_left_to_fill_in(site: Path, tmp_path: Path, given: Settings) -> None:
    write(site, given, tmp_path)
    written = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert {"nginx/site.conf", "caddy/site.conf", "container/Containerfile"} <= written.keys()
    for path in written.values():
        assert not re.search(r"@[a-z_]+@", path.read_text(encoding="utf-8")), path


def test_domain_and_sub_path_come_from_the_settings(site: Path, tmp_path: Path) -> None:
    write(site, ADDRESSED, tmp_path)
    assert "server_name example.org;" in (tmp_path / "nginx/server.conf").read_text(encoding="utf-8")
    assert "\nexample.org {" in (tmp_path / "caddy/Caddyfile").read_text(encoding="utf-8")
    assert "location ^~ /hua/bei/ {" in (tmp_path / "nginx/site.conf").read_text(encoding="utf-8")
    assert "8080/hua/bei/BUILD.json" in (tmp_path / "container/Containerfile").read_text(encoding="utf-8")


def test_what_is_included_touches_nothing_of_the_operators(recipes: Path) -> None:
    """Domain, ports and certificates stand in a file that no update replaces."""
    for name in ("nginx/site.conf", "caddy/site.conf"):
        text = re.sub(r"#.*", "", (recipes / name).read_text(encoding="utf-8"))
        assert not re.search(r"server_name|listen|ssl_|\btls\b|^\S+ \{$(?<!handle \{)", text, re.M)


def test_limits_of_the_hosts(site: Path) -> None:
    """Cloudflare Pages: 20,000 files of 25 MiB, header lines of 2,000 characters. GitHub Pages: 1 GB."""
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) < 20_000
    assert max(path.stat().st_size for path in files) < 25 * 2**20
    assert sum(path.stat().st_size for path in files) < 10**9
    assert max(map(len, (site / "_headers").read_text(encoding="utf-8").splitlines())) <= 2000


def test_the_container_takes_files_that_are_there(site: Path, recipes: Path) -> None:
    text = (recipes / "container/Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", text, re.M)
    folders = {"hosting": recipes, "site": site}
    assert copied == ["hosting/container/nginx.conf", "hosting/nginx/site.conf", "site"]
    assert all((folders[name.partition("/")[0]] / name.partition("/")[2]).exists() for name in copied)
    assert "HEALTHCHECK" in text
    let_in = re.findall(r"^!(.+)$", (DEPLOY / "container/containerignore").read_text(encoding="utf-8"), re.M)
    assert sorted(let_in) == sorted(copied)


def test_the_containers_nginx_starts_and_answers_its_health_check(site: Path, tmp_path: Path) -> None:
    """Everything but the image itself: nobody can pull one where these tests run."""
    recipes, port = tmp_path / "recipes", free_port()
    write(site, Settings(), recipes)
    config = (recipes / "container/nginx.conf").read_text(encoding="utf-8")
    own = (recipes / "nginx/site.conf").read_text(encoding="utf-8").replace(INSTALLED, str(site))
    config = config.replace("include /srv/huabei-check/current/hosting/nginx/site.conf;", own)
    config = re.sub(r"^.*listen \[::\].*\n", "", config, flags=re.M).replace(
        "listen 8080 ", f"listen 127.0.0.1:{port} "
    )
    config = config.replace("/tmp/", f"{tmp_path}/")  # noqa: S108 - what the container's configuration says
    (tmp_path / "nginx.conf").write_text(config, encoding="utf-8")
    command = [
        need("nginx"),
        "-e",
        str(tmp_path / "error.log"),
        "-c",
        str(tmp_path / "nginx.conf"),
        "-g",
        "daemon off; user root;",
    ]
    check = re.search(r'^  CMD \[(".*")\]$', (recipes / "container/Containerfile").read_text(encoding="utf-8"), re.M)
    assert check
    probe = [word.replace(":8080", f":{port}") for word in json.loads(f"[{check[1]}]")]
    with running(command, port):
        assert subprocess.run(probe, check=False).returncode == 0
    assert subprocess.run(probe, check=False, capture_output=True).returncode != 0
