"""What all public pages share beside their content: templates, words, styles, settings."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

SOURCE_FOLDERS = [
    Path(settings.BASE_DIR) / "templates",
    *(
        Path(settings.BASE_DIR) / "claims" / part
        for part in ("public", "publication", "presentation", "templatetags", "static", "locale")
    ),
]
SETTINGS_SHOWN = (
    "SITE_NAME",
    "PUBLISHER_NAME",
    "SITE_URL",
    "CONTACT_EMAIL",
    "DATA_LICENSE",
    "TIME_ZONE",
)
STYLES = ("claims/tokens.css", "claims/site.css")  # their addresses change with every other one


@cache
def template_version() -> str:
    """Changes with every deployment that changes pages; the same on every machine that has it."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in SOURCE_FOLDERS for path in folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    for value in (*(getattr(settings, name) for name in SETTINGS_SHOWN), *map(static, STYLES)):
        digest.update(f"{value}\n".encode())
    return digest.hexdigest()[:16]
