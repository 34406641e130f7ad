"""SURFACE for programs: the REST API."""
