from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import examples
from claims.api.base import ReadOnlyAPIView, answer, answer_page
from claims.api.examples import a_page
from claims.api.exceptions import not_found
from claims.api.pagination import MAX_ID, keyset_page, match_page
from claims.api.public.filters import (
    ArticleFilter,
    ClaimantFilter,
    ClaimFilter,
    ListParameters,
    OneArticleParameters,
    OneClaimantParameters,
    OneClaimParameters,
    Parameters,
    fields_parameter,
    read_parameters,
)
from claims.api.public.rows import CLAIM, article_row, claim_detail, claim_row, claimant_row
from claims.api.public.serializers import (
    ArticlePageSerializer,
    ArticleSerializer,
    ClaimantPageSerializer,
    ClaimantSerializer,
    ClaimDetailSerializer,
    ClaimPageSerializer,
    problems,
)
from claims.api.schema import exact
from claims.models import Article, Claimant, Publication
from claims.search.query import SearchQuery


def _described(
    name: str, answers: Any, parameters: type[Parameters], *, summary: str, example: Any = None
) -> Any:
    """What the OpenAPI document says of one endpoint."""
    wrong = [400, 429] if issubclass(parameters, ListParameters) else [400, 404, 429]
    return extend_schema(
        operation_id=name,
        parameters=[parameters, fields_parameter(parameters)],
        responses={200: answers, 304: None, **problems(*wrong)},
        examples=[OpenApiExample(name, value=example, response_only=True, status_codes=["200"])],
        summary=summary,
    )


class ClaimListView(ReadOnlyAPIView):
    @_described(
        "list_claims",
        ClaimPageSerializer,
        ClaimFilter,
        summary="Published claims, the newest first",
        example=a_page(examples.CLAIM),
    )
    def get(self, request: Request) -> HttpResponseBase:
        parameters = read_parameters(request, ClaimFilter)
        wanted = parameters.validated_data
        limit, cursor = wanted["limit"], wanted.get("cursor", "")
        if wanted.get("q", "").strip():
            words = SearchQuery(wanted["q"], is_filtered=parameters.is_filtered)
            narrow = parameters.filtered if parameters.is_filtered else None
            keys = words.rank(words.filter_pages(narrow, is_filtered=parameters.is_filtered).keys)
            values = Publication.objects.values_list(*CLAIM, named=True)
            page, cursor = match_page(keys, values, limit=limit, cursor=cursor)
        else:
            rows = parameters.filtered(Publication.objects.all())
            values = rows.values_list(*CLAIM, named=True)
            page, cursor = keyset_page(values, order="-updated_at", limit=limit, cursor=cursor)
        rows_wanted = [parameters.only_wanted(claim_row(row)) for row in page]
        return answer_page(request, rows_wanted, cursor)


class ClaimDetailView(ReadOnlyAPIView):
    @_described(
        "read_claim",
        ClaimDetailSerializer,
        OneClaimParameters,
        summary="One published claim, whole",
        example=examples.WHOLE_CLAIM,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        parameters = read_parameters(request, OneClaimParameters)
        if pk > MAX_ID:
            raise Http404
        claim = claim_detail(get_object_or_404(Publication, claim_id=pk))
        return answer(request, parameters.only_wanted(claim))


class ArticleListView(ReadOnlyAPIView):
    @_described(
        "list_articles",
        ArticlePageSerializer,
        ArticleFilter,
        summary="Articles with published claims",
        example=a_page(examples.ARTICLE),
    )
    def get(self, request: Request) -> HttpResponseBase:
        parameters = read_parameters(request, ArticleFilter)
        wanted = parameters.validated_data
        rows = parameters.filtered(Article.objects.published().select_related("publisher"))
        page, cursor = keyset_page(
            rows, order="-id", limit=wanted["limit"], cursor=wanted.get("cursor", "")
        )
        rows_wanted = [parameters.only_wanted(article_row(row)) for row in page]
        return answer_page(request, rows_wanted, cursor)


class ArticleDetailView(ReadOnlyAPIView):
    @_described(
        "read_article",
        ArticleSerializer,
        OneArticleParameters,
        summary="One article",
        example=examples.ARTICLE,
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        parameters = read_parameters(request, OneArticleParameters)
        rows = Article.objects.published().select_related("publisher")
        article = article_row(get_object_or_404(rows, slug=slug))
        return answer(request, parameters.only_wanted(article))


class ClaimantListView(ReadOnlyAPIView):
    @_described(
        "list_claimants",
        ClaimantPageSerializer,
        ClaimantFilter,
        summary="Who made published claims, by name",
        example=a_page(examples.CLAIMANT),
    )
    def get(self, request: Request) -> HttpResponseBase:
        parameters = read_parameters(request, ClaimantFilter)
        wanted = parameters.validated_data
        page, cursor = keyset_page(
            parameters.filtered(Claimant.objects.published()),
            order="name",
            limit=wanted["limit"],
            cursor=wanted.get("cursor", ""),
        )
        rows_wanted = [parameters.only_wanted(claimant_row(row)) for row in page]
        return answer_page(request, rows_wanted, cursor)


class ClaimantDetailView(ReadOnlyAPIView):
    @_described(
        "read_claimant",
        ClaimantSerializer,
        OneClaimantParameters,
        summary="One claimant",
        example=examples.CLAIMANT,
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        parameters = read_parameters(request, OneClaimantParameters)
        claimant = get_object_or_404(Claimant.objects.published().at(slug))
        return answer(request, parameters.only_wanted(claimant_row(claimant)))


@extend_schema(exclude=True)
class SchemaView(ReadOnlyAPIView):
    def get(self, request: Request) -> HttpResponseBase:
        return answer(request, _openapi())


@cache
def _openapi() -> Any:
    return exact(SchemaGenerator().get_schema(public=True))


@extend_schema(exclude=True)
class NotFoundView(ReadOnlyAPIView):
    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete", "trace"]

    def get(self, request: Request, rest: str = "") -> Response:
        raise not_found()

    post = put = patch = delete = trace = get


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
