"""Published rows as JSON. A value without a field here stays inside.

`DocumentSerializer` copies values that no field converts: by calling each field a list of 50 claims
takes 2.5 times as long as one written by hand, so 1.5.
"""

from __future__ import annotations

from datetime import UTC
from functools import cached_property
from typing import Any

from rest_framework.fields import empty
from rest_framework.serializers import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DictField,
    FloatField,
    IntegerField,
    ListField,
    RegexField,
)

from claims.api.serializers import (
    BodySerializer,
    ItemField,
    SafeLinkField,
    SafeURLField,
    Serializer,
    SiteURLField,
    SparseSerializer,
    StrictCharField,
)
from claims.presentation.labels import reason_label
from claims.publication.claimreview import claimreview
from claims.publication.site import site_identity

MAX_TEXT_LENGTH = 200_000  # characters with a token: a long read has 30,000
MAX_ANONYMOUS_TEXT_LENGTH = 20_000

# --- Claims ---------------------------------------------------------------------------------


class TextListField(ListField):
    child = CharField()


class DocumentSerializer(Serializer):
    # No docstring: the OpenAPI document would show it.
    COPIED = (BooleanField, CharField, DateField, DateTimeField, IntegerField, TextListField)

    @cached_property
    def _steps(self) -> list[tuple[str, str, Any]]:
        """Of each field its name, its key ("" for a longer way) and itself if it converts."""
        steps: list[tuple[str, str, Any]] = []
        for name, field in self.fields.items():
            is_key = field.default is empty and str(field.source).isidentifier()
            is_date = isinstance(field, DateField | DateTimeField)  # "" is null
            is_copied = type(field) in self.COPIED and not (is_date and field.allow_null)
            steps.append(
                (name, str(field.source) if is_key else "", None if is_key and is_copied else field)
            )
        return steps

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        row = {}
        for name, key, field in self._steps:
            value = instance[key] if key else field.get_attribute(instance)
            row[name] = value if field is None or value is None else field.to_representation(value)
        return row


class ClaimReviewField(DictField):
    """The ClaimReview of a publication's document, which is JSON already."""

    def to_representation(self, value: dict[str, Any]) -> Any:
        elsewhere = value["publication"].related.get("appearances", [])
        return claimreview(value, site=site_identity(), elsewhere=elsewhere)


class SourceNoteField(CharField):
    def to_representation(self, value: Any) -> str:
        return "" if value["url"] or value["title"] else str(value["note"])


class ClaimClaimantSerializer(DocumentSerializer):
    slug = CharField()
    name = CharField()
    kind = CharField(help_text="person, organisation, state, role, unnamed or document")
    role = CharField(allow_blank=True)
    wikidata_id = CharField(allow_blank=True, help_text="Like Q42.")


class ClaimArticleSerializer(DocumentSerializer):
    slug = CharField()
    title = CharField()
    publisher = CharField(allow_blank=True)
    source_url = SafeURLField(
        source="url", allow_null=True, help_text="The article where it was published."
    )
    published_on = DateField(allow_null=True)


class ClaimRatingSerializer(DocumentSerializer):
    slug = CharField()
    label = CharField(help_text="In the claim's language.")  # type: ignore[assignment]
    label_de = CharField()
    label_en = CharField()
    ordinal = IntegerField(
        allow_null=True, help_text="The step, 1 = least true; null for a rating off the scale."
    )
    steps = IntegerField(help_text="How many steps the scale has.")
    evidence_class = CharField(help_text="supported, refuted, not_enough or conflicting")
    summary = CharField(help_text="The result in one sentence.")


class ClaimSerializer(DocumentSerializer, SparseSerializer):
    id = IntegerField(source="publication.claim_id")
    url = SiteURLField(source="path", help_text="The public page.")
    api_url = SiteURLField("/api/v1/claims/{}/", source="publication.claim_id")
    statement = CharField()
    headline = CharField(allow_blank=True)
    language = CharField()
    kind = CharField(
        help_text="fact, number, quote, prediction, intention, causal, demand, opinion"
    )
    mode = CharField(help_text="How it was said: direct, indirect, reported, own_voice, …")
    quote = TextListField(help_text="The words in the article, part by part.")
    via = ListField(child=ItemField("name"), help_text="Through whom the words came.")
    claimant = ClaimClaimantSerializer(allow_null=True, help_text="Null: the article's own voice.")
    article = ClaimArticleSerializer()
    rating = ClaimRatingSerializer(source="content", help_text="Is it so?")
    attribution = ClaimRatingSerializer(allow_null=True, help_text="Did they say it?")
    known_as_of = DateField()
    expires_on = DateField(allow_null=True, help_text="When the desk looks at it again.")
    resolves_on = DateField(allow_null=True, help_text="When a prediction can be judged.")
    first_published_at = DateTimeField()
    updated_at = DateTimeField()
    rechecked_at = DateTimeField(
        source="publication.rechecked_at", default_timezone=UTC, allow_null=True
    )
    retracted_at = DateTimeField(allow_null=True, help_text="Set: the check was taken back.")
    claimreview = ClaimReviewField(
        source="*",
        allow_null=True,
        help_text="schema.org ClaimReview as JSON-LD; null where its requirements do not hold.",
    )

    def to_representation(self, instance: Any) -> Any:
        return super().to_representation(instance.document | {"publication": instance})


