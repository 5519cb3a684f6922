"""`deploy/site.sh` on real servers: first deployment, update, rollback, and HTTPS that survives all of them.

Each server runs with a configuration of the operator's own, written once, with a certificate made here; only the
recipe that it includes comes with a release. What a visitor gets is asked by curl, as the guide says.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from tests.hosts import NGINX, free_port, need, running
from tests.releases import SCRIPT, release

pytestmark = pytest.mark.host


@dataclass(frozen=True)
class Server:
    """A server with TLS at `port` whose site stands below `below`, and the operator's folder."""

    home: Path  #: what `HUABEI_HOME` names
    config: Path  #: the operator's own configuration
    port: int
    below: str
    certificate: Path
    reload: str

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}{self.below}/"

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """The script, as an operator runs it; the umask is the strictest that administrators use."""
        given = {"HUABEI_HOME": str(self.home), "HUABEI_RELOAD": self.reload, "CURL_CA_BUNDLE": str(self.certificate)}
        return subprocess.run(
            ["sh", str(SCRIPT), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
            env={**os.environ, **given, **environment},
        )

    def headers(self, path: str = "check/") -> dict[str, str]:
        """What ``curl -I`` shows, without what differs from file to file."""
        command = ["curl", "-sSI", "--cacert", str(self.certificate), self.address + path]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = dict(line.split(": ", 1) for line in said.splitlines()[1:] if ": " in line)
        found = {name.title(): value for name, value in found.items()}
        for name in ("Date", "Last-Modified", "Etag", "Content-Length", "Server", "Alt-Svc"):
            found.pop(name, None)
        return {"status": said.split()[1], **found}

    def status(self, path: str, etag: str) -> str:
        """What a browser that kept `path` with this ETag is told."""
        command = [
            "curl",
            "-sSI",
            "--cacert",
            str(self.certificate),
            "-H",
            f"If-None-Match: {etag}",
            self.address + path,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]

    def etag(self, path: str) -> str:
        """The mark of what stands at `path` now."""
        command = ["curl", "-sSI", "--cacert", str(self.certificate), self.address + path]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return next(line.partition(": ")[2] for line in said.splitlines() if line.lower().startswith("etag: "))

    def version(self) -> str:
        """The version that visitors get."""
        command = ["curl", "-sSf", "--cacert", str(self.certificate), f"{self.address}BUILD.json"]
        said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return str(said["version"])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody else has, with its key beside it."""
    path = tmp_path_factory.mktemp("tls") / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(path.with_name("key.pem")), "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def nginx_config(folder: Path, home: Path, port: int, below: str, certificate: Path) -> tuple[Path, list[str], str]:
    """What an operator and certbot wrote; how nginx is started with it, and how it is reloaded."""
    rest = 'location / { return 200 "mine"; }' if below else ""
    server = f"""
    server {{
        listen 127.0.0.1:{port} ssl;  # managed by Certbot
        server_name localhost;
        ssl_certificate {certificate};  # managed by Certbot
        ssl_certificate_key {certificate.with_name("key.pem")};  # managed by Certbot
        {rest}
        include {home}/current/hosting/nginx/site.conf;
    }}"""
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, servers=server, workers=1, user=user), encoding="utf-8")
    command = [need("nginx"), "-e", str(folder / "error.log"), "-c", str(config)]
    started = " ".join(command)
    return config, command, f"{started} -t -q && {started} -s reload"


def caddy_config(folder: Path, home: Path, port: int, below: str, certificate: Path) -> tuple[Path, list[str], str]:
    """What an operator wrote; how Caddy is started with it, and how it is reloaded."""
    rest = 'respond / "mine"' if below else ""
    admin = f"localhost:{free_port()}"
    config = folder / "Caddyfile"
    config.write_text(
        f"""{{
    admin {admin}
    auto_https off
}}
https://localhost:{port} {{
    bind 127.0.0.1
    tls {certificate} {certificate.with_name("key.pem")}
    header Strict-Transport-Security max-age=60
    {rest}
    import {home}/current/hosting/caddy/site.conf
}}
""",
        encoding="utf-8",
    )
    given = f"--adapter caddyfile --config {config}"
    command = [need("caddy"), "run", *given.split()]
    return config, command, f"caddy validate {given} >/dev/null 2>&1 && caddy reload --address {admin} {given} 2>&1"


CONFIGS = {"nginx": nginx_config, "caddy": caddy_config}


@pytest.fixture(params=product(CONFIGS, ["", "/x/y"]), ids=" ".join)
def deployed(request: pytest.FixtureRequest, tmp_path: Path, certificate: Path) -> Iterator[Server]:
    """Version 1, put up by the script on a machine where nothing of ours was; then the server is started."""
    program, below = request.param
    home, port = tmp_path / "srv", free_port()
    config, command, reload = CONFIGS[program](tmp_path, home, port, below, certificate)
    server = Server(home, config, port, below, certificate, reload)
    own_headers = home / "nginx.d" / "hsts.conf"
    own_headers.parent.mkdir(parents=True)
    own_headers.write_text('add_header Strict-Transport-Security "max-age=60" always;\n', encoding="utf-8")
    done = server.run("update", release("1", tmp_path, below), HUABEI_RELOAD="true")
    assert done.returncode == 0, done.stderr
    assert f"include {home}/current/hosting/nginx/site.conf;" in done.stdout
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    with running(command, port, environment):
        yield server


def shown(server: Server, version: str) -> None:
    """Wait until visitors get `version`: while a server reloads, an old and a new worker answer in turn."""
    limit = time.monotonic() + 30
    in_a_row = 0
    while in_a_row < 8 and time.monotonic() < limit:
        in_a_row = in_a_row + 1 if server.version() == version else 0
        time.sleep(0.15)  # an old worker serves new files, too, with old headers, until it has heard
    assert in_a_row == 8


def test_https_and_headers_survive_update_and_rollback(deployed: Server, tmp_path: Path) -> None:
    own, first = deployed.config.read_bytes(), deployed.headers()
    assert first["status"] == "200"
    assert "'sha256-1'" in first["Content-Security-Policy"]
    assert deployed.run("probe", deployed.address).returncode == 0

    done = deployed.run("update", release("2", tmp_path, deployed.below))
    assert done.returncode == 0, done.stderr
    shown(deployed, "2")
    second = deployed.headers()
    assert "'sha256-2'" in second["Content-Security-Policy"]
    assert {**second, "Content-Security-Policy": ""} == {**first, "Content-Security-Policy": ""}
    for path in ("check/", "runtime/of-2/part.wasm", "no-such-page/"):  # what the operator adds stays, everywhere
        assert deployed.headers(path)["Strict-Transport-Security"] == "max-age=60"
    for version in "12":  # whoever has a page of the first version open gets what it asks for
        assert deployed.headers(f"runtime/of-{version}/part.wasm")["status"] == "200"

    done = deployed.run("rollback")
    assert done.returncode == 0, done.stderr
    shown(deployed, "1")
    assert deployed.headers() == first
    assert deployed.headers("engine/of-2/part.wasm")["Cache-Control"].startswith("public, max-age=31536000, immutable")
    assert deployed.config.read_bytes() == own


def test_a_page_of_the_same_size_is_not_taken_for_the_same(deployed: Server, tmp_path: Path) -> None:
    """Servers tell files apart by date and size, and all dates in a zip are the same."""
    kept = {path: deployed.etag(path) for path in ("check/", "same.html")}
    assert {path: deployed.status(path, etag) for path, etag in kept.items()} == {"check/": "304", "same.html": "304"}
    time.sleep(1.1)  # dates count in seconds
    assert deployed.run("update", release("2", tmp_path, deployed.below)).returncode == 0
    shown(deployed, "2")
    assert {path: deployed.status(path, etag) for path, etag in kept.items()} == {"check/": "200", "same.html": "304"}


def test_a_release_that_the_server_refuses_changes_nothing(deployed: Server, tmp_path: Path) -> None:
    before, target = deployed.headers(), (deployed.home / "current").readlink()
    done = deployed.run("update", release("3", tmp_path, deployed.below, broken=True))
    assert done.returncode == 1
    assert "已经换回" in done.stderr
    assert (deployed.home / "current").readlink() == target
    assert deployed.headers() == before
    assert deployed.version() == "1"


def test_the_probe_tells_what_is_wrong(deployed: Server, tmp_path: Path) -> None:
    assert deployed.run("probe", deployed.address).returncode == 0

    def complaint(address: str, **environment: str) -> str:
        done = deployed.run("probe", address, **environment)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr.splitlines()[-1]

    assert "打不开" in complaint(f"https://localhost:{free_port()}/")
    assert "打不开" in complaint(deployed.address + "no/such/place")
    other = str(tmp_path / "other")
    assert deployed.run("update", release("2", tmp_path, ""), HUABEI_HOME=other, HUABEI_RELOAD="true").returncode == 0
    assert "不是现在这一版" in complaint(deployed.address, HUABEI_HOME=other)
    assert "网址" in complaint("", HUABEI_HOME=str(tmp_path / "none"))
