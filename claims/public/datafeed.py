"""Everything at once, for programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from claims.public.caching import cached_page, public_page
from claims.public.selectors import all_pages_state
from claims.publication.datafeed import datafeed
from claims.publication.site import site_identity


@public_page
def claimreviews(request: HttpRequest) -> HttpResponseBase:
    """The DataFeed of all ClaimReviews, sent while it is written."""
    response = cached_page(request, "datafeed", *all_pages_state(), render=_stream)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _stream() -> StreamingHttpResponse:
    pieces = datafeed(site=site_identity(), language=settings.LANGUAGE_CODE)
    return StreamingHttpResponse(pieces, content_type="application/json")
