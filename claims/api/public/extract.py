"""The claims in a text, without keeping it: the engine of the desk for everyone to try."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import CharField, FloatField, IntegerField, ListField

from claims.api.base import Endpoint
from claims.api.desk.base import Body, StrictJson, Text, Tokens, read_body, refuse_large
from claims.api.public.serializers import Shape, problems
from claims.api.throttling import address_of
from claims.extraction.engine import extract
from claims.presentation.labels import reason_label

LONGEST = 200_000  # characters with a token: a long read has 30,000
LONGEST_ANONYMOUS = 20_000


def _spans(help_text: str) -> ListField:
    span = ListField(child=IntegerField(), min_length=2, max_length=2)
    return ListField(child=span, help_text=help_text)


class ExtractBody(Body):
    text = Text(
        max_length=LONGEST,
        trim_whitespace=False,
        allow_blank=True,
        help_text=f"Plain text; without a token {LONGEST_ANONYMOUS:,} characters at most.",
    )
    language = serializers.RegexField(
        r"\A[a-z]{2}\Z",
        required=False,
        trim_whitespace=False,
        help_text="Of the text; otherwise found in it. German and English give all modes.",
    )


class LinkShape(Shape):
    spans = _spans("Where it is named.")
    name = CharField()


class SpeakerShape(LinkShape):
    kind = CharField(help_text="person, organisation, state, role, unnamed or document")
    role = CharField(allow_blank=True)
    aliases = ListField(child=CharField())


class ExtractedClaimShape(Shape):
    statement = CharField(allow_blank=True, help_text="Readable on its own.")
    quote = _spans("Where the words stand: [start, end) in Unicode code points of the text.")
    mode = CharField(
        help_text="direct, indirect, indirect_free, free_indirect, reported, own_voice"
    )
    speaker = SpeakerShape(allow_null=True)
    cue = _spans("What attributes the words: “sagte”, “laut”.")
    frame = _spans("The rest of the sentence.")
    via = LinkShape(many=True, help_text="Who passed it on.")
    kind = CharField(help_text="fact, number, prediction, intention, demand, opinion, …")
    checkworthiness = FloatField(help_text="0 to 1")
    reasons = ListField(child=CharField(), help_text="For the figure before.")
    rule = CharField(help_text="The rule that found it.")
    confidence = FloatField(help_text="0 to 1")


class ExtractionShape(Shape):
    language = CharField(allow_blank=True)
    notes = ListField(child=CharField())
    claims = ExtractedClaimShape(many=True)


def _row(claim: dict[str, Any]) -> dict[str, Any]:
    return claim | {"reasons": [reason_label(reason) for reason in claim["reasons"]]}


class Extract(Endpoint):
    """Open to all, with small limits; a token raises them. Nothing of the text is stored."""

    authentication_classes = [Tokens]
    permission_classes = [AllowAny]
    parser_classes = [StrictJson]
    http_method_names = ["post", "options"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.auth is None:
            self.count("extract-anonymous", address_of(request))
        else:
            self.count("extract", str(request.auth.pk))
        refuse_large(request, most=settings.API_MAX_BYTES)

    @extend_schema(
        operation_id="extract_claims",
        request=ExtractBody,
        responses={200: ExtractionShape, **problems(400, 401, 413, 415, 429)},
        summary="The claims in a text, which is not stored",
        description=(
            "Who said what, in which words, at which characters: rules alone, no AI service. "
            "Without a token for short texts and a few requests a minute."
        ),
        examples=[
            OpenApiExample(
                "extract_claims",
                value={"text": "«Die Einbrüche sind um 12 Prozent gesunken», sagte Anna Keller."},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        given = read_body(request, ExtractBody)
        if request.auth is None and len(given["text"]) > LONGEST_ANONYMOUS:
            told = _(
                "The text is longer than %(most)d characters, as many as may be sent without a "
                "token."
            )
            raise serializers.ValidationError({"text": [told % {"most": LONGEST_ANONYMOUS}]})
        found = extract(given["text"], language=given.get("language"))
        return Response(
            {
                "language": found.language,
                "notes": list(found.notes),
                "claims": [_row(claim.as_dict()) for claim in found.claims],
            },
            headers={"Cache-Control": "private, no-store"},
        )
