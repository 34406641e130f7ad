"""What the endpoints of the desk take and give."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import (
    CharField,
    DateField,
    DateTimeField,
    IntegerField,
    ListField,
    URLField,
)

from claims.api.desk.base import BodySerializer, IdField, StrictBooleanField, StrictCharField
from claims.api.public.filters import ListParameters, Slug
from claims.api.public.serializers import BaseSerializer, Row
from claims.models import Claim, Correction, Evidence, Source
from claims.models.verdict import Aspect

# --- What they give -------------------------------------------------------------------------


class QueuedURLSerializer(BaseSerializer):
    """An address that a worker takes in."""

    id = IntegerField()
    url = URLField()
    state = CharField(help_text="waiting, done or failed")
    error = CharField(allow_blank=True, help_text="Why it failed, at the last try or for good.")
    article = IntegerField(allow_null=True, help_text="The article's id, once it is there.")


class DeskArticleSerializer(BaseSerializer):
    id = IntegerField()
    title = CharField()
    source_url = CharField(allow_blank=True)
    language = CharField()
    publisher = CharField(allow_blank=True)
    published_on = DateField(allow_null=True)
    extraction = CharField(help_text="waiting, done or failed: whether its claims were found.")
    claims_url = URLField(help_text="Its claims, drafts included.")


class DeskClaimSerializer(Row):
    id = IntegerField()
    state = CharField(help_text="suggested, open, in_research, in_review, approved, published, …")
    statement = CharField()
    headline = CharField(allow_blank=True)
    language = CharField()
    kind = CharField(allow_blank=True)
    mode = CharField()
    quote = ListField(child=CharField(), help_text="The words in the article, part by part.")
    spans = ListField(
        child=ListField(child=IntegerField()),
        help_text="Where they stand in the article's text: [start, end) in Unicode code points.",
    )
    claimant = CharField(allow_null=True)
    article = IntegerField(help_text="The article's id.")
    checkworthiness = serializers.FloatField(help_text="0 to 1")
    assignee = CharField(allow_null=True)
    dismissal_reason = CharField(allow_blank=True)
    edit_number = IntegerField(help_text="Rises with every change of what the claim says.")
    updated_at = DateTimeField()


class DeskEvidenceSerializer(BaseSerializer):
    id = IntegerField()
    source_id = IntegerField()
    stance = CharField()
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)


class DeskVerdictSerializer(BaseSerializer):
    id = IntegerField()
    aspect = CharField(help_text="attribution or content")
    number = IntegerField()
    state = CharField()
    rating = CharField(help_text="The rating's slug.")
    summary = CharField()
    rationale = CharField()
    known_as_of = DateField()
    hash = CharField()


class DeskCorrectionSerializer(BaseSerializer):
    id = IntegerField()
    kind = CharField(help_text="correction, clarification, update or retraction")
    state = CharField(help_text="prepared, approved, published or rejected")
    text = CharField(help_text="What changed and why, for readers.")
    requested_by = CharField(allow_blank=True)
    prepared_by = CharField()


class DeskPageSerializer(BaseSerializer):
    """What the public sees of a claim."""

    url = URLField()
    api_url = URLField()
    version = IntegerField()
    updated_at = DateTimeField()
    retracted_at = DateTimeField(allow_null=True)


class DeskClaimDetailSerializer(DeskClaimSerializer):
    evidence = DeskEvidenceSerializer(many=True, help_text="Without what is confidential.")
    verdicts = DeskVerdictSerializer(many=True, help_text="Without those you are to assess blind.")
    corrections = DeskCorrectionSerializer(many=True)
    page = DeskPageSerializer(allow_null=True, help_text="null before the first publication.")


class DeskClaimPageSerializer(BaseSerializer):
    next = URLField(allow_null=True)
    results = DeskClaimSerializer(many=True)


class DeskSourceSerializer(BaseSerializer):
    id = IntegerField()
    url = CharField(allow_blank=True)
    title = CharField(allow_blank=True)
    kind = CharField()
    capture_state = CharField(help_text="referenced, capturing, captured or capture_failed")
    error = CharField(allow_blank=True)


class CommentSerializer(BaseSerializer):
    id = IntegerField()
    body = CharField()
    is_blocking = serializers.BooleanField()


# --- What they take -------------------------------------------------------------------------


class DeskClaimFilter(ListParameters):
    row = DeskClaimSerializer

    state = serializers.ChoiceField(choices=Claim.State.choices, required=False)
    article = IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="The article's id."
    )
    assignee = Slug("A user name.")

    lookups = {"state": "state", "article": "article_id", "assignee": "assignee__username"}


def short(most: int, **options: Any) -> StrictCharField:
    return StrictCharField(max_length=most, required=False, allow_blank=True, **options)


class ArticleBodySerializer(BodySerializer):
    text = StrictCharField(
        required=False,
        trim_whitespace=False,
        max_length=settings.API_MAX_BYTES,
        help_text="The article, as plain text or HTML.",
    )
    url = StrictCharField(
        required=False,
        max_length=2000,
        min_length=1,
        help_text="Alone: the page is fetched by a worker. With a text: where it appeared.",
    )
    title = short(500)
    publisher = short(200)
    author = short(200)
    published_on = DateField(required=False)
    language = serializers.ChoiceField(choices=["de", "en"], required=False)


@extend_schema_field({"type": "string", "format": "binary", "minLength": 1})
class File(serializers.FileField):
    pass


class ArticleFileBodySerializer(BodySerializer):
    file = File(
        allow_empty_file=True,  # said by who reads it
        help_text=f"A text or an HTML file of at most {settings.UPLOAD_MAX_BYTES:,} bytes.",
    )
    url = short(2000, help_text="Where it appeared.")
    title = short(500)
    publisher = short(200)
    author = short(200)
    published_on = DateField(required=False)
    language = serializers.ChoiceField(choices=["de", "en"], required=False)


class EditBodySerializer(BodySerializer):
    edit_number = IntegerField(
        min_value=0, max_value=2**31 - 1, help_text="The claim's, as you read it."
    )
    statement = StrictCharField(max_length=2000, min_length=1, required=False)
    headline = short(200)
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    resolves_on = DateField(required=False, allow_null=True)
    selection_reason = short(500)


class DismissBodySerializer(BodySerializer):
    reason = serializers.ChoiceField(choices=Claim.DismissalReason.choices)


class EmptyBodySerializer(BodySerializer):
    pass


class SourceBodySerializer(BodySerializer):
    url = short(2000)
    note = StrictCharField(required=False, allow_blank=True, max_length=10_000)
    kind = serializers.ChoiceField(choices=Source.Kind.choices, default=Source.Kind.SECONDARY)
    title = short(500)
    interest_disclosure = short(500)


class EvidenceBodySerializer(BodySerializer):
    source = IdField(help_text="A source's id.")  # type: ignore[assignment]
    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    excerpt = StrictCharField(
        required=False,
        allow_blank=True,
        max_length=5000,
        help_text="The cited passage; it must stand in our copy of the source.",
    )
    note = StrictCharField(required=False, allow_blank=True, max_length=5000)
    confidential = StrictBooleanField(required=False)
    no_snapshot_reason = short(300)


class VerdictBodySerializer(BodySerializer):
    aspect = serializers.ChoiceField(choices=Aspect.choices, default=Aspect.CONTENT)
    rating = StrictCharField(max_length=50, help_text="The slug of a rating of the scale in use.")
    summary = StrictCharField(max_length=400, help_text="The result in one sentence.")
    rationale = StrictCharField(max_length=50_000, help_text="Markdown.")
    known_as_of = DateField()
    both_sides = StrictCharField(required=False, allow_blank=True, max_length=10_000)
    expires_on = DateField(required=False)
    change_reason = short(500)
    seen = IntegerField(
        min_value=0,
        max_value=32767,
        help_text="The number of the newest version of this question that you know, 0 for none.",
    )
    edit_number = IntegerField(
        min_value=0, max_value=2**31 - 1, help_text="The claim's, as you read it."
    )


class ReasonBodySerializer(BodySerializer):
    reason = StrictCharField(
        max_length=10_000, help_text="For the record and for whoever goes on with it."
    )


class SeenBodySerializer(BodySerializer):
    seen = ListField(
        child=serializers.RegexField(r"\A[0-9a-f]{64}\Z", trim_whitespace=False),
        max_length=20,
        help_text="The hashes of the versions that you have read: of those to be decided on, all.",
    )


class SendBackBodySerializer(SeenBodySerializer, ReasonBodySerializer):
    pass


class CorrectionBodySerializer(BodySerializer):
    kind = serializers.ChoiceField(choices=Correction.Kind.choices)
    text = StrictCharField(max_length=10_000, help_text="What changed and why; readers see it.")
    requested_by = short(200)


class WithdrawBodySerializer(ReasonBodySerializer):
    evidence = IdField(help_text="The id of a piece of this claim's evidence.")


class CommentBodySerializer(BodySerializer):
    body = StrictCharField(max_length=10_000)
    is_blocking = StrictBooleanField(required=False)
