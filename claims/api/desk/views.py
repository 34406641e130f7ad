"""The desk's work for programs: the verbs of the admin, in the name of a token's owner.

Whoever decides about versions names the hashes of those they have read: none is approved, sent
back or published that came in between.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import get_object_or_404
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rules.predicates import Predicate

from claims.api.desk.idempotency import Answer, run_once
from claims.api.desk.serializers import (
    ArticleBodySerializer,
    ArticleFileBodySerializer,
    CommentBodySerializer,
    CommentSerializer,
    CorrectionBodySerializer,
    DeskArticleSerializer,
    DeskClaimDetailSerializer,
    DeskClaimFilter,
    DeskClaimSerializer,
    DeskCorrectionSerializer,
    DeskEvidenceSerializer,
    DeskPageSerializer,
    DeskSourceSerializer,
    DeskVerdictSerializer,
    DismissBodySerializer,
    EditBodySerializer,
    EmptyBodySerializer,
    EvidenceBodySerializer,
    QueuedURLSerializer,
    ReasonBodySerializer,
    SeenBodySerializer,
    SendBackBodySerializer,
    SourceBodySerializer,
    VerdictBodySerializer,
    WithdrawBodySerializer,
)
from claims.api.exceptions import TooLarge, UnprocessableRequest
from claims.api.pagination import MAX_ID, KeysetPagination
from claims.api.schema import EXAMPLES, describe
from claims.api.serializers import BodySerializer, Serializer, read_body
from claims.api.throttling import TokenThrottle
from claims.api.views import BaseViewSet, StrictJSONParser, TokenAPIView, make_conditional
from claims.editorial import claims as editorial
from claims.editorial import comments, verdicts
from claims.editorial.assessments import visible_versions
from claims.evidence import sources
from claims.ingest.articles import ingest_text
from claims.ingest.queue import queue_article
from claims.models import (
    ApiToken,
    Article,
    Claim,
    Comment,
    Correction,
    Evidence,
    Intake,
    Publication,
    Rating,
    Source,
    Verdict,
)
from claims.permissions import (
    can_comment,
    can_edit,
    can_handle_findings,
    can_propose,
    can_publish,
    can_read_desk,
    can_request_changes,
    can_sign_off,
    can_suggest,
    require,
)
from claims.publication import publish as publication
from claims.tasks import capture_source, extract_article, ingest_queued_url, wake

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,255}$"},
    OpenApiParameter.HEADER,
    description="The same key sent again within a day gives the same answer, and does nothing.",
)
FILE_EXAMPLE = OpenApiExample(
    "ingest_file",
    value=EXAMPLES["ingest_file"],
    media_type="multipart/form-data",
    request_only=True,
)


def _describe_read(operation_id: str, serializer: Any, *, summary: str) -> Any:
    error = 400 if operation_id.startswith("list_") else 404
    return describe(operation_id, serializer, summary=summary, errors=[401, 403, 429, error])


def _describe_write(operation_id: str, responses: Any, **options: Any) -> Any:
    errors = [400, 401, 403, 404, 409, 413, 415, 422, 429]
    return describe(operation_id, responses, errors=errors, parameters=[KEY], **options)


class DeskViewSet(TokenAPIView, BaseViewSet):
    """Roles decide here, before anyone learns what the body should be; verbs check the claim."""

    permission_classes = [IsAuthenticated]
    throttle_classes = [TokenThrottle]
    may_read = can_read_desk
    may_write = can_edit

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            require(self.may_read, self.actor)
        elif isinstance(request.auth, ApiToken) and request.auth.reads_only:
            raise PermissionDenied(_("This token may only read."))
        elif request.method != "OPTIONS":
            require(self.may_write, self.actor)

    @property
    def actor(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Cache-Control"] = "private, no-store"
        return final


# --- Articles -------------------------------------------------------------------------------


@extend_schema_view(
    retrieve=_describe_read(
        "read_desk_article", DeskArticleSerializer, summary="An article, published or not"
    )
)
class DeskArticleViewSet(RetrieveModelMixin, DeskViewSet):
    queryset = Article.objects.select_related("publisher")
    serializer_class = DeskArticleSerializer
    lookup_value_converter = "int"
    may_write = can_suggest
    parser_classes = [StrictJSONParser, MultiPartParser]

    @property
    def max_bytes(self) -> int:
        """A file may be larger than JSON, which has to be in memory at once."""
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE if self._is_form else super().max_bytes

    @property
    def _is_form(self) -> bool:
        return str(self.request.content_type).startswith("multipart/form-data")

    @_describe_write(
        "ingest_article",
        {200: DeskArticleSerializer, 201: DeskArticleSerializer, 202: QueuedURLSerializer},
        body={
            "application/json": ArticleBodySerializer,
            "multipart/form-data": ArticleFileBodySerializer,
        },
        summary="Take an article in: text or file at once, an address alone by a worker (202)",
        description="A file is sent as a form: `curl -F file=@artikel.html -F title=Einbrüche …`.",
        examples=[FILE_EXAMPLE],
    )
    def create(self, request: Request) -> Response:
        body = read_body(
            request, ArticleFileBodySerializer if self._is_form else ArticleBodySerializer
        )
        if file := body.pop("file", None):
            if file.size > settings.UPLOAD_MAX_BYTES:
                raise TooLarge(_("Send %d bytes at most.") % settings.UPLOAD_MAX_BYTES)
            return run_once(request, lambda: self._ingest(file.read(), file.charset, **body))
        if not body.get("text") and not body.get("url"):
            raise UnprocessableRequest(_("Give a text or an address."))
        if text := body.pop("text", ""):
            return run_once(request, lambda: self._ingest(text, **body))
        return run_once(request, lambda: self._queue(**body))

    def _queue(self, *, url: str, **options: Any) -> Answer:
        intake = queue_article(url, actor=self.actor, **options)
        wake(ingest_queued_url, intake.pk)
        return Answer(QueuedURLSerializer(intake).data, 202, f"/api/v1/desk/intakes/{intake.pk}/")

    def _ingest(self, content: str | bytes, charset: str | None = None, **options: Any) -> Answer:
        ingested = ingest_text(content, declared=charset or "", actor=self.actor, **options)
        if ingested.changed:
            wake(extract_article, ingested.article.pk)
        article = self.get_queryset().get(pk=ingested.article.pk)
        return Answer(
            DeskArticleSerializer(article).data,
            201 if ingested.created else 200,
            f"/api/v1/desk/articles/{article.pk}/",
        )


@extend_schema_view(
    retrieve=_describe_read("read_intake", QueuedURLSerializer, summary="What became of an address")
)
class QueuedURLViewSet(RetrieveModelMixin, DeskViewSet):
    queryset = Intake.objects.all()
    serializer_class = QueuedURLSerializer
    lookup_value_converter = "int"
    may_read = can_read_desk | can_suggest


# --- Claims ---------------------------------------------------------------------------------


def claim_action(
    path: str,
    serializer_class: type[Serializer],
    *,
    body: type[BodySerializer] = EmptyBodySerializer,
    status: int = 200,
    may_write: Predicate = can_edit,
    summary: str,
) -> Callable[[Callable[..., Any]], Any]:
    """Make a method a POST at ``path`` of a claim; its name is the id of the operation.

    It is called with the claim and the fields of ``body``, and returns what is serialized.
    """

    def decorate(method: Callable[..., Any]) -> Any:
        @_describe_write(
            method.__name__,
            {status: serializer_class},
            body=None if body is EmptyBodySerializer else body,
            summary=summary,
        )
        @action(
            detail=True,
            methods=["post"],
            url_path=path,
            url_name=method.__name__.replace("_", "-").removesuffix("-claim"),
            may_write=may_write,
        )
        @wraps(method)
        def handle(self: DeskClaimViewSet, request: Request, pk: int, **parents: Any) -> Response:
            fields = read_body(request, body)
            claim = self.get_object()

            def write() -> Answer:
                row = method(self, claim, **parents, **fields)
                return Answer(serializer_class(row).data, status)

            return run_once(request, write)

        return handle

    return decorate


@extend_schema_view(
    list=_describe_read(
        "list_desk_claims",
        DeskClaimSerializer,
        summary="All claims, drafts included, the newest first",
    ),
    retrieve=_describe_read(
        "read_desk_claim", DeskClaimDetailSerializer, summary="A claim with what it rests on"
    ),
)
class DeskClaimViewSet(ListModelMixin, RetrieveModelMixin, DeskViewSet):
    queryset = Claim.objects.select_related("claimant", "assignee")
    lookup_value_converter = "int"
    pagination_class = KeysetPagination
    parameter_classes = {"list": DeskClaimFilter}
    ordering = "-id"

    def get_queryset(self) -> Any:
        """Confidential evidence stays at the desk's own pages, whoever may see it there."""
        queryset = super().get_queryset()
        if self.action != "retrieve":
            return queryset
        evidence = Evidence.objects.standing().filter(confidential=False)
        versions = visible_versions(Verdict.objects.select_related("rating"), to=self.actor)
        corrections = Correction.objects.select_related("prepared_by")
        return queryset.select_related("claimant", "assignee", "publication").prefetch_related(
            Prefetch("evidence", evidence),
            Prefetch("verdicts", versions.order_by("pk")),
            Prefetch("corrections", corrections.order_by("pk")),
        )

    def get_serializer_class(self) -> Any:
        return DeskClaimDetailSerializer if self.action == "retrieve" else DeskClaimSerializer

    def list(self, request: Request) -> Response:
        return make_conditional(request, super().list(request))

    @claim_action("accept", DeskClaimSerializer, summary="Accept a suggested claim")
    def accept_claim(self, claim: Claim) -> Claim:
        return editorial.accept(claim, actor=self.actor)

    @claim_action(
        "dismiss", DeskClaimSerializer, body=DismissBodySerializer, summary="Put a claim aside"
    )
    def dismiss_claim(self, claim: Claim, **fields: Any) -> Claim:
        return editorial.dismiss(claim, actor=self.actor, **fields)

    @claim_action("start-research", DeskClaimSerializer, summary="Begin research on an open claim")
    def start_research(self, claim: Claim) -> Claim:
        return editorial.start_research(claim, actor=self.actor)

    @claim_action(
        "edit",
        DeskClaimSerializer,
        body=EditBodySerializer,
        summary="Change what a claim says; 409 with both texts after somebody else did",
    )
    def edit_claim(self, claim: Claim, **fields: Any) -> Claim:
        if not set(fields) - {"edit_number"}:
            raise UnprocessableRequest(_("Say what has to change."))
        return editorial.edit(claim, actor=self.actor, **fields)

    @claim_action(
        "evidence",
        DeskEvidenceSerializer,
        body=EvidenceBodySerializer,
        status=201,
        summary="Put a passage of a source to a claim",
    )
    def attach_evidence(self, claim: Claim, source: int, **fields: Any) -> Evidence:
        row = Source.objects.filter(pk=source).first()
        if row is None:
            raise UnprocessableRequest(_("There is no such source."))
        return sources.attach_evidence(claim, source=row, actor=self.actor, **fields)

    @claim_action(
        "withdraw-evidence",
        DeskEvidenceSerializer,
        body=WithdrawBodySerializer,
        summary="Withdraw a piece of evidence; it stays on file",
    )
    def withdraw_evidence(self, claim: Claim, evidence: int, reason: str) -> Evidence:
        piece = get_object_or_404(claim.evidence.filter(confidential=False), pk=evidence)
        return sources.withdraw_evidence(piece, reason=reason, actor=self.actor)

    @claim_action(
        "verdicts",
        DeskVerdictSerializer,
        body=VerdictBodySerializer,
        status=201,
        may_write=can_propose,
        summary="Propose a verdict on one of the two questions; 409 with both texts after another",
    )
    def propose_verdict(self, claim: Claim, rating: str, aspect: str, **fields: Any) -> Verdict:
        scale = Rating.objects.filter(scale__aspect=aspect, scale__is_default=True)
        row = scale.select_related("scale").filter(slug=rating).first()
        if row is None:
            known = ", ".join(scale.values_list("slug", flat=True))
            raise UnprocessableRequest(_("There is no such rating. Known: %s.") % known)
        return verdicts.propose(claim, rating=row, aspect=aspect, actor=self.actor, **fields)

    @claim_action(
        "comments",
        CommentSerializer,
        body=CommentBodySerializer,
        status=201,
        may_write=can_comment,
        summary="Remark on a claim",
    )
    def comment(self, claim: Claim, **fields: Any) -> Comment:
        return comments.comment(claim, actor=self.actor, **fields)

    @claim_action(
        "submit",
        DeskClaimSerializer,
        may_write=can_propose,
        summary="Hand a proposed verdict to the reviewers",
    )
    def submit_claim(self, claim: Claim) -> Claim:
        return verdicts.submit(claim, actor=self.actor)

    @claim_action(
        "send-back",
        DeskClaimSerializer,
        body=SendBackBodySerializer,
        may_write=can_request_changes,
        summary="Send a proposal back, with a reason",
    )
    def send_back_claim(self, claim: Claim, **fields: Any) -> Claim:
        return verdicts.request_changes(claim, actor=self.actor, **fields)

    @claim_action(
        "approve",
        DeskClaimSerializer,
        body=SeenBodySerializer,
        may_write=can_sign_off,
        summary="Approve what somebody else proposed, exactly as it was read",
    )
    def approve_claim(self, claim: Claim, **fields: Any) -> Claim:
        return verdicts.approve(claim, actor=self.actor, **fields)

    @claim_action(
        "unapprove",
        DeskClaimSerializer,
        body=SendBackBodySerializer,
        may_write=can_edit | can_request_changes,
        summary="Take an approval back",
    )
    def unapprove_claim(self, claim: Claim, **fields: Any) -> Claim:
        return verdicts.unapprove(claim, actor=self.actor, **fields)

    @claim_action(
        "publish",
        DeskPageSerializer,
        body=SeenBodySerializer,
        may_write=can_publish,
        summary="Publish what is approved; again only with an approved correction",
    )
    def publish_claim(self, claim: Claim, **fields: Any) -> Publication:
        return publication.publish(claim, actor=self.actor, **fields)

    @claim_action(
        "reopen",
        DeskClaimSerializer,
        body=ReasonBodySerializer,
        may_write=can_handle_findings,
        summary="Take up a dismissed claim again, or put a published one under revision",
    )
    def reopen_claim(self, claim: Claim, **fields: Any) -> Claim:
        return editorial.reopen(claim, actor=self.actor, **fields)

    @claim_action(
        "retract",
        DeskPageSerializer,
        may_write=can_publish,
        summary="Take back; needs an approved retraction",
    )
    def retract_claim(self, claim: Claim) -> Publication:
        return publication.retract(claim, actor=self.actor)

    @claim_action(
        "corrections",
        DeskCorrectionSerializer,
        body=CorrectionBodySerializer,
        status=201,
        may_write=can_propose,
        summary="Write down what changes in what was published, and why",
    )
    def prepare_correction(self, claim: Claim, **fields: Any) -> Correction:
        return publication.prepare_correction(claim, actor=self.actor, **fields)

    @claim_action(
        "corrections/<int:number>/approve",
        DeskCorrectionSerializer,
        may_write=can_comment,
        summary="Agree to a correction that somebody else prepared",
    )
    def approve_correction(self, claim: Claim, number: int) -> Correction:
        return publication.approve_correction(_correction(claim, number), actor=self.actor)

    @claim_action(
        "corrections/<int:number>/reject",
        DeskCorrectionSerializer,
        may_write=can_comment,
        summary="Drop a correction that is not public",
    )
    def reject_correction(self, claim: Claim, number: int) -> Correction:
        return publication.reject_correction(_correction(claim, number), actor=self.actor)


def _correction(claim: Claim, number: int) -> Correction:
    rows = claim.corrections.select_related("prepared_by", "claim")
    return get_object_or_404(rows, pk=min(number, MAX_ID))


# --- Sources --------------------------------------------------------------------------------


@extend_schema_view(
    retrieve=_describe_read(
        "read_source", DeskSourceSerializer, summary="A source, and whether there is a copy"
    )
)
class SourceViewSet(RetrieveModelMixin, DeskViewSet):
    queryset = Source.objects.all()
    serializer_class = DeskSourceSerializer
    lookup_value_converter = "int"

    @_describe_write(
        "add_source",
        {202: DeskSourceSerializer},
        body=SourceBodySerializer,
        summary="Name a source; a worker makes our copy of it",
    )
    def create(self, request: Request) -> Response:
        body = read_body(request, SourceBodySerializer)
        return run_once(request, lambda: self._add(**body))

    def _add(self, *, url: str = "", **fields: Any) -> Answer:
        source = sources.add_source(url, actor=self.actor, **fields)
        if source.due_at is not None:
            wake(capture_source, source.pk)
        return Answer(DeskSourceSerializer(source).data, 202, f"/api/v1/desk/sources/{source.pk}/")
