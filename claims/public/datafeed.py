"""Everything at once, for programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from claims.public.caching import cached_page, public_page
from claims.public.queries import state_of_all_pages
from claims.publication.datafeed import datafeed
from claims.publication.site import identity


@public_page
def claimreviews(request: HttpRequest) -> HttpResponseBase:
    """The DataFeed of all ClaimReviews, sent while it is written."""
    response = cached_page(request, "datafeed", *state_of_all_pages(), render=_stream)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _stream() -> StreamingHttpResponse:
    pieces = datafeed(site=identity(), language=settings.LANGUAGE_CODE)
    return StreamingHttpResponse(pieces, content_type="application/json")
