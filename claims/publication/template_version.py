"""What all public pages share beside their content: templates, words, styles, settings."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

FOLDERS = [
    Path(settings.BASE_DIR) / "templates",
    *(
        Path(settings.BASE_DIR) / "claims" / part
        for part in ("public", "publication", "presentation", "templatetags", "static", "locale")
    ),
]
TOLD = ("SITE_NAME", "PUBLISHER_NAME", "SITE_URL", "CONTACT_EMAIL", "DATA_LICENSE", "TIME_ZONE")
STYLES = ("claims/tokens.css", "claims/site.css")  # their addresses change with every other one


@cache
def template_version() -> str:
    """Changes with every deployment that changes pages; the same on every machine that has it."""
    seen = hashlib.sha256()
    for path in sorted(path for folder in FOLDERS for path in folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            seen.update(f"{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    for told in (*(getattr(settings, name) for name in TOLD), *map(static, STYLES)):
        seen.update(f"{told}\n".encode())
    return seen.hexdigest()[:16]
