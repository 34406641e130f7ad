"""The editors' desk: Django's admin, and the workbench inside it."""

from allauth.account import admin as account_admin
from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from claims.admin import reports, sources, subscriptions, topics, verdicts, webhooks
from claims.admin.accounts import api_tokens, login, users
from claims.admin.articles import admin as articles
from claims.admin.claimants import admin as claimants
from claims.admin.claims import admin as claims
from claims.admin.rechecks import admin as rechecks
from claims.admin.rechecks import findings

__all__ = [
    "api_tokens",
    "articles",
    "claimants",
    "claims",
    "findings",
    "login",
    "rechecks",
    "reports",
    "sources",
    "subscriptions",
    "topics",
    "users",
    "verdicts",
    "webhooks",
]

# The head of each page leads to the lists; a column of all tables would only narrow the text.
admin.site.enable_nav_sidebar = False
# One login for all surfaces, with lock-out and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(account_admin.EmailAddress)  # a library's table that nothing here fills
