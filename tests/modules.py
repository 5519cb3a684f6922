"""The pages' modules as tests use them: run in node where they are pure, and read for who imports whom."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from publishing.scripts import ASSETS
from runtime.node_tools import node

SCRIPTS = ASSETS / "scripts"

IMPORT = re.compile(r'^(?:import|export) (?:[^"]*? from )?"(\.[^"]+)";$', re.MULTILINE)


def modules() -> list[str]:
    """Every module, by its path below `SCRIPTS`."""
    return sorted(path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.rglob("*.js"))


def imported(module: str) -> set[str]:
    """The modules that `module` imports, by their paths below `SCRIPTS`; types are not imported."""
    text = (SCRIPTS / module).read_text(encoding="utf-8")
    return {posixpath.normpath(posixpath.join(posixpath.dirname(module), name)) for name in IMPORT.findall(text)}


def run(module: str, function: str, given: object) -> object:
    """What the JavaScript `function`, such as ``({ settle }, given) => …``, makes of a pure module and of `given`.

    Both ways as JSON.
    """
    code = f"""
      import {{ readFileSync }} from "node:fs";
      import * as module from {json.dumps((SCRIPTS / module).as_uri())};
      process.stdout.write(JSON.stringify(({function})(module, JSON.parse(readFileSync(0)))));
    """
    command = [node(), "--input-type=module", "--eval", code]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def running(module: str, function: str) -> Iterator[Callable[[object], object]]:
    """As `run`, for many calls of one function: node is started once, and ends with the block."""
    code = f"""
      import {{ createInterface }} from "node:readline";
      import * as module from {json.dumps((SCRIPTS / module).as_uri())};
      const answer = (line) => {{
        try {{ return {{ made: ({function})(module, JSON.parse(line)) }}; }}
        catch (error) {{ return {{ error: error.stack }}; }}
      }};
      for await (const line of createInterface({{ input: process.stdin }}))
        process.stdout.write(JSON.stringify(answer(line)) + "\\n");
    """
    command = [node(), "--input-type=module", "--eval", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        asked, answers = process.stdin, process.stdout

        def call(given: object) -> object:
            asked.write(json.dumps(given) + "\n")
            asked.flush()
            answer = json.loads(answers.readline())
            assert "error" not in answer, answer["error"]
            return answer["made"]

        yield call
