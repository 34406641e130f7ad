"""The site's addresses, and two views to compare with: an empty one, and 50 rows as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from claims.models import Publication
from factcheck.urls import urlpatterns as site

COLUMNS = ("claim_id", "statement", "headline", "language", "rating__slug", "claimant__name")


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>empty</title>")


def rows(request: HttpRequest) -> HttpResponse:
    """What a hand would write for the list: the same 50 rows, their documents included."""
    newest = Publication.objects.standing().order_by("-updated_at", "-pk")[:50]
    return JsonResponse({"results": list(newest.values("document", "updated_at", *COLUMNS))})


urlpatterns = [path("empty/", empty), path("rows/", rows), *site]
