"""The public, read-only API, and claim extraction without storage."""
