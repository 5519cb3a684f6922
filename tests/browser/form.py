"""The form of the check page as any browser reads it: expressions in JavaScript."""

from __future__ import annotations

FORM = """Object.fromEntries([...document.querySelectorAll('fieldset[data-question]')].map((field) => {
  const chosen = [...field.querySelectorAll('input:checked')].map((input) => input.value);
  return [field.id, 'many' in field.dataset ? chosen : chosen[0]];
}).filter(([, chosen]) => chosen && chosen.length))"""
"""An expression: the answers on the form."""

JUDGED = "JSON.parse(document.getElementById('diagnosis').dataset.answers || 'null')"
"""An expression: the answers that the verdict on the page is about."""
