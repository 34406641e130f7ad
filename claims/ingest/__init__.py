"""An article comes in: its text is separated from the page around it and kept as a revision."""