class ReasoningSerializer(DocumentSerializer):
    definition_de = CharField(allow_blank=True, help_text="What the rating means.")
    definition_en = CharField(allow_blank=True)
    rationale = CharField(help_text="Markdown.")
    both_sides = CharField(allow_blank=True, help_text="Where the other side was looked for.")
    number = IntegerField(help_text="The version of the verdict.")


class EvidenceSourceSerializer(DocumentSerializer):
    title = CharField(allow_blank=True)
    url = SafeLinkField(allow_blank=True)
    publisher = CharField(allow_blank=True)
    published_on = CharField(allow_blank=True)
    kind = CharField()
    interest_disclosure = CharField(allow_blank=True)
    note = SourceNoteField(
        source="*", allow_blank=True, help_text="What it is, without address and title."
    )


class EvidenceSerializer(DocumentSerializer):
    stance = CharField(help_text="supports, refutes, context or inconclusive")
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)
    accessed_on = CharField(allow_blank=True)
    no_snapshot_reason = CharField(allow_blank=True)
    source = EvidenceSourceSerializer()  # type: ignore[assignment]
    archived_url = SafeLinkField(source="source.archived_url", allow_blank=True)
    snapshot_sha256 = CharField(source="snapshot", allow_blank=True)


class SummarySerializer(DocumentSerializer):
    statement = CharField()
    rating = CharField(help_text="The rating's slug.")
    label_de = CharField()
    label_en = CharField()
    summary = CharField()
    rationale = CharField()

    def to_representation(self, instance: dict[str, Any]) -> Any:
        return super().to_representation(instance) if instance else None


class CorrectionSerializer(DocumentSerializer):
    kind = CharField(help_text="correction, update, clarification or retraction")
    text = CharField()
    published_at = DateTimeField()
    before = SummarySerializer(allow_null=True)
    after = SummarySerializer(allow_null=True)


class VersionSerializer(DocumentSerializer):
    aspect = CharField(help_text="attribution or content")
    number = IntegerField()
    statement = CharField()
    slug = CharField()
    label_de = CharField()
    label_en = CharField()
    summary = CharField()
    rationale = CharField()
    published_at = DateTimeField()
    change_reason = CharField(allow_blank=True)
    hash = CharField(help_text="SHA-256 over claim, rating, reasoning and evidence.")


class TopicSerializer(DocumentSerializer):
    slug = CharField()
    name_de = CharField()
    name_en = CharField()


class NullSearchSerializer(DocumentSerializer):
    """A search that found nothing."""

    side = CharField(help_text="supports or refutes: what was looked for.")
    place = CharField()
    query = CharField()
    searched_on = DateField()


class ReplySerializer(DocumentSerializer):
    """A statement that somebody was asked for."""

    whom = CharField()
    channel = CharField(help_text="How they were asked: email, phone, …")
    asked_on = DateField()
    deadline = DateField()
    answer = CharField(allow_blank=True)
    unanswered = BooleanField(help_text="The deadline had passed without an answer.")
    answered_on = DateField(allow_null=True)


class AppearanceSerializer(DocumentSerializer):
    title = CharField()
    url = SafeLinkField()
    publisher = CharField(allow_blank=True)
    is_first = BooleanField(help_text="The first that is known.")
    published_on = DateField(allow_null=True)


class RelatedRatingSerializer(DocumentSerializer):
    slug = CharField()
    label_de = CharField()
    label_en = CharField()
    ordinal = IntegerField(allow_null=True)
    steps = IntegerField()


class RelatedClaimSerializer(DocumentSerializer):
    url = SiteURLField(source="path", help_text="The public page.")
    kind = CharField(help_text="contradicts, repeats or change_of_position")
    is_later = BooleanField(help_text="The other was said after this one.")
    statement = CharField()
    headline = CharField(allow_blank=True)
    headline_translations = DictField(child=CharField())
    language = CharField()
    claimant = CharField(allow_blank=True)
    rating = RelatedRatingSerializer(source="*")


