"""The editors' desk: Django's admin, and the workbench inside it."""

from allauth.account import admin as account_admin
from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from claims.admin import (
    articles,
    claimants,
    claims,
    findings,
    login,
    people,
    rechecks,
    reports,
    sources,
    subscriptions,
    tokens,
    topics,
    verdicts,
    webhooks,
)

__all__ = [
    "articles",
    "claimants",
    "claims",
    "findings",
    "login",
    "people",
    "rechecks",
    "reports",
    "sources",
    "subscriptions",
    "tokens",
    "topics",
    "verdicts",
    "webhooks",
]

# The head of each page leads to the lists; a column of all tables would only narrow the text.
admin.site.enable_nav_sidebar = False
# One login for all surfaces, with lock-out and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(account_admin.EmailAddress)  # a library's table that nothing here fills
