#!/bin/sh
# Lock requirements*.in anew, each into its .txt with hashes; what is locked already stays unless its pin has changed.
set -eu
[ -x .lock/bin/pip-compile ] || { "$1" -m venv .lock && .lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools==7.6.2; }
for name in requirements requirements-dev requirements-audit requirements-docs requirements-mutate requirements-zensical; do
  .lock/bin/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-find-links --no-emit-index-url \
    --no-emit-trusted-host --output-file="$name.txt" "$name.in"
done
git --no-pager diff --stat -- 'requirements*.txt'
