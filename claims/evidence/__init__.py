"""Sources are attached: fetched, kept as snapshots, and cited by anchors into their text."""
