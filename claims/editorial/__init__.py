"""4. People decide: one function for each thing that may happen to a claim."""
