"""Real hosts on the loopback address, set up as the recipes say."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from publishing.hosting import write
from publishing.settings import Settings

INSTALLED = "/srv/huabei-check/current/site"
"""Where the recipes look for the site."""

PACKAGES = {
    "nginx": ["nginx", "libnginx-mod-http-brotli-static"],
    "caddy": ["caddy"],
    "wrk": ["wrk"],
}

NGINX = """daemon off;
include /etc/nginx/modules-enabled/*.conf;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""


def need(program: str) -> str:
    """Where `program` stands; Debian's package is installed if it is missing.

    Raises `RuntimeError` with one sentence if it cannot be had.
    """
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    if not shutil.which(program, path=path):
        _install(PACKAGES[program])
    found = shutil.which(program, path=path)
    if found is None:
        names = " ".join(PACKAGES[program])
        raise RuntimeError(f"找不到 {program}，也没能装上；请先用 root 运行：apt-get install {names}")
    return found


def _install(packages: list[str]) -> None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *packages]):
        with contextlib.suppress(subprocess.SubprocessError, OSError):
            subprocess.run(["apt-get", *command], check=True, capture_output=True, env=environment, timeout=300)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def snippet(name: str, site: Path, folder: Path, port: int, below: str = "") -> str:
    """The recipe `name` for `site` in the place of where an operator has it, and below the sub-path `below`.

    It is filled in by the build's own code, in a folder of its own below `folder`.
    """
    recipes = folder / f"recipes-{port}"
    write(site, Settings(address=f"http://127.0.0.1:{port}{below}/"), recipes)
    text = (recipes / name).read_text(encoding="utf-8")
    assert INSTALLED in text
    return text.replace(INSTALLED, str(site))


def nginx_server(site: Path, port: int, folder: Path, below: str = "") -> str:
    """An operator's own server block at `port` of this machine and nowhere else, which includes the recipe."""
    return f"server {{\n    listen 127.0.0.1:{port};\n{snippet('nginx/site.conf', site, folder, port, below)}}}\n"


@contextlib.contextmanager
def nginx(servers: str, folder: Path, port: int, workers: int = 1) -> Iterator[None]:
    """Debian's nginx with `servers`, answering at `port`; its own files go into `folder`."""
    program = need("nginx")
    user = "user root;" if os.geteuid() == 0 else ""  # a checkout may lie where nobody else may read
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, servers=servers, workers=workers, user=user), encoding="utf-8")
    with running([program, "-c", str(config), "-e", str(folder / "error.log")], port):
        yield


@contextlib.contextmanager
def caddy(site: Path, folder: Path, port: int, below: str = "") -> Iterator[None]:
    """Debian's Caddy with an operator's own site at `port`, which imports the recipe for `site`."""
    program = need("caddy")
    own = snippet("caddy/site.conf", site, folder, port, below)
    options = "{\n\tadmin off\n\tauto_https off\n}\n"
    config = folder / "Caddyfile"
    config.write_text(f"{options}http://127.0.0.1:{port} {{\n{own}}}\n", encoding="utf-8")
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with running([program, "run", "--adapter", "caddyfile", "--config", str(config)], port, environment):
        yield


@contextlib.contextmanager
def running(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        if process.poll() is not None:
            assert process.stderr
            raise RuntimeError(process.stderr.read().decode()[-2000:])
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} did not answer at port {port}")
