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


class Shape(serializers.Serializer):  # type: ignore[type-arg]
    """A serializer that is never given rows: its fields are the documentation."""


class Row(Shape):
    """A row whose fields a client may choose: none of them is sure to be there."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class ClaimantInClaim(Shape):
    slug = CharField()
    name = CharField()
    kind = CharField(help_text="person, organisation, state, role, unnamed or document")
    role = CharField(allow_blank=True)
    wikidata_id = CharField(allow_blank=True, help_text="Like Q42.")


class ArticleInClaim(Shape):
    slug = CharField()
    title = CharField()
    publisher = CharField(allow_blank=True)
    source_url = URLField(allow_null=True, help_text="The article where it was published.")
    published_on = DateField(allow_null=True)


class RatingInClaim(Shape):
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


class ClaimRow(Row):
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
    claimant = ClaimantInClaim(allow_null=True, help_text="Null: the article's own voice.")
    article = ArticleInClaim()
    rating = RatingInClaim(help_text="Is it so?")
    attribution = RatingInClaim(allow_null=True, help_text="Did they say it?")
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


class Reasoning(Shape):
    definition_de = CharField(allow_blank=True, help_text="What the rating means.")
    definition_en = CharField(allow_blank=True)
    rationale = CharField(help_text="Markdown.")
    both_sides = CharField(allow_blank=True, help_text="Where the other side was looked for.")
    number = IntegerField(help_text="The version of the verdict.")


class SourceOfEvidence(Shape):
    title = CharField(allow_blank=True)
    url = CharField(allow_blank=True)
    publisher = CharField(allow_blank=True)
    published_on = CharField(allow_blank=True)
    kind = CharField()
    interest_disclosure = CharField(allow_blank=True)
    note = CharField(allow_blank=True, help_text="What it is, without address and title.")


class EvidenceRow(Shape):
    stance = CharField(help_text="supports, refutes, context or inconclusive")
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)
    accessed_on = CharField(allow_blank=True)
    no_snapshot_reason = CharField(allow_blank=True)
    source = SourceOfEvidence()  # type: ignore[assignment]
    archived_url = CharField(allow_blank=True)
    snapshot_sha256 = CharField(allow_blank=True)


class Gist(Shape):
    statement = CharField()
    rating = CharField(help_text="The rating's slug.")
    label_de = CharField()
    label_en = CharField()
    summary = CharField()
    rationale = CharField()


class CorrectionRow(Shape):
    kind = CharField(help_text="correction, update, clarification or retraction")
    text = CharField()
    published_at = DateTimeField()
    before = Gist(allow_null=True)
    after = Gist(allow_null=True)


class VersionRow(Shape):
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


class TopicRow(Shape):
    slug = CharField()
    name_de = CharField()
    name_en = CharField()


class SearchRow(Shape):
    """A search that found nothing."""

    side = CharField(help_text="supports or refutes: what was looked for.")
    place = CharField()
    query = CharField()
    searched_on = DateField()


class ReplyRow(Shape):
    """A statement that somebody was asked for."""

    whom = CharField()
    channel = CharField(help_text="How they were asked: email, phone, …")
    asked_on = DateField()
    deadline = DateField()
    answer = CharField(allow_blank=True)
    unanswered = BooleanField(help_text="The deadline had passed without an answer.")
    answered_on = DateField(allow_null=True)


class AppearanceRow(Shape):
    title = CharField()
    url = CharField()
    publisher = CharField(allow_blank=True)
    is_first = BooleanField(help_text="The first that is known.")
    published_on = DateField(allow_null=True)


class RatingInRelated(Shape):
    slug = CharField()
    label_de = CharField()
    label_en = CharField()
    ordinal = IntegerField(allow_null=True)
    steps = IntegerField()


class RelatedClaim(Shape):
    url = URLField(help_text="The public page.")
    kind = CharField(help_text="contradicts, repeats or change_of_position")
    is_later = BooleanField(help_text="The other was said after this one.")
    statement = CharField()
    headline = CharField(allow_blank=True)
    headline_translations = DictField(child=CharField())
    language = CharField()
    claimant = CharField(allow_blank=True)
    rating = RatingInRelated()


class OtherCheck(Shape):
    """The check of another desk, in its words."""

    publisher = CharField()
    url = CharField()
    title = CharField(allow_blank=True)
    claim = CharField(allow_blank=True)
    rating = CharField(allow_blank=True)
    language = CharField(allow_blank=True)
    date = DateField(allow_null=True)


class ClaimDetail(ClaimRow):
    headline_translations = DictField(
        child=CharField(), help_text="The headline in other languages, like `en`."
    )
    reopened_at = DateTimeField(
        allow_null=True, help_text="Set: it is being checked again; this version still applies."
    )
    is_overdue = BooleanField(help_text="The date for looking at it again has passed.")
    topics = TopicRow(many=True)
    context = ListField(  # type: ignore[assignment]
        child=CharField(), help_text="The paragraph: before, the quoted words, after."
    )
    selection_reason = CharField(allow_blank=True)
    reasoning = Reasoning()
    attribution_reasoning = Reasoning(allow_null=True)
    evidence = EvidenceRow(many=True)
    searches = SearchRow(many=True, help_text="That found nothing.")
    replies = ReplyRow(many=True, help_text="Right of reply: who was asked, and the answer.")
    corrections = CorrectionRow(many=True)
    versions = VersionRow(many=True)
    appearances = AppearanceRow(many=True, help_text="Where else it was said.")
    related_claims = RelatedClaim(many=True)
    other_checks = OtherCheck(many=True, help_text="By other desks, in their words.")


class ArticleRow(Row):
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


class ClaimantRow(Row):
    slug = CharField()
    url = URLField(help_text="The public page.")
    api_url = URLField()
    name = CharField()
    kind = CharField()
    role = CharField(allow_blank=True)
    wikidata_id = CharField(allow_blank=True)
    claims_url = URLField(help_text="The published claims of this claimant.")


class WrongParameter(Shape):
    name = CharField()
    detail = CharField()


class ConflictShape(Shape):
    theirs = DictField(help_text="The claim or the version as it stands now.")
    yours = DictField(help_text="What you sent; none of it was kept.")


class Problem(Shape):
    type = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField()
    parameters = WrongParameter(many=True, required=False)
    conflict = ConflictShape(
        required=False, help_text="With 409, if somebody else has changed it in the meantime."
    )


def problems(*statuses: int) -> dict[tuple[int, str], type[Problem]]:
    """The responses with these statuses, for the OpenAPI document."""
    return {(status, PROBLEM): Problem for status in statuses}


class ClaimPage(Shape):
    next = URLField(allow_null=True)
    results = ClaimRow(many=True)


class ArticlePage(Shape):
    next = URLField(allow_null=True)
    results = ArticleRow(many=True)


class ClaimantPage(Shape):
    next = URLField(allow_null=True)
    results = ClaimantRow(many=True)
