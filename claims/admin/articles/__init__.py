"""The admin pages of articles."""
