"""Everything at once, for programs."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from claims.models import Claim
from claims.public.caching import public_page, tagged
from claims.public.site import identity
from claims.publication.datafeed import datafeed


@public_page
def claimreviews(request: HttpRequest) -> HttpResponseBase:
    """The DataFeed of all ClaimReviews, sent while it is written."""
    state = Claim.objects.published().aggregate(
        at=Max("publication__updated_at"), count=Count("pk"), version=Max("publication__version")
    )
    return tagged(request, "datafeed", *state.values(), render=_stream)


def _stream() -> StreamingHttpResponse:
    pieces = datafeed(site=identity(), language=settings.LANGUAGE_CODE)
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