class ExternalCheckSerializer(DocumentSerializer):
    """The check of another desk, in its words."""

    publisher = CharField()
    url = SafeLinkField()
    title = CharField(allow_blank=True)
    claim = CharField(allow_blank=True)
    rating = CharField(allow_blank=True)
    language = CharField(allow_blank=True)
    date = DateField(allow_null=True)


class ClaimDetailSerializer(ClaimSerializer):
    headline_translations = DictField(
        child=CharField(), default=dict, help_text="The headline in other languages, like `en`."
    )
    reopened_at = DateTimeField(
        source="publication.reopened_at",
        default_timezone=UTC,
        allow_null=True,
        help_text="Set: it is being checked again; this version still applies.",
    )
    is_overdue = BooleanField(
        source="publication.is_overdue", help_text="The date for looking at it again has passed."
    )
    topics = TopicSerializer(many=True, default=list)
    context = TextListField(  # type: ignore[assignment]
        help_text="The paragraph: before, the quoted words, after."
    )
    selection_reason = CharField(allow_blank=True)
    reasoning = ReasoningSerializer(source="content")
    attribution_reasoning = ReasoningSerializer(source="attribution", allow_null=True)
    evidence = EvidenceSerializer(many=True)
    searches = NullSearchSerializer(many=True, default=list, help_text="That found nothing.")
    replies = ReplySerializer(
        many=True, default=list, help_text="Right of reply: who was asked, and the answer."
    )
    corrections = CorrectionSerializer(many=True)
    versions = VersionSerializer(many=True)
    appearances = AppearanceSerializer(
        source="publication.related.appearances",
        many=True,
        default=list,
        help_text="Where else it was said.",
    )
    related_claims = RelatedClaimSerializer(
        source="publication.related.claims", many=True, default=list
    )
    other_checks = ExternalCheckSerializer(
        source="publication.related.checks",
        many=True,
        default=list,
        help_text="By other desks, in their words.",
    )


# --- Articles and claimants -----------------------------------------------------------------


class ArticleSerializer(SparseSerializer):
    slug = CharField()
    url = SiteURLField("/articles/{}/", source="slug", help_text="The public page.")
    api_url = SiteURLField("/api/v1/articles/{}/", source="slug")
    title = CharField()
    source_url = SafeURLField(
        source="url", allow_null=True, help_text="The article where it was published."
    )
    author = CharField(allow_blank=True)
    publisher = CharField(source="publisher.name", default=str, allow_blank=True)
    publisher_slug = CharField(source="publisher.slug", default=str, allow_blank=True)
    language = CharField()
    published_on = DateField(allow_null=True)
    claims_url = SiteURLField(
        "/api/v1/claims/?article={}",
        source="slug",
        help_text="The published claims of this article.",
    )


class ClaimantSerializer(SparseSerializer):
    slug = CharField()
    url = SiteURLField("/claimants/{}/", source="slug", help_text="The public page.")
    api_url = SiteURLField("/api/v1/claimants/{}/", source="slug")
    name = CharField()
    kind = CharField()
    role = CharField(allow_blank=True)
    wikidata_id = CharField(allow_blank=True)
    claims_url = SiteURLField(
        "/api/v1/claims/?claimant={}",
        source="slug",
        help_text="The published claims of this claimant.",
    )


# --- Claims in a text -----------------------------------------------------------------------


class ReasonField(CharField):
    def to_representation(self, value: str) -> str:
        return reason_label(value)


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
    language = RegexField(
        r"\A[a-z]{2}\Z",
        required=False,
        trim_whitespace=False,
        help_text="Of the text; otherwise found in it. German and English give all modes.",
    )


class LinkSerializer(DocumentSerializer):
    spans = _spans("Where it is named.")
    name = CharField()


class SpeakerSerializer(LinkSerializer):
    kind = CharField(help_text="person, organisation, state, role, unnamed or document")
    role = CharField(allow_blank=True)
    aliases = ListField(child=CharField())


class ExtractedClaimSerializer(DocumentSerializer):
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
    reasons = ListField(child=ReasonField(), help_text="For the figure before.")
    rule = CharField(help_text="The rule that found it.")
    confidence = FloatField(help_text="0 to 1")


class ExtractionSerializer(DocumentSerializer):
    language = CharField(allow_blank=True)
    notes = ListField(child=CharField())
    claims = ExtractedClaimSerializer(many=True)
