"""A new reason, to be filled in: the next free id at the end of a family's file, and a case that wants it.

python -m tools.new_reason FAMILY    # or: make new-reason FAMILY=entry
"""

from __future__ import annotations

import sys
from pathlib import Path

from checker import load
from checker.model import STATIONS
from publishing.paths import ROOT

REASON = """
[reason.{id}]
title = "〔页面上的标题，说事实，不责备〕"
short = "〔八个字以内〕"
headline = "〔自查里最先看到的一句话，用“你”〕"
family = "{family}"
station = "{station}"
kind = "weak" # 轻重：stop、scope、hard、strong、technical、policy、weak、process、outcome、fallback
when = {{ question = "〔问题的 id〕", is = "〔选项的 id〕" }}
summary = "〔两三句：是什么，不能说明什么〕"
remedies = ["〔办法的 id；没有现成的就在这个文件里加一条 [remedy.…]〕"]
never = ["〔绝不能做的一件事〕"]
claims = [] # 依据哪几条说法，例如 "S01"
sources = [] # 依据哪几处来源，例如 "P01"；没有就删掉这一行，另写 unsourced
"""

CASE = """
[{slug}-found]
name = "〔一句话说清这个人的情形〕"
answers = {{ 〔问题〕 = "〔选项〕" }}
found = ["{id}"]

[{slug}-ruled-out]
name = "〔差一点、但不是它的情形〕"
answers = {{ 〔问题〕 = "〔别的选项〕" }}
ruled_out = ["{id}"]
"""


def next_id(known: list[str]) -> str:
    """The number after the highest: an id is never used twice.

    >>> next_id(["R01", "W02", "R35"])
    'R36'
    """
    return f"R{max(int(id_[1:]) for id_ in known if id_.startswith('R')) + 1:02}"


def add(family: str, root: Path = ROOT) -> tuple[Path, str, str]:
    """Write the template; returns the file, the id, and the cases to start from.

    Raises `ValueError` with one sentence where there is no such family.
    """
    file = root / "checker" / "knowledge" / "reasons" / f"{family}.toml"
    if not file.exists():
        families = "、".join(sorted(path.stem for path in file.parent.glob("*.toml")))
        raise ValueError(f"没有 {family} 这一族。有：{families}。")
    knowledge = load()
    id_ = next_id(list(knowledge.reasons))
    station = next((reason.station for reason in knowledge.reasons.values() if reason.family == family), STATIONS[0])
    with file.open("a", encoding="utf-8") as end:
        end.write(REASON.format(id=id_, family=family, station=station))
    return file, id_, CASE.format(id=id_, slug=id_.lower())


def main(arguments: list[str]) -> int:
    """Add one and say what is next; 2 with one sentence where that cannot be."""
    try:
        file, id_, cases = add(arguments[0] if arguments else "")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{file.relative_to(ROOT)} 末尾加了 {id_}。把〔 〕都换成你的话，再 make audit。")
    print(f"情形写进 tests/cases/ 里的一个文件，从这里开始：\n{cases}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
