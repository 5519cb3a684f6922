#!/bin/sh
# Make the virtual environment $1 with the CPython of .python-version, whose byte code Pyodide reads: one that is
# here, one that uv fetches, or one that a uv from the package index fetches.
set -u
venv=$1
wanted=$(cat .python-version)
own_uv=.tools/uv
reason=

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# Any Python that runs: enough to bring uv.
any_python() {
    for python in python3 python python3.14 python3.12 python3.11 "$HOME"/.pyenv/versions/3.*/bin/python; do
        if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import pip, sys; assert sys.version_info >= (3, 8)' 2>/dev/null; then
            echo "$python"
            return 0
        fi
    done
    return 1
}

# The version and the hashes of uv that requirements.txt locks, into a folder of its own.
bring_uv() {
    python=$(any_python) || return 1
    echo "· 没有 CPython $wanted，先用 $python 从软件包索引取 uv，放进 $own_uv" >&2
    mkdir -p "$own_uv"
    awk '/^uv==/ { on = 1 } on && /^(#|$)/ { exit } on' requirements.txt >"$own_uv/requirements.txt"
    PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade \
        --target "$own_uv" -r "$own_uv/requirements.txt" >/dev/null 2>&1
}

with_uv() {
    echo "· 用 uv 建立环境 $venv，没有 CPython $wanted 就先下载一个，三十多兆" >&2
    rm -rf "$venv"
    said=$("$1" venv --quiet --python "$wanted" "$venv" 2>&1 && "$venv/bin/python" -m ensurepip 2>&1) && return 0
    rm -rf "$venv"
    reason="（$(echo "$said" | sed 's/^ *[a-z]*: //' | tail -n 1)）"
    return 1
}

for python in "python$wanted" python3 python "$HOME"/.pyenv/versions/"$wanted"*/bin/python; do
    if command -v "$python" >/dev/null 2>&1 && [ "$(version_of "$python")" = "$wanted" ]; then
        echo "· 用 $python 建立环境 $venv" >&2
        rm -rf "$venv"
        "$python" -m venv "$venv" && exit 0
        echo "· $python 建不成环境，多半是少了 python$wanted-venv 这个软件包，换 uv 来" >&2
        break
    fi
done
if command -v uv >/dev/null 2>&1; then
    with_uv uv && exit 0
fi
if [ -x "$own_uv/bin/uv" ] || bring_uv; then
    with_uv "$own_uv/bin/uv" && exit 0
fi
found=$(python3 --version 2>/dev/null || echo "没有 Python")
echo "需要 CPython $wanted，这里有的是 $found，也没能替你取来一个$reason：装上它，或者连上网络、装好 uv，再运行一次。" >&2
exit 2
