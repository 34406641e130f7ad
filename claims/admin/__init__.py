"""The editors' desk: Django's admin, and the workbench inside it."""

from django.contrib import admin

from claims.admin import (
    articles,
    claimants,
    claims,
    people,
    rechecks,
    sources,
    topics,
    verdicts,
)

__all__ = ["articles", "claimants", "claims", "people", "rechecks", "sources", "topics", "verdicts"]

# The head of each page leads to the lists; a column of all tables would only narrow the text.
admin.site.enable_nav_sidebar = False
