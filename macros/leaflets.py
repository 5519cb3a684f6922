"""Leaflets: one sheet of A4, folded once, with what the knowledge says about one thing, for the hands of helpers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from markupsafe import Markup

from checker.life import is_overdue
from checker.model import Channel, Clock, Entry, Prompt, Reason, Remedy, Scam

from .report import report_aid
from .site import Site, public_address


@dataclass(frozen=True)
class Leaflet:
    """What stands on one sheet: the entries themselves, in the order in which they are printed."""

    prompt: Prompt | None
    scam: Scam | None
    reason: Reason | None
    steps: tuple[Remedy, ...]
    says: tuple[Scam, ...]
    clocks: tuple[Clock, ...]
    call: tuple[Channel, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is printed."""
        alone = tuple(entry for entry in (self.prompt, self.scam, self.reason) if entry)
        return (*alone, *self.steps, *self.says, *self.clocks, *self.call)

    @property
    def reviewed(self) -> date:
        """The day on which the whole sheet was last known to be right: the oldest review of all that is printed."""
        return min(entry.reviewed for entry in self.entries)

    def is_overdue(self, today: date) -> bool:
        """Whether anything on it should have been reviewed again."""
        return any(is_overdue(entry, today) for entry in self.entries)


def leaflet(  # noqa: PLR0913 - each is one part of a sheet
    site: Site,
    about: str,
    *,
    prompt: str = "",
    scam: str = "",
    reason: str = "",
    is_summary: bool = False,
    steps: Sequence[str] = (),
    says: Sequence[str] = (),
    clocks: Sequence[str] = (),
    call: Sequence[str] = (),
    is_report: bool = False,
) -> Markup:
    """The sheet about the page `about` (a path below ``docs``), made of the entries whose ids are given.

    `prompt`, `scam` and `reason` say what it is about; of the reason it prints what not to do, and its summary if
    `is_summary`. `is_report` adds the picture of a credit report.
    """
    k = site.knowledge
    sheet = Leaflet(
        prompt=k.prompts[prompt] if prompt else None,
        scam=k.scams[scam] if scam else None,
        reason=k.reasons[reason] if reason else None,
        steps=tuple(k.remedies[id_] for id_ in steps),
        says=tuple(k.scams[id_] for id_ in says),
        clocks=tuple(k.clocks[id_] for id_ in clocks),
        call=tuple(k.channels[id_] for id_ in call),
    )
    address = public_address(site.env.conf["site_url"], site.href_from_root(about))
    return site.render(
        "leaflet.html",
        sheet=sheet,
        title=site.env.page.meta["heading"],
        is_summary=is_summary,
        report=report_aid(site) if is_report else "",
        about=about,
        address=address,
        code=qr_code(address) if address else "",
    )


def qr_code(address: str) -> Markup:
    """`address` as a QR code: an inline SVG without styles, as the policy allows none, with its quiet zone."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=4, light="#fff"))  # noqa: S704
