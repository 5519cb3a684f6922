"""Chores of developers; nothing that a build needs."""
