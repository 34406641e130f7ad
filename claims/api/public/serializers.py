"""The rows of ``rows.py`` as the OpenAPI document describes them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DictField,
    IntegerField,
    ListField,
    URLField,
)

PROBLEM = "application/problem+json"


class BaseSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """A serializer that is never given rows: its fields are the documentation."""


class Row(BaseSerializer):
    """A row whose fields a client may choose: none of them is sure to be there."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class ClaimClaimantSerializer(BaseSerializer):
    slug = CharField()
    name = CharField()
    kind = CharField(help_text="person, organisation, state, role, unnamed or document")
    role = CharField(allow_blank=True)
    wikidata_id = CharField(allow_blank=True, help_text="Like Q42.")


class ClaimArticleSerializer(BaseSerializer):
    slug = CharField()
    title = CharField()
    publisher = CharField(allow_blank=True)
    source_url = URLField(allow_null=True, help_text="The article where it was published.")
    published_on = DateField(allow_null=True)


class ClaimRatingSerializer(BaseSerializer):
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


class ClaimSerializer(Row):
    id = IntegerField()
    url = URLField(help_text="The public page.")
    api_url = URLField()
    statement = CharField()
    headline = CharField(allow_blank=True)
    language = CharField()
    kind = CharField(
        help_text="fact, number, quote, prediction, intention, causal, demand, opinion"
    )
    mode = CharField(help_text="How it was said: direct, indirect, reported, own_voice, …")
    quote = ListField(child=CharField(), help_text="The words in the article, part by part.")
    via = ListField(child=CharField(), help_text="Through whom the words came.")
    claimant = ClaimClaimantSerializer(allow_null=True, help_text="Null: the article's own voice.")
    article = ClaimArticleSerializer()
    rating = ClaimRatingSerializer(help_text="Is it so?")
    attribution = ClaimRatingSerializer(allow_null=True, help_text="Did they say it?")
    known_as_of = DateField()
    expires_on = DateField(allow_null=True, help_text="When the desk looks at it again.")
    resolves_on = DateField(allow_null=True, help_text="When a prediction can be judged.")
    first_published_at = DateTimeField()
    updated_at = DateTimeField()
    rechecked_at = DateTimeField(allow_null=True)
    retracted_at = DateTimeField(allow_null=True, help_text="Set: the check was taken back.")
    claimreview = DictField(
        allow_null=True,
        help_text="schema.org ClaimReview as JSON-LD; null where its requirements do not hold.",
    )


class ReasoningSerializer(BaseSerializer):
    definition_de = CharField(allow_blank=True, help_text="What the rating means.")
    definition_en = CharField(allow_blank=True)
    rationale = CharField(help_text="Markdown.")
    both_sides = CharField(allow_blank=True, help_text="Where the other side was looked for.")
    number = IntegerField(help_text="The version of the verdict.")


class EvidenceSourceSerializer(BaseSerializer):
    title = CharField(allow_blank=True)
    url = CharField(allow_blank=True)
    publisher = CharField(allow_blank=True)
    published_on = CharField(allow_blank=True)
    kind = CharField()
    interest_disclosure = CharField(allow_blank=True)
    note = CharField(allow_blank=True, help_text="What it is, without address and title.")


class EvidenceSerializer(BaseSerializer):
    stance = CharField(help_text="supports, refutes, context or inconclusive")
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)
    accessed_on = CharField(allow_blank=True)
    no_snapshot_reason = CharField(allow_blank=True)
    source = EvidenceSourceSerializer()  # type: ignore[assignment]
    archived_url = CharField(allow_blank=True)
    snapshot_sha256 = CharField(allow_blank=True)


class SummarySerializer(BaseSerializer):
    statement = CharField()
    rating = CharField(help_text="The rating's slug.")
    label_de = CharField()
    label_en = CharField()
    summary = CharField()
    rationale = CharField()


class CorrectionSerializer(BaseSerializer):
    kind = CharField(help_text="correction, update, clarification or retraction")
    text = CharField()
    published_at = DateTimeField()
    before = SummarySerializer(allow_null=True)
    after = SummarySerializer(allow_null=True)


class VersionSerializer(BaseSerializer):
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


class TopicSerializer(BaseSerializer):
    slug = CharField()
    name_de = CharField()
    name_en = CharField()


class NullSearchSerializer(BaseSerializer):
    """A search that found nothing."""

    side = CharField(help_text="supports or refutes: what was looked for.")
    place = CharField()
    query = CharField()
    searched_on = DateField()


