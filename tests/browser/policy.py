"""What a page does against its policy, as the page itself is told."""

from __future__ import annotations

VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI || event.sample}`));
"""
"""A script for the start of a page: what is against the policy from then on stands in `violations`."""
