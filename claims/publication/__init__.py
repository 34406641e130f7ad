"""5. Decisions become public."""
