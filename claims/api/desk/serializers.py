"""The desk's rows as JSON, and the bodies that its endpoints accept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FileField,
    FloatField,
    IntegerField,
    ListField,
    RegexField,
    URLField,
)

from claims.api.parameters import ListParameters, SlugField
from claims.api.serializers import (
    BodySerializer,
    IdField,
    ItemField,
    Serializer,
    SiteURLField,
    SparseSerializer,
    StrictBooleanField,
    StrictCharField,
)
from claims.models import Claim, Correction, Evidence, Source
from claims.models.verdict import Aspect

# --- Output ---------------------------------------------------------------------------------


class ISODateTimeField(DateTimeField):
    """With the offset "+00:00", where DRF writes "Z"."""

    def to_representation(self, value: Any) -> str:
        return str(value.isoformat())


class SpanField(ListField):
    child = IntegerField()

    def to_representation(self, value: Any) -> list[int]:
        return [value["start"], value["end"]]


class PublisherNameField(CharField):
    def to_representation(self, value: Any) -> str:
        return value.publisher.name if value.publisher else ""


class ExtractionStateField(CharField):
    def to_representation(self, value: Any) -> str:
        if value.parked_at:
            return "failed"
        return "waiting" if value.due_at else "done"


class QueuedURLSerializer(Serializer):
    """An address that a worker takes in."""

    id = IntegerField()
    url = URLField()
    state = CharField(help_text="waiting, done or failed")
    error = CharField(
        source="last_error",
        allow_blank=True,
        help_text="Why it failed, at the last try or for good.",
    )
    article = IntegerField(
        source="article_id", allow_null=True, help_text="The article's id, once it is there."
    )


class DeskArticleSerializer(Serializer):
    id = IntegerField()
    title = CharField()
    source_url = CharField(source="url", allow_blank=True)
    language = CharField()
    publisher = PublisherNameField(source="*", allow_blank=True)
    published_on = DateField(allow_null=True)
    extraction = ExtractionStateField(
        source="*", help_text="waiting, done or failed: whether its claims were found."
    )
    claims_url = SiteURLField(
        "/api/v1/desk/claims/?article={}", source="id", help_text="Its claims, drafts included."
    )


class DeskClaimSerializer(SparseSerializer):
    id = IntegerField()
    state = CharField(help_text="suggested, open, in_research, in_review, approved, published, …")
    statement = CharField()
    headline = CharField(allow_blank=True)
    language = CharField()
    kind = CharField(allow_blank=True)
    mode = CharField()
    quote = ListField(child=ItemField("exact"), help_text="The words in the article, part by part.")
    spans = ListField(
        source="quote",
        child=SpanField(),
        help_text="Where they stand in the article's text: [start, end) in Unicode code points.",
    )
    claimant = CharField(source="claimant.name", allow_null=True)
    article = IntegerField(source="article_id", help_text="The article's id.")
    checkworthiness = FloatField(help_text="0 to 1")
    assignee = CharField(source="assignee.username", allow_null=True)
    dismissal_reason = CharField(allow_blank=True)
    edit_number = IntegerField(help_text="Rises with every change of what the claim says.")
    updated_at = ISODateTimeField()


class DeskEvidenceSerializer(Serializer):
    id = IntegerField()
    source_id = IntegerField()
    stance = CharField()
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)


class DeskVerdictSerializer(Serializer):
    id = IntegerField()
    aspect = CharField(help_text="attribution or content")
    number = IntegerField()
    state = CharField()
    rating = CharField(source="rating.slug", help_text="The rating's slug.")
    summary = CharField()
    rationale = CharField()
    known_as_of = DateField()
    hash = CharField(source="content_hash")


class DeskCorrectionSerializer(Serializer):
    id = IntegerField()
    kind = CharField(help_text="correction, clarification, update or retraction")
    state = CharField(help_text="prepared, approved, published or rejected")
    text = CharField(help_text="What changed and why, for readers.")
    requested_by = CharField(allow_blank=True)
    prepared_by = CharField(source="prepared_by.username")


class DeskPageSerializer(Serializer):
    """What the public sees of a claim."""

    url = SiteURLField(source="document.path")
    api_url = SiteURLField("/api/v1/claims/{}/", source="claim_id")
    version = IntegerField()
    updated_at = ISODateTimeField()
    retracted_at = ISODateTimeField(allow_null=True)


class DeskClaimDetailSerializer(DeskClaimSerializer):
    evidence = DeskEvidenceSerializer(many=True, help_text="Without what is confidential.")
    verdicts = DeskVerdictSerializer(many=True, help_text="Without those you are to assess blind.")
    corrections = DeskCorrectionSerializer(many=True)
    page = DeskPageSerializer(
        source="publication", allow_null=True, help_text="null before the first publication."
    )


class DeskSourceSerializer(Serializer):
    id = IntegerField()
    url = CharField(allow_blank=True)
    title = CharField(allow_blank=True)
    kind = CharField()
    capture_state = CharField(help_text="referenced, capturing, captured or capture_failed")
    error = CharField(source="last_error", allow_blank=True)


class CommentSerializer(Serializer):
    id = IntegerField()
    body = CharField()
    is_blocking = BooleanField()


# --- Input ----------------------------------------------------------------------------------


class DeskClaimFilter(ListParameters):
    state = ChoiceField(choices=Claim.State.choices, required=False)
    article = IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="The article's id."
    )
    assignee = SlugField("A user name.")

    lookups = {"state": "state", "article": "article_id", "assignee": "assignee__username"}


class ShortField(StrictCharField):
    """An optional string of at most ``max_length`` characters."""

    def __init__(self, max_length: int, **options: Any) -> None:
        super().__init__(max_length=max_length, required=False, allow_blank=True, **options)


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
    title = ShortField(500)
    publisher = ShortField(200)
    author = ShortField(200)
    published_on = DateField(required=False)
    language = ChoiceField(choices=["de", "en"], required=False)


@extend_schema_field({"type": "string", "format": "binary", "minLength": 1})
class File(FileField):
    pass


class ArticleFileBodySerializer(BodySerializer):
    file = File(
        allow_empty_file=True,  # said by who reads it
        help_text=f"A text or an HTML file of at most {settings.UPLOAD_MAX_BYTES:,} bytes.",
    )
    url = ShortField(2000, help_text="Where it appeared.")
    title = ShortField(500)
    publisher = ShortField(200)
    author = ShortField(200)
    published_on = DateField(required=False)
    language = ChoiceField(choices=["de", "en"], required=False)


class EditBodySerializer(BodySerializer):
    edit_number = IntegerField(
        min_value=0, max_value=2**31 - 1, help_text="The claim's, as you read it."
    )
    statement = StrictCharField(max_length=2000, min_length=1, required=False)
    headline = ShortField(200)
    kind = ChoiceField(choices=Claim.Kind.choices, required=False)
    resolves_on = DateField(required=False, allow_null=True)
    selection_reason = ShortField(500)


class DismissBodySerializer(BodySerializer):
    reason = ChoiceField(choices=Claim.DismissalReason.choices)


class EmptyBodySerializer(BodySerializer):
    pass


class SourceBodySerializer(BodySerializer):
    url = ShortField(2000)
    note = StrictCharField(required=False, allow_blank=True, max_length=10_000)
    kind = ChoiceField(choices=Source.Kind.choices, default=Source.Kind.SECONDARY)
    title = ShortField(500)
    interest_disclosure = ShortField(500)


class EvidenceBodySerializer(BodySerializer):
    source = IdField(help_text="A source's id.")  # type: ignore[assignment]
    stance = ChoiceField(choices=Evidence.Stance.choices)
    excerpt = StrictCharField(
        required=False,
        allow_blank=True,
        max_length=5000,
        help_text="The cited passage; it must stand in our copy of the source.",
    )
    note = StrictCharField(required=False, allow_blank=True, max_length=5000)
    confidential = StrictBooleanField(required=False)
    no_snapshot_reason = ShortField(300)


class VerdictBodySerializer(BodySerializer):
    aspect = ChoiceField(choices=Aspect.choices, default=Aspect.CONTENT)
    rating = StrictCharField(max_length=50, help_text="The slug of a rating of the scale in use.")
    summary = StrictCharField(max_length=400, help_text="The result in one sentence.")
    rationale = StrictCharField(max_length=50_000, help_text="Markdown.")
    known_as_of = DateField()
    both_sides = StrictCharField(required=False, allow_blank=True, max_length=10_000)
    expires_on = DateField(required=False)
    change_reason = ShortField(500)
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
        child=RegexField(r"\A[0-9a-f]{64}\Z", trim_whitespace=False),
        max_length=20,
        help_text="The hashes of the versions that you have read: of those to be decided on, all.",
    )


class SendBackBodySerializer(SeenBodySerializer, ReasonBodySerializer):
    pass


class CorrectionBodySerializer(BodySerializer):
    kind = ChoiceField(choices=Correction.Kind.choices)
    text = StrictCharField(max_length=10_000, help_text="What changed and why; readers see it.")
    requested_by = ShortField(200)


class WithdrawBodySerializer(ReasonBodySerializer):
    evidence = IdField(help_text="The id of a piece of this claim's evidence.")


class CommentBodySerializer(BodySerializer):
    body = StrictCharField(max_length=10_000)
    is_blocking = StrictBooleanField(required=False)
