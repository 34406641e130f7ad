"""The start page of the desk."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User

from claims.admin.dashboard.views import Desk
from claims.admin.dashboard.views import desk_of as load

register = template.Library()


@register.simple_tag
def desk_of(user: User) -> Desk:
    return load(user)
