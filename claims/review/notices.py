"""A person's notices, how often they come by e-mail, and what they watch."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Notice, NoticeSettings
from claims.notifications import notices
from claims.notifications.watchers import unwatch, watch
from claims.permissions import desk
from claims.review.decorators import desk_claim, desk_only, user_of

PAGE_SIZE = 50
NAMES = 8  # offered at once to who types an @


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = NoticeSettings
        fields = ["rate", "language"]
        labels = {
            "rate": gettext_lazy("Unread notices come by e-mail"),
            "language": gettext_lazy("In this language"),
        }
        widgets = {"rate": forms.RadioSelect}


@require_safe
@never_cache
@desk_only
def listing(request: HttpRequest) -> HttpResponse:
    mine = Notice.objects.filter(recipient=user_of(request))
    show_all = request.GET.get("show") == "all"
    rows = mine if show_all else mine.unread()
    rows = rows.select_related("claim", "actor", "comment").prefetch_related("comment__versions")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "show_all": show_all, "section": "notices", "newest": mine.first()}
    return render(request, "review/notices.html", context)


@require_POST
@desk_only
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read, and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, recipient=user_of(request))
    notices.mark_read(notice)
    return redirect(notice.place)


@require_POST
@desk_only
def mark_all(request: HttpRequest) -> HttpResponse:
    until = request.POST.get("until", "")
    notices.mark_all_read(of=user_of(request), until=_number(until))
    return redirect("review:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@desk_only
def preferences(request: HttpRequest) -> HttpResponse:
    person = user_of(request)
    row = NoticeSettings.objects.filter(person=person).first() or NoticeSettings(
        person=person, language=settings.LANGUAGE_CODE
    )
    form = SettingsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("review:notice-settings")
    context = {"form": form, "section": "notices", "address": person.email}
    context |= {"mail_is_on": settings.MAIL_IS_ON, "parked": person.digests.parked().last()}
    return render(request, "review/notice_settings.html", context)


@require_POST
@desk_only
def set_watch(request: HttpRequest, pk: int) -> HttpResponse:
    claim = desk_claim(pk)
    verb = watch if request.POST.get("on") == "1" else unwatch
    verb(claim, actor=user_of(request))
    return redirect("review:claim", pk=claim.pk)


@require_safe
@never_cache
@desk_only
def names(request: HttpRequest) -> JsonResponse:
    """People whose user name or name begins with ``q``: [{"name": …, "full": …}, …]."""
    return JsonResponse({"people": _beginning_with(request.GET.get("q", "")[:150])})


def _beginning_with(typed: str) -> list[dict[str, str]]:
    wanted = Q()
    # SQLite compares letters beyond ASCII exactly.
    for form in {typed, typed.lower(), typed.upper(), typed.capitalize()}:
        wanted |= Q(username__istartswith=form) | Q(first_name__istartswith=form)
        wanted |= Q(last_name__istartswith=form)
    rows: list[User] = list(desk().filter(wanted).order_by("username")[:NAMES])
    return [{"name": person.username, "full": person.get_full_name()} for person in rows]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
