from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from claims.api.exceptions import not_found
from claims.api.pagination import KeysetPagination
from claims.api.parameters import Parameters, field_names
from claims.api.public.filters import ArticleFilter, ClaimantFilter, ClaimFilter
from claims.api.public.serializers import (
    MAX_ANONYMOUS_TEXT_LENGTH,
    ArticleSerializer,
    ClaimantSerializer,
    ClaimDetailSerializer,
    ClaimSerializer,
    ExtractBodySerializer,
    ExtractionSerializer,
)
from claims.api.schema import EXAMPLES, describe, narrow_schema
from claims.api.serializers import read_body
from claims.api.throttling import AnonymousExtractThrottle, ExtractThrottle
from claims.api.views import (
    BaseAPIView,
    BaseViewSet,
    ORJSONRenderer,
    TokenAPIView,
    make_conditional,
)
from claims.extraction.engine import extract
from claims.models import Article, Claimant, Publication
from claims.search.query import SearchQuery

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
}


def _describe(operation_id: str, serializer_class: Any, *, row: str, summary: str) -> Any:
    """``row``: the example that has the fields."""
    return describe(
        operation_id,
        {200: serializer_class, 304: None},
        example={name: EXAMPLES[row][name] for name in field_names(serializer_class)},
        summary=summary,
        errors=[400, 429] if operation_id.startswith("list_") else [400, 404, 429],
    )


class PublicAPIView(BaseAPIView):
    """Anyone may read, from anywhere; nobody may write."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [ORJSONRenderer]

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS.items():
            final[name] = value
        # A reader asks each time whether it has changed: no old text after a correction.
        final["Cache-Control"] = "public, max-age=0, must-revalidate"
        return make_conditional(request, final)


class PublicViewSet(PublicAPIView, BaseViewSet, ReadOnlyModelViewSet):  # type: ignore[type-arg]
    pagination_class = KeysetPagination


@extend_schema_view(
    list=_describe(
        "list_claims",
        ClaimSerializer,
        row="read_claim",
        summary="Published claims, the newest first",
    ),
    retrieve=_describe(
        "read_claim", ClaimDetailSerializer, row="read_claim", summary="One published claim, whole"
    ),
)
class ClaimViewSet(PublicViewSet):
    queryset = Publication.objects.all()
    lookup_field = "claim_id"
    lookup_url_kwarg = "pk"
    lookup_value_converter = "int"
    parameter_classes = {"list": ClaimFilter, "retrieve": Parameters}
    ordering = "-updated_at"

    def get_queryset(self) -> Any:
        if self.action == "retrieve":
            return super().get_queryset()
        return Publication.objects.only(
            "claim_id", "document", "related", "rechecked_at", "updated_at"
        )

    def get_serializer_class(self) -> Any:
        return ClaimDetailSerializer if self.action == "retrieve" else ClaimSerializer

    def filter_queryset(self, queryset: Any) -> Any:
        """With words `get_matches` applies the filters."""
        return queryset if self._words else super().filter_queryset(queryset)

    def get_matches(self) -> list[int] | None:
        if not self._words:
            return None
        parameters = self.parameters
        assert isinstance(parameters, ClaimFilter)
        is_filtered = parameters.is_filtered
        query = SearchQuery(self._words, is_filtered=is_filtered)
        narrow = parameters.filter if is_filtered else None
        return query.rank(query.filter_pages(narrow, is_filtered=is_filtered).keys)

    @property
    def _words(self) -> str:
        words = self.parameters.validated_data.get("q", "")
        return words if words.strip() else ""


@extend_schema_view(
    list=_describe(
        "list_articles",
        ArticleSerializer,
        row="read_article",
        summary="Articles with published claims",
    ),
    retrieve=_describe(
        "read_article", ArticleSerializer, row="read_article", summary="One article"
    ),
)
class ArticleViewSet(PublicViewSet):
    queryset = Article.objects.published().select_related("publisher")
    serializer_class = ArticleSerializer
    lookup_field = "slug"
    lookup_value_converter = "slug"
    parameter_classes = {"list": ArticleFilter, "retrieve": Parameters}
    ordering = "-id"


@extend_schema_view(
    list=_describe(
        "list_claimants",
        ClaimantSerializer,
        row="read_claimant",
        summary="Who made published claims, by name",
    ),
    retrieve=_describe(
        "read_claimant", ClaimantSerializer, row="read_claimant", summary="One claimant"
    ),
)
class ClaimantViewSet(PublicViewSet):
    queryset = Claimant.objects.published()
    serializer_class = ClaimantSerializer
    lookup_field = "slug"
    lookup_value_converter = "slug"
    parameter_classes = {"list": ClaimantFilter, "retrieve": Parameters}
    ordering = "name"

    def get_object(self) -> Any:
        """By the address from before a merge too."""
        queryset = self.filter_queryset(self.get_queryset())
        return get_object_or_404(queryset.at(self.kwargs["slug"]))


class ExtractView(TokenAPIView):
    """Open to all, with small limits; a token raises them. Nothing of the text is stored."""

    permission_classes = [AllowAny]
    throttle_classes = [ExtractThrottle, AnonymousExtractThrottle]
    http_method_names = ["post", "options"]

    @describe(
        "extract_claims",
        ExtractionSerializer,
        body=ExtractBodySerializer,
        errors=[400, 401, 413, 415, 429],
        summary="The claims in a text, which is not stored",
        description=(
            "Who said what, in which words, at which characters: rules alone, no AI service. "
            "Without a token for short texts and a few requests a minute."
        ),
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, ExtractBodySerializer)
        if request.auth is None and len(body["text"]) > MAX_ANONYMOUS_TEXT_LENGTH:
            message = _(
                "The text is longer than %(most)d characters, as many as may be sent without a "
                "token."
            )
            raise ValidationError({"text": [message % {"most": MAX_ANONYMOUS_TEXT_LENGTH}]})
        found = extract(body["text"], language=body.get("language"))
        claims = [claim.as_dict() for claim in found.claims]
        content = {"language": found.language, "notes": found.notes, "claims": claims}
        return Response(
            ExtractionSerializer(content).data, headers={"Cache-Control": "private, no-store"}
        )


@extend_schema(exclude=True)
class SchemaView(PublicAPIView):
    def get(self, request: Request) -> Response:
        return Response(_openapi())


@cache
def _openapi() -> Any:
    return narrow_schema(SchemaGenerator().get_schema(public=True))


@extend_schema(exclude=True)
class NotFoundView(PublicAPIView):
    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete", "trace"]

    def get(self, request: Request, rest: str = "") -> Response:
        raise not_found()

    post = put = patch = delete = trace = get


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
