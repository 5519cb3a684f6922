"""The program's entry: Ctrl-C ends it with one line, also while it is still loading.

Nothing is imported at the top but what Python has loaded already, and `signal`, which brings
`enum` along. What comes before that is Python's own start, which no program can guard.
"""

import os
import sys

STOPPED = "已停下。\n"

try:
    import signal
except KeyboardInterrupt:
    os.write(2, STOPPED.encode())
    sys.exit(130)


def main() -> int:
    """Run the command line; returns the exit status."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)
    from .command_line import main as run  # noqa: PLC0415

    if signal.getsignal(signal.SIGINT) is _stop:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run()
    except KeyboardInterrupt:
        os.write(2, STOPPED.encode())
        return 130


def _stop(_number: int, _frame: object) -> None:
    """Leave at once, from whatever import this falls into."""
    os.write(2, STOPPED.encode())
    os._exit(130)


if __name__ == "__main__":
    sys.exit(main())
