"""What the pages may call: registration only, one presenter per file."""

from __future__ import annotations

from typing import Any

from . import check, lists, reasons, scams, stations
from .site import Site


def define_env(env: Any) -> None:
    """The hook that mkdocs-macros calls once a build."""
    site = Site.of(env)
    env.macro(site.present(check.check_page), "check_page")
    env.macro(site.present(stations.station_line), "station_line")
    env.macro(site.present(reasons.reason_section), "reason")
    env.macro(site.present(reasons.family_sections), "family")
    env.macro(site.present(reasons.steps), "steps")
    env.macro(site.present(lists.claims_table), "claims_table")
    env.macro(site.present(lists.sources_list), "sources_list")
    env.macro(site.present(lists.channels_list), "channels_list")
    env.macro(site.present(lists.clocks_list), "clocks_list")
    env.macro(site.present(lists.prompts_list), "prompts_list")
    env.macro(site.present(lists.counts), "counts")
    env.macro(site.present(scams.scams_list), "scams_list")
    env.macro(site.present(scams.myths_list), "myths_list")
    env.macro(site.link, "link")
    env.macro(site.label, "label")
