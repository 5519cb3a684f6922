"""What is handed out under a version: both forms, the package, the bill of materials, notes, and their hashes."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import checker

from . import hosting, sbom, wheel
from .errors import StepError
from .packing import write_packed
from .paths import DIST, ROOT
from .record import commit, git
from .settings import Settings

NAME = f"huabei-check-site-{checker.__version__}"
DATA = f"huabei-check-data-{checker.__version__}"
"""The data of the site once more by itself: `site/data` without its page."""

BESIDE_THE_SITE = {
    "site.sh": "site.sh",
    "README.md": "README.md",
    ".containerignore": "container/containerignore",
    ".dockerignore": "container/containerignore",
}
"""Name in the folder of a release → where it stands below `deploy`."""


def require_clean_tree() -> str:
    """The date of the commit in seconds, for builds that must not differ; a tree with changes raises."""
    if commit() is None:
        raise StepError("发布要在 git 检出里做：这里没有提交可以写进 BUILD.json。")
    changed = git("status", "--porcelain").splitlines()
    if changed:
        some = "、".join(line[3:] for line in changed[:5])
        raise StepError(f"有 {len(changed)} 处改动还没有提交，不能发布：{some}")
    return git("log", "-1", "--format=%ct").strip()


def require_address(settings: Settings) -> None:
    """What is handed out names its own address everywhere; without one that others can reach it raises."""
    if not settings.is_public:
        where = f"{settings.address} 只有这台机器打得开" if settings.address else "还没有写网站的网址"
        raise StepError(f"不能发布：{where}。在 site.toml 里写 address，或者设 SITE_URL=https://你的域名/ 。")


def write_release(site: Path) -> list[Path]:
    """Write everything beside the offline copy in `DIST`; returns all the files, `SHA256SUMS` last."""
    for old in [*DIST.glob("huabei-check-site-*"), *DIST.glob("huabei-check-data-*")]:
        old.unlink()
    wheel.build_wheel(DIST)
    wheel.build_sdist(DIST)
    write_site_zip(DIST / f"{NAME}.zip", site, hosting.RECIPES)
    write_packed(DIST / f"{DATA}.zip", {f"{DATA}/{name}": file for name, file in data_files(site).items()})
    shutil.copyfile(site / sbom.NAME, DIST / sbom.NAME)
    (DIST / "NOTES.md").write_text(notes(), encoding="utf-8")
    sums = DIST / "SHA256SUMS"
    sums.unlink(missing_ok=True)
    files = sorted(path for path in DIST.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(DIST).as_posix()}" for path in files]
    sums.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [*files, sums]


def write_site_zip(path: Path, site: Path, recipes: Path) -> None:
    """All that an operator needs, in one folder: the pages, the hosts' recipes, the script and how to use them."""
    files = {f"site/{file.relative_to(site).as_posix()}": file for file in site.rglob("*")}
    files |= {f"hosting/{file.relative_to(recipes).as_posix()}": file for file in recipes.rglob("*")}
    files |= {name: hosting.DEPLOY / source for name, source in BESIDE_THE_SITE.items()}
    write_packed(path, {f"{path.stem}/{name}": file for name, file in files.items() if file.is_file()})


def data_files(site: Path) -> dict[str, Path]:
    """The files of data below `site` by the names that their list gives them."""
    found = (path for path in (site / "data").rglob("*") if path.suffix in (".csv", ".json", ".jsonld"))
    return {path.relative_to(site / "data").as_posix(): path for path in found}


def notes() -> str:
    """What the change log says of this version."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## [^\n]*{re.escape(checker.__version__)}.*?(?=^## |\Z)", text, re.M | re.S)
    if not found:
        raise StepError(f"CHANGELOG.md 里没有 {checker.__version__} 这一节，先写上这一版改了什么。")
    return f"{found[0].strip()}\n\n提交：{commit()}\n"
