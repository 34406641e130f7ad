"""SURFACE for editors: the Django admin."""
