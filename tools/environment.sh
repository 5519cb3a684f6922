#!/bin/sh
# Make the virtual environment $1 with CPython 3.13: the version whose byte code Pyodide 0.29 reads.
set -u
venv=$1
wanted=$(cat .python-version)

is_wanted() {
  "$1" -c "import sys, venv; raise SystemExit('%d.%d' % sys.version_info[:2] != '$wanted')" 2>/dev/null
}

for python in "python$wanted" python3 python "$HOME"/.pyenv/versions/"$wanted"*/bin/python; do
  if command -v "$python" >/dev/null 2>&1 && is_wanted "$python"; then
    echo "· 用 $python 建立环境 $venv" >&2
    rm -rf "$venv"
    "$python" -m venv "$venv" && exit 0
    echo "没能用 $python 建立环境 $venv：Debian 上请先装 python$wanted-venv。" >&2
    exit 2
  fi
done
if command -v uv >/dev/null 2>&1; then
  echo "· 用 uv 建立环境 $venv，没有 CPython $wanted 就先下载一个" >&2
  rm -rf "$venv"
  uv venv --quiet --seed --python "$wanted" "$venv" && exit 0
fi
found=$(python3 --version 2>/dev/null || echo "没有找到 Python")
echo "需要 CPython $wanted（找到的是 $found）：装上它，或者装 uv，它会自己带一个来。" >&2
exit 2
