"""What a sheet of answers says of one reason: that it is found, or that it is still open."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Evidence
from .model import KINDS, Kind

RANK: dict[Kind, int] = {kind: rank for rank, kind in enumerate(KINDS)}
"""Kind → its place in the order in which findings are shown; 0 comes first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A reason that the answers establish."""

    id: str
    kind: Kind
    because: Evidence  #: the answers that decided it, in the order of the form


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A reason that the answers so far leave open."""

    id: str
    kind: Kind  #: the most serious kind that it may still turn out to be
    missing: tuple[str, ...]  #: the questions that would settle it, in the order of the form
