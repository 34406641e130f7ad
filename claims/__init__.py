"""From an article to a re-checked public claim page: one package for each stage of the work."""
