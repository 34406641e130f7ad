"""Who may open the reviewers' pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from claims.models import Claim, Comment, Correction
from claims.permissions import can_read_desk, require

View = Callable[..., HttpResponse]


def desk_only(view: View) -> View:
    """Sign in first; roles without a place at the desk are told so."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_read_desk, request.user)  # type: ignore[arg-type]  # login_required stands before
        return view(request, *args, **kwargs)

    return login_required(allowed)


def user_of(request: HttpRequest) -> User:
    """Who is signed in; ``desk_only`` has seen to it that somebody is."""
    return request.user  # type: ignore[return-value]


def desk_claim(pk: int) -> Claim:
    claims = Claim.objects.select_related("claimant", "article__publisher", "last_editor")
    return get_object_or_404(claims, pk=pk)


def desk_comment(pk: int) -> Comment:
    return get_object_or_404(Comment.objects.select_related("claim", "parent", "author"), pk=pk)


def desk_correction(pk: int) -> Correction:
    return get_object_or_404(Correction.objects.select_related("claim"), pk=pk)
