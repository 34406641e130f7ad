"""The desk's work for programs: the same verbs as in the admin, in the name of a token's owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import answer_page
from claims.api.desk import rows
from claims.api.desk import serializers as shapes
from claims.api.desk.base import (
    Answer,
    BodySerializer,
    DeskAPIView,
    StrictJSONParser,
    once,
    read_body,
)
from claims.api.exceptions import TooLarge, UnprocessableRequest
from claims.api.pagination import MAX_ID, keyset_page
from claims.api.public.filters import fields_parameter, read_parameters
from claims.api.public.serializers import BaseSerializer, problems
from claims.editorial import claims as editorial
from claims.editorial import comments, verdicts
from claims.evidence import sources
from claims.ingest.articles import ingest_text
from claims.ingest.queue import queue_article
from claims.models import Article, Claim, Intake, Rating, Source
from claims.permissions import can_comment, can_propose, can_read_desk, can_suggest
from claims.tasks import capture_source, extract_article, ingest_queued_url, wake

Row = TypeVar("Row", bound=Model)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,255}$"},
    OpenApiParameter.HEADER,
    description="The same key sent again within a day gives the same answer, and does nothing.",
)

A_FILE = OpenApiExample(
    "ingest_file",
    value={"file": "<h1>Weniger Einbrüche</h1><p>…</p>", "publisher": "Zürcher Zeitung"},
    media_type="multipart/form-data",
    request_only=True,
)


def _reads(name: str, given: Any, *, summary: str, parameters: Any = None) -> Any:
    wrong = [401, 403, 429, 400 if parameters else 404]
    return extend_schema(
        operation_id=name,
        parameters=[parameters, fields_parameter(parameters)] if parameters else None,
        responses={200: given, **problems(*wrong)},
        summary=summary,
        description="",
    )


def _writes(
    name: str,
    body: Any,
    given: dict[int, Any],
    *,
    summary: str,
    example: Any = None,
    description: str = "",
    more: Sequence[OpenApiExample] = (),
) -> Any:
    shown = [OpenApiExample(name, value=example, request_only=True)] if example else []
    wrong = problems(400, 401, 403, 404, 409, 413, 415, 422, 429)
    return extend_schema(
        operation_id=name,
        parameters=[KEY],
        request=body,
        responses={**given, **wrong},
        examples=[*shown, *more],
        summary=summary,
        description=description,
    )


def row_of(rows: QuerySet[Row], pk: int) -> Row:
    if pk > MAX_ID:
        raise Http404
    return get_object_or_404(rows, pk=pk)


class ClaimActionView(DeskAPIView):
    """Something done to one claim: ``body`` is what it takes."""

    http_method_names = ["post", "options"]
    body: type[BodySerializer] = shapes.EmptyBodySerializer

    def post(self, request: Request, pk: int) -> Response:
        given = read_body(request, self.body)
        claim = row_of(Claim.objects.select_related("claimant", "assignee"), pk)
        return once(request, lambda: self.step(claim, given))

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        raise NotImplementedError


def does(
    name: str, given: type[BaseSerializer], *, status: int = 200, summary: str, example: Any = None
) -> Callable[[type[ClaimActionView]], type[ClaimActionView]]:
    """Describe what a step is called, takes and gives, for the OpenAPI document."""

    def described(step: type[ClaimActionView]) -> type[ClaimActionView]:
        body = None if step.body is shapes.EmptyBodySerializer else step.body
        post = _writes(name, body, {status: given}, summary=summary, example=example)
        return extend_schema_view(post=post)(step)

    return described


# --- Articles -------------------------------------------------------------------------------


class DeskArticleListView(DeskAPIView):
    http_method_names = ["post", "options"]
    may_write = can_suggest
    parser_classes = [StrictJSONParser, MultiPartParser]

    @property
    def most_bytes(self) -> int:
        """A file may be larger than what is sent as JSON, which has to be in memory at once."""
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE if self._is_form else super().most_bytes

    @property
    def _is_form(self) -> bool:
        return str(self.request.content_type).startswith("multipart/form-data")

    @_writes(
        "ingest_article",
        {
            "application/json": shapes.ArticleBodySerializer,
            "multipart/form-data": shapes.ArticleFileBodySerializer,
        },
        {
            200: shapes.DeskArticleSerializer,
            201: shapes.DeskArticleSerializer,
            202: shapes.QueuedURLSerializer,
        },
        summary="Take an article in: text or file at once, an address alone by a worker (202)",
        description="A file is sent as a form: `curl -F file=@artikel.html -F title=Einbrüche …`.",
        example={"url": "https://zeitung.example/einbrueche"},
        more=[A_FILE],
    )
    def post(self, request: Request) -> Response:
        given = read_body(
            request,
            shapes.ArticleFileBodySerializer if self._is_form else shapes.ArticleBodySerializer,
        )
        if file := given.pop("file", None):
            if file.size > settings.UPLOAD_MAX_BYTES:
                raise TooLarge(_("Send %d bytes at most.") % settings.UPLOAD_MAX_BYTES)
            return once(request, lambda: self._keep(file.read(), charset=file.charset, **given))
        if not given.get("text") and not given.get("url"):
            raise UnprocessableRequest(_("Give a text or an address."))
        return once(request, lambda: self._take_in(**given))

    def _take_in(self, *, text: str = "", url: str = "", **options: Any) -> Answer:
        if text:
            return self._keep(text, url=url, **options)
        intake = queue_article(url, actor=self.actor, **options)
        wake(ingest_queued_url, intake.pk)
        return Answer(rows.intake_row(intake), 202, f"/api/v1/desk/intakes/{intake.pk}/")

    def _keep(self, content: str | bytes, *, charset: str | None = None, **options: Any) -> Answer:
        ingested = ingest_text(content, declared=charset or "", actor=self.actor, **options)
        if ingested.changed:
            wake(extract_article, ingested.article.pk)
        article = Article.objects.select_related("publisher").get(pk=ingested.article.pk)
        return Answer(
            rows.desk_article(article),
            201 if ingested.created else 200,
            f"/api/v1/desk/articles/{article.pk}/",
        )


class DeskArticleDetailView(DeskAPIView):
    @_reads(
        "read_desk_article", shapes.DeskArticleSerializer, summary="An article, published or not"
    )
    def get(self, request: Request, pk: int) -> Response:
        return Response(rows.desk_article(row_of(Article.objects.select_related("publisher"), pk)))


class QueuedURLDetailView(DeskAPIView):
    may_read = can_read_desk | can_suggest

    @_reads("read_intake", shapes.QueuedURLSerializer, summary="What became of an address")
    def get(self, request: Request, pk: int) -> Response:
        return Response(rows.intake_row(row_of(Intake.objects.all(), pk)))


# --- Claims ---------------------------------------------------------------------------------


class DeskClaimListView(DeskAPIView):
    @_reads(
        "list_desk_claims",
        shapes.DeskClaimPageSerializer,
        parameters=shapes.DeskClaimFilter,
        summary="All claims, drafts included, the newest first",
    )
    def get(self, request: Request) -> Any:
        parameters = read_parameters(request, shapes.DeskClaimFilter)
        wanted = parameters.validated_data
        page, cursor = keyset_page(
            parameters.filtered(Claim.objects.select_related("claimant", "assignee")),
            order="-id",
            limit=wanted["limit"],
            cursor=wanted.get("cursor", ""),
        )
        found = [parameters.only_wanted(rows.desk_claim(claim)) for claim in page]
        return answer_page(request, found, cursor)


class DeskClaimDetailView(DeskAPIView):
    @_reads(
        "read_desk_claim", shapes.DeskClaimDetailSerializer, summary="A claim with what it rests on"
    )
    def get(self, request: Request, pk: int) -> Response:
        claim = row_of(Claim.objects.select_related("claimant", "assignee"), pk)
        return Response(rows.whole_desk_claim(claim, to=self.actor))


@does("accept_claim", shapes.DeskClaimSerializer, summary="Accept a suggested claim")
class AcceptClaimView(ClaimActionView):
    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(editorial.accept(claim, actor=self.actor)))


@does(
    "dismiss_claim",
    shapes.DeskClaimSerializer,
    summary="Put a claim aside",
    example={"reason": "not_checkable"},
)
class DismissClaimView(ClaimActionView):
    body = shapes.DismissBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(editorial.dismiss(claim, actor=self.actor, **given)))


@does(
    "attach_evidence",
    shapes.DeskEvidenceSerializer,
    status=201,
    summary="Put a passage of a source to a claim",
    example={"source": 3, "stance": "supports", "excerpt": "Die Polizei zählte 1204 Einbrüche"},
)
class EvidenceListView(ClaimActionView):
    body = shapes.EvidenceBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        source = Source.objects.filter(pk=given.pop("source")).first()
        if source is None:
            raise UnprocessableRequest(_("There is no such source."))
        piece = sources.attach_evidence(claim, source=source, actor=self.actor, **given)
        return Answer(rows.evidence_row(piece), 201)


@does(
    "propose_verdict",
    shapes.DeskVerdictSerializer,
    status=201,
    summary="Propose a verdict on one of the two questions; 409 with both texts after another",
    example={
        "rating": "true",
        "summary": "Die Statistik der Polizei bestätigt die Zahl.",
        "rationale": "Die *Kriminalstatistik* nennt 1204 Einbrüche.",
        "known_as_of": "2026-01-07",
        "seen": 0,
        "edit_number": 3,
    },
)
class VerdictListView(ClaimActionView):
    may_write = can_propose
    body = shapes.VerdictBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        scale = Rating.objects.filter(scale__aspect=given["aspect"], scale__is_default=True)
        rating = scale.select_related("scale").filter(slug=given.pop("rating")).first()
        if rating is None:
            known = ", ".join(scale.values_list("slug", flat=True))
            raise UnprocessableRequest(_("There is no such rating. Known: %s.") % known)
        verdict = verdicts.propose(claim, rating=rating, actor=self.actor, **given)
        return Answer(rows.verdict_row(verdict), 201)


@does(
    "comment",
    shapes.CommentSerializer,
    status=201,
    summary="Remark on a claim",
    example={"body": "Gilt die Zahl nur für die Stadt?", "is_blocking": True},
)
class CommentListView(ClaimActionView):
    may_write = can_comment
    body = shapes.CommentBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        remark = comments.comment(claim, actor=self.actor, **given)
        content = {"id": remark.pk, "body": remark.body, "is_blocking": remark.is_blocking}
        return Answer(content, 201)


# --- Sources --------------------------------------------------------------------------------


class SourceListView(DeskAPIView):
    http_method_names = ["post", "options"]

    @_writes(
        "add_source",
        shapes.SourceBodySerializer,
        {202: shapes.DeskSourceSerializer},
        summary="Name a source; a worker makes our copy of it",
        example={"url": "https://polizei.example/statistik", "kind": "official"},
    )
    def post(self, request: Request) -> Response:
        given = read_body(request, shapes.SourceBodySerializer)
        return once(request, lambda: self._add(given))

    def _add(self, given: dict[str, Any]) -> Answer:
        source = sources.add_source(given.pop("url", ""), actor=self.actor, **given)
        if source.due_at is not None:
            wake(capture_source, source.pk)
        return Answer(rows.source_row(source), 202, f"/api/v1/desk/sources/{source.pk}/")


class SourceDetailView(DeskAPIView):
    @_reads(
        "read_source", shapes.DeskSourceSerializer, summary="A source, and whether there is a copy"
    )
    def get(self, request: Request, pk: int) -> Response:
        return Response(rows.source_row(row_of(Source.objects.all(), pk)))
