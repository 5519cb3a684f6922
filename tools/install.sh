#!/bin/sh
# Install the hash-locked requirements $2 into the environment $1; one sentence if that fails.
set -u
log=$(mktemp)
if "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2" >"$log" 2>&1; then
  rm -f "$log"
  exit 0
fi
reason=$(grep -E '^ERROR' "$log" | tail -n 1)
rm -f "$log"
echo "没能装好 $2：${reason:-pip 没有说原因}。多半是网络不通，连上以后再试一次。" >&2
exit 2
