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

from claims.api.base import BaseAPIView
from claims.api.desk.base import (
    ApiTokenAuthentication,
    BodySerializer,
    StrictCharField,
    StrictJSONParser,
    read_body,
    refuse_large,
)
from claims.api.public.serializers import BaseSerializer, problems
from claims.api.throttling import address_of
from claims.extraction.engine import extract
from claims.presentation.labels import reason_label

MAX_TEXT_LENGTH = 200_000  # characters with a token: a long read has 30,000
MAX_ANONYMOUS_TEXT_LENGTH = 20_000


def _spans(help_text: str) -> ListField:
    span = ListField(child=IntegerField(), min_length=2, max_length=2)
    return ListField(child=span, help_text=help_text)


class ExtractBodySerializer(BodySerializer):
    text = StrictCharField(
        max_length=MAX_TEXT_LENGTH,
        trim_whitespace=False,
        allow_blank=True,
        help_text=f"Plain text; without a token {MAX_ANONYMOUS_TEXT_LENGTH:,} characters at most.",
    )
    language = serializers.RegexField(
        r"\A[a-z]{2}\Z",
        required=False,
        trim_whitespace=False,
        help_text="Of the text; otherwise found in it. German and English give all modes.",
    )


class LinkSerializer(BaseSerializer):
    spans = _spans("Where it is named.")
    name = CharField()


class SpeakerSerializer(LinkSerializer):
    kind = CharField(help_text="person, organisation, state, role, unnamed or document")
    role = CharField(allow_blank=True)
    aliases = ListField(child=CharField())


class ExtractedClaimSerializer(BaseSerializer):
    statement = CharField(allow_blank=True, help_text="Readable on its own.")
    quote = _spans("Where the words stand: [start, end) in Unicode code points of the text.")
    mode = CharField(
        help_text="direct, indirect, indirect_free, free_indirect, reported, own_voice"
    )
    speaker = SpeakerSerializer(allow_null=True)
    cue = _spans("What attributes the words: “sagte”, “laut”.")
    frame = _spans("The rest of the sentence.")
    via = LinkSerializer(many=True, help_text="Who passed it on.")
    kind = CharField(help_text="fact, number, prediction, intention, demand, opinion, …")
    checkworthiness = FloatField(help_text="0 to 1")
    reasons = ListField(child=CharField(), help_text="For the figure before.")
    rule = CharField(help_text="The rule that found it.")
    confidence = FloatField(help_text="0 to 1")


class ExtractionSerializer(BaseSerializer):
    language = CharField(allow_blank=True)
    notes = ListField(child=CharField())
    claims = ExtractedClaimSerializer(many=True)


def _row(claim: dict[str, Any]) -> dict[str, Any]:
    return claim | {"reasons": [reason_label(reason) for reason in claim["reasons"]]}


class ExtractView(BaseAPIView):
    """Open to all, with small limits; a token raises them. Nothing of the text is stored."""

    authentication_classes = [ApiTokenAuthentication]
    permission_classes = [AllowAny]
    parser_classes = [StrictJSONParser]
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
        request=ExtractBodySerializer,
        responses={200: ExtractionSerializer, **problems(400, 401, 413, 415, 429)},
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
        given = read_body(request, ExtractBodySerializer)
        if request.auth is None and len(given["text"]) > MAX_ANONYMOUS_TEXT_LENGTH:
            told = _(
                "The text is longer than %(most)d characters, as many as may be sent without a "
                "token."
            )
            raise serializers.ValidationError(
                {"text": [told % {"most": MAX_ANONYMOUS_TEXT_LENGTH}]}
            )
        found = extract(given["text"], language=given.get("language"))
        return Response(
            {
                "language": found.language,
                "notes": list(found.notes),
                "claims": [_row(claim.as_dict()) for claim in found.claims],
            },
            headers={"Cache-Control": "private, no-store"},
        )
