"""What the pages may call: registration only, one presenter per file."""

from __future__ import annotations

from typing import Any

from . import (
    check,
    claims,
    corrections,
    guides,
    ladder,
    leaflets,
    licences,
    offline,
    performance,
    prompts,
    publish,
    reasons,
    report,
    rule_changes,
    scams,
    sources,
    stations,
)
from .data import page as data
from .site import Site


def define_env(env: Any) -> None:
    """The hook that mkdocs-macros calls once a build."""
    site = Site.of(env)
    env.macro(site.present(check.check_page), "check_page")
    env.macro(site.present(check.embed_address), "embed_address")
    env.macro(site.present(check.embed_link), "embed_link")
    env.macro(site.present(stations.station_line), "station_line")
    env.macro(site.present(reasons.reason_section), "reason")
    env.macro(site.present(reasons.family_sections), "family")
    env.macro(site.present(reasons.families), "families")
    env.macro(site.present(reasons.steps), "steps")
    env.macro(site.present(reasons.limits), "limits")
    env.macro(site.present(prompts.prompts_list), "prompts_list")
    env.macro(site.present(prompts.prompt_links), "prompt_links")
    env.macro(site.present(prompts.ask_box), "ask_box")
    env.macro(site.present(claims.claims_list), "claims_list")
    env.macro(site.present(claims.contradictions_list), "contradictions_list")
    env.macro(site.present(claims.grade_legend), "grade_legend")
    env.macro(site.present(sources.sources_list), "sources_list")
    env.macro(site.present(sources.channels_list), "channels_list")
    env.macro(site.present(sources.clocks_list), "clocks_list")
    env.macro(site.present(sources.letters_list), "letters_list")
    env.macro(site.present(ladder.ladder), "ladder")
    env.macro(site.present(leaflets.leaflet), "leaflet")
    env.macro(site.present(guides.guide_links), "guide_links")
    env.macro(site.present(guides.also_asked), "also_asked")
    env.macro(site.present(rule_changes.changes_list), "changes_list")
    env.macro(site.present(rule_changes.newest_changes), "newest_changes")
    env.macro(site.present(rule_changes.change_line), "change_line")
    env.macro(site.present(scams.scams_list), "scams_list")
    env.macro(site.present(scams.wants_aid), "wants_aid")
    env.macro(site.present(scams.myths_list), "myths_list")
    env.macro(site.present(scams.urgent_steps), "urgent_steps")
    env.macro(site.present(report.report_aid), "report_aid")
    env.macro(site.present(licences.licences_list), "licences_list")
    env.macro(site.present(performance.performance), "performance")
    env.macro(site.present(corrections.contact_link), "contact_link")
    env.macro(site.present(data.data_list), "data_list")
    env.macro(lambda: data.site_address(site), "site_address")
    env.macro(site.claim, "claim")
    env.macro(site.dial, "dial")
    env.macro(lambda: offline.offline_copy(site), "offline_copy")
    env.macro(site.link, "link")
    env.macro(site.label, "label")
    env.macro(lambda what: claims.count(site, what), "count")
    env.variables["publisher"] = publish.Publisher(site)


def on_post_page_macros(env: Any) -> None:
    """The hook after each page: what search engines read about it."""
    env.variables["publisher"].describe(env.page, env.markdown)


def on_post_build(env: Any) -> None:
    """The hook at the end: files that are no pages."""
    env.variables["publisher"].finish(env.conf)
