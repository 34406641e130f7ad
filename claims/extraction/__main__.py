"""``python -m claims.extraction``: the engine from the command line."""

from __future__ import annotations

import sys

from claims.extraction.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
