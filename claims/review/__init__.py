"""SURFACE for reviewers: read, comment, sign off."""