class ReplySerializer(BaseSerializer):
    """A statement that somebody was asked for."""

    whom = CharField()
    channel = CharField(help_text="How they were asked: email, phone, …")
    asked_on = DateField()
    deadline = DateField()
    answer = CharField(allow_blank=True)
    unanswered = BooleanField(help_text="The deadline had passed without an answer.")
    answered_on = DateField(allow_null=True)


class AppearanceSerializer(BaseSerializer):
    title = CharField()
    url = CharField()
    publisher = CharField(allow_blank=True)
    is_first = BooleanField(help_text="The first that is known.")
    published_on = DateField(allow_null=True)


class RelatedRatingSerializer(BaseSerializer):
    slug = CharField()
    label_de = CharField()
    label_en = CharField()
    ordinal = IntegerField(allow_null=True)
    steps = IntegerField()


class RelatedClaimSerializer(BaseSerializer):
    url = URLField(help_text="The public page.")
    kind = CharField(help_text="contradicts, repeats or change_of_position")
    is_later = BooleanField(help_text="The other was said after this one.")
    statement = CharField()
    headline = CharField(allow_blank=True)
    headline_translations = DictField(child=CharField())
    language = CharField()
    claimant = CharField(allow_blank=True)
    rating = RelatedRatingSerializer()


class ExternalCheckSerializer(BaseSerializer):
    """The check of another desk, in its words."""

    publisher = CharField()
    url = CharField()
    title = CharField(allow_blank=True)
    claim = CharField(allow_blank=True)
    rating = CharField(allow_blank=True)
    language = CharField(allow_blank=True)
    date = DateField(allow_null=True)


class ClaimDetailSerializer(ClaimSerializer):
    headline_translations = DictField(
        child=CharField(), help_text="The headline in other languages, like `en`."
    )
    reopened_at = DateTimeField(
        allow_null=True, help_text="Set: it is being checked again; this version still applies."
    )
    is_overdue = BooleanField(help_text="The date for looking at it again has passed.")
    topics = TopicSerializer(many=True)
    context = ListField(  # type: ignore[assignment]
        child=CharField(), help_text="The paragraph: before, the quoted words, after."
    )
    selection_reason = CharField(allow_blank=True)
    reasoning = ReasoningSerializer()
    attribution_reasoning = ReasoningSerializer(allow_null=True)
    evidence = EvidenceSerializer(many=True)
    searches = NullSearchSerializer(many=True, help_text="That found nothing.")
    replies = ReplySerializer(many=True, help_text="Right of reply: who was asked, and the answer.")
    corrections = CorrectionSerializer(many=True)
    versions = VersionSerializer(many=True)
    appearances = AppearanceSerializer(many=True, help_text="Where else it was said.")
    related_claims = RelatedClaimSerializer(many=True)
    other_checks = ExternalCheckSerializer(many=True, help_text="By other desks, in their words.")


class ArticleSerializer(Row):
    slug = CharField()
    url = URLField(help_text="The public page.")
    api_url = URLField()
    title = CharField()
    source_url = URLField(allow_null=True, help_text="The article where it was published.")
    author = CharField(allow_blank=True)
    publisher = CharField(allow_blank=True)
    publisher_slug = CharField(allow_blank=True)
    language = CharField()
    published_on = DateField(allow_null=True)
    claims_url = URLField(help_text="The published claims of this article.")


class ClaimantSerializer(Row):
    slug = CharField()
    url = URLField(help_text="The public page.")
    api_url = URLField()
    name = CharField()
    kind = CharField()
    role = CharField(allow_blank=True)
    wikidata_id = CharField(allow_blank=True)
    claims_url = URLField(help_text="The published claims of this claimant.")


class WrongParameter(BaseSerializer):
    name = CharField()
    detail = CharField()


class ConflictSerializer(BaseSerializer):
    theirs = DictField(help_text="The claim or the version as it stands now.")
    yours = DictField(help_text="What you sent; none of it was kept.")


class ProblemSerializer(BaseSerializer):
    type = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField()
    parameters = WrongParameter(many=True, required=False)
    conflict = ConflictSerializer(
        required=False, help_text="With 409, if somebody else has changed it in the meantime."
    )


def problems(*statuses: int) -> dict[tuple[int, str], type[ProblemSerializer]]:
    """The responses with these statuses, for the OpenAPI document."""
    return {(status, PROBLEM): ProblemSerializer for status in statuses}


class ClaimPageSerializer(BaseSerializer):
    next = URLField(allow_null=True)
    results = ClaimSerializer(many=True)


class ArticlePageSerializer(BaseSerializer):
    next = URLField(allow_null=True)
    results = ArticleSerializer(many=True)


class ClaimantPageSerializer(BaseSerializer):
    next = URLField(allow_null=True)
    results = ClaimantSerializer(many=True)
