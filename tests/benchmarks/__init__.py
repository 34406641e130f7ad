"""Measurements. A module here has ``measure()``, which yields (what, figure, unit)."""
