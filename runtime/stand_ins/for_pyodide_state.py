"""Stands in for saving what was imported, which the page never does: it starts the runtime anew."""
