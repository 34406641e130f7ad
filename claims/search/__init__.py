"""Search over published claims, in the database."""
