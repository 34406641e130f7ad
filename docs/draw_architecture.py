"""Draw docs/architecture.svg from the import contract in pyproject.toml.

`make architecture` runs it; a test fails while the picture differs from the contract.
"""

from __future__ import annotations

import ast
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
CONTRACT = "The stages of the work"
WIDTH, ROW_HEIGHT, BOX_HEIGHT, GAP, MARGIN = 920, 78, 58, 14, 20
CHARACTER_WIDTH = 6.1  # px, of the small text


def layers() -> list[list[str]]:
    """The contract's layers, highest first; each with its packages."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    contracts = tools["importlinter"]["contracts"]
    rows = next(row["layers"] for row in contracts if row["name"] == CONTRACT)
    return [[name.strip() for name in row.replace(":", "|").split("|")] for row in rows]


def summary(name: str) -> str:
    """The first line of a package's docstring."""
    path = ROOT / name.replace(".", "/")
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return (ast.get_docstring(ast.parse(source.read_text())) or "").partition("\n")[0]


def shorten(text: str, width: float) -> str:
    """``text`` cut at a word, so that it fits into ``width`` pixels."""
    limit = int(width / CHARACTER_WIDTH)
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"


def draw() -> str:
    """The picture as SVG: a row for each layer, imports go downwards only."""
    rows = layers()
    height = 2 * MARGIN + len(rows) * ROW_HEIGHT - (ROW_HEIGHT - BOX_HEIGHT)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>The packages of claims: each imports only those below it</title>",
        "<style>text{font:15px system-ui,sans-serif;fill:#1a1a1a}"
        ".s{font-size:12px;fill:#444}rect{fill:#f4f1ea;stroke:#8a8375;rx:4}"
        "path{stroke:#8a8375;fill:none;marker-end:url(#a)}</style>",
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" style="fill:#8a8375;'
        'stroke:none;marker-end:none"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height}" style="fill:#fff;stroke:none"/>',
    ]
    for number, row in enumerate(rows):
        y = MARGIN + number * ROW_HEIGHT
        width = (WIDTH - 2 * MARGIN - (len(row) - 1) * GAP) / len(row)
        for place, name in enumerate(row):
            x = MARGIN + place * (width + GAP)
            lines += [
                f'<rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{BOX_HEIGHT}"/>',
                f'<text x="{x + 12:.0f}" y="{y + 24}">{escape(name.partition(".")[2])}</text>',
                f'<text class="s" x="{x + 12:.0f}" y="{y + 44}">'
                f"{escape(shorten(summary(name), width - 24))}</text>",
            ]
        if number:
            lines.append(f'<path d="M{WIDTH / 2:.0f} {y - (ROW_HEIGHT - BOX_HEIGHT)}V{y}"/>')
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(draw())
