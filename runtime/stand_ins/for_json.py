"""Stands in for json: the interpreter's own scanner and encoder, without what they fall back on.

The real one compiles several regular expressions, most of them for where there is no such scanner, and with them
brings in re and enum before the first answer: the checker needs those for a sentence only.
"""

from _json import encode_basestring, encode_basestring_ascii, make_encoder, make_scanner
from collections.abc import Callable
from json.decoder import JSONDecodeError  # for_json_decoder.py

WHITESPACE = " \t\n\r"


class _Reading:
    """What the scanner asks for."""

    strict = True
    object_hook = None
    parse_float = float
    parse_int = int
    parse_constant = {"-Infinity": float("-inf"), "Infinity": float("inf"), "NaN": float("nan")}.__getitem__

    def __init__(self, object_pairs_hook: object) -> None:
        self.object_pairs_hook = object_pairs_hook


def loads(s: str, *, object_pairs_hook: Callable[[list[tuple[str, object]]], object] | None = None) -> object:
    """The value of a JSON text; raises `JSONDecodeError`."""
    if not isinstance(s, str):
        raise TypeError(f"the JSON object must be str, not {type(s).__name__}")
    if s.startswith("\ufeff"):
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    start = _after_whitespace(s, 0)
    try:
        value, end = make_scanner(_Reading(object_pairs_hook))(s, start)  # type: ignore[arg-type]  # takes what has its attributes
    except StopIteration as stopped:
        raise JSONDecodeError("Expecting value", s, stopped.value) from None
    end = _after_whitespace(s, end)
    if end != len(s):
        raise JSONDecodeError("Extra data", s, end)
    return value


def dumps(
    obj: object,
    *,
    ensure_ascii: bool = True,
    default: Callable[[object], object] | None = None,
    separators: tuple[str, str] = (", ", ": "),
) -> str:
    """The JSON text of a value, in one line; raises `TypeError` for what JSON cannot hold."""
    item, key = separators
    text = encode_basestring_ascii if ensure_ascii else encode_basestring
    return "".join(make_encoder({}, default or _refuse, text, None, key, item, False, False, True)(obj, 0))


def _after_whitespace(s: str, at: int) -> int:
    while at < len(s) and s[at] in WHITESPACE:
        at += 1
    return at


def _refuse(obj: object) -> object:
    raise TypeError(f"Object of type {type(obj).__name__} is not JSON serializable")
