"""Other desks' checks of the same claim: from Google's claim search, or from a ClaimReview feed.

Their words and their rating are kept as they are and shown as theirs. What is found is a
suggestion for a person, and a finding where our claim is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import http
from claims.ingest.languages import detect_extraction_language
from claims.matching.features import LANGUAGES, Statement, extract_features
from claims.matching.index import search, statement_of
from claims.matching.relations import settle_relations
from claims.matching.similarity import Kind, classify
from claims.models import Claim, ExternalCheck, ExternalCheckQuery, Finding, record
from claims.models.background_job import backoff
from claims.models.claim import ClaimQuerySet
from claims.models.matching import Suggestion
from claims.permissions import can_handle_findings, require
from claims.publication import related
from claims.rechecks.findings import FindingReport, report_finding, settle_suggested

log = structlog.get_logger(__name__)

MAX_QUERY_LENGTH = 500  # characters
PAGE_SIZE = 50
ANSWER_LIFETIME = timedelta(days=1)  # an answer to the same question is taken over for so long
MIN_PAUSE = timedelta(minutes=1)
MAX_PAUSE = timedelta(days=1)
JSON_TYPES = frozenset({"application/json", "text/plain"})

O = ExternalCheck.Origin  # noqa: E741


@dataclass(frozen=True)
class Review:
    """A check that another desk published, as far as it is told; "" for what is not."""

    claim_text: str
    url: str
    publisher: str = ""
    site: str = ""
    title: str = ""
    textual_rating: str = ""
    review_date: date | None = None
    language: str = ""


class ServiceBusyError(Exception):
    """Google does not answer now; ``pause`` is when it may be asked again."""

    def __init__(self, message: str, pause: timedelta) -> None:
        super().__init__(message)
        self.pause = pause


# --- Google's claim search --------------------------------------------------------------------


def is_on() -> bool:
    return bool(settings.GOOGLE_FACTCHECK_KEY)


def off_reason() -> str:
    """What to tell people while nothing is asked; "" if it is."""
    if is_on():
        return ""
    return _("Other desks are not asked: GOOGLE_FACTCHECK_KEY, a key for Google's API, is not set.")


def unqueried_claims() -> ClaimQuerySet:
    """Published claims about which Google was never asked, or not in these words."""
    same = Q(external_query__query=Left(F("statement"), MAX_QUERY_LENGTH))
    standing: ClaimQuerySet = Claim.objects.standing()
    return standing.filter(Q(external_query__isnull=True) | ~same)


def schedule(claim: Claim) -> ExternalCheckQuery:
    """Have Google asked about a claim now."""
    query, _created = ExternalCheckQuery.objects.update_or_create(
        claim=claim,
        defaults={
            "query": claim.statement[:MAX_QUERY_LENGTH],
            "language": claim.language,
            "due_at": timezone.now(),
            "attempts": 0,
            "parked_at": None,
        },
    )
    return query


def query_service(row: ExternalCheckQuery) -> list[ExternalCheck]:
    """Ask Google about a leased claim; the checks that are new to us.

    While Google is busy nothing else is asked either, each time longer.
    """
    if not is_on():
        row.finish(due_at=row.due_at)
        return []
    try:
        answer = _cached_answer(row)
        if answer is None:
            answer = _ask_google(row.query, row.language)
    except ServiceBusyError as busy:
        _pause(row, busy)
        return []
    reviews = list(_reviews(answer))
    with transaction.atomic():
        ExternalCheckQuery.objects.filter(pk=row.pk).update(answer=answer, asked_at=timezone.now())
        ExternalCheckQuery.objects.filter(refused__gt=0).update(refused=0)
        new = [
            suggest(row.claim, review, origin=O.GOOGLE)
            for review in _is_same_claim(row.claim, reviews)
        ]
        row.finish(due_at=timezone.now() + settings.GOOGLE_FACTCHECK_INTERVAL)
    return [check for check in new if check]


def _cached_answer(row: ExternalCheckQuery) -> list[Any] | None:
    """What Google said lately to the same question in the same language."""
    earlier = ExternalCheckQuery.objects.filter(
        query=row.query, language=row.language, asked_at__gt=timezone.now() - ANSWER_LIFETIME
    )
    answer: list[Any] | None = earlier.values_list("answer", flat=True).first()
    return answer


def _ask_google(query: str, language: str) -> list[Any]:
    """The «claims» of the answer. The key travels in a header, never in an address or a log."""
    asked = {"query": query, "languageCode": language, "pageSize": PAGE_SIZE}
    limits = http.Limits(max_redirects=0, content_types=JSON_TYPES)
    try:
        page = http.fetch(
            f"{settings.GOOGLE_FACTCHECK_URL}?{urlencode(asked)}",
            limits=limits,
            secrets={"X-Goog-Api-Key": settings.GOOGLE_FACTCHECK_KEY},
        )
        answer = json.loads(page.body)
    except http.StatusError as error:
        if error.status == 400:  # this question is not understood; others may be
            raise
        raise ServiceBusyError(error.message, timedelta(seconds=error.retry_after or 0)) from None
    except http.FetchError as error:
        raise ServiceBusyError(error.message, timedelta()) from None
    except ValueError:
        raise ServiceBusyError(_("The answer is not valid JSON."), timedelta()) from None
    claims = answer.get("claims") if isinstance(answer, dict) else None
    return claims if isinstance(claims, list) else []


def _pause(row: ExternalCheckQuery, busy: ServiceBusyError) -> None:
    """Put off every question that is due; the pause doubles with each refusal in a row."""
    refused = (ExternalCheckQuery.objects.aggregate(most=Max("refused"))["most"] or 0) + 1
    pause = min(MIN_PAUSE * 2 ** min(refused - 1, 12), MAX_PAUSE)
    until = timezone.now() + max(pause, min(busy.pause, MAX_PAUSE)) + backoff(1)
    log.warning("other desks cannot be asked", reason=str(busy), until=until.isoformat())
    ExternalCheckQuery.objects.filter(due_at__lt=until).exclude(pk=row.pk).update(due_at=until)
    ExternalCheckQuery.objects.filter(pk=row.pk).update(refused=min(refused, 1000))
    row.finish(due_at=until)
    ExternalCheckQuery.objects.filter(pk=row.pk).update(last_error=str(busy)[:2000])


def _reviews(claims: Iterable[Any]) -> Iterator[Review]:
    """Every check in an answer. Any field may be missing or of another kind."""
    for claim in claims:
        reviews = _dict(claim).get("claimReview")
        for found in reviews if isinstance(reviews, list) else []:
            review, publisher = _dict(found), _dict(_dict(found).get("publisher"))
            yield Review(
                claim_text=_text(_dict(claim).get("text")),
                url=_text(review.get("url")),
                publisher=_text(publisher.get("name")),
                site=_text(publisher.get("site")),
                title=_text(review.get("title")),
                textual_rating=_text(review.get("textualRating")),
                review_date=_day(review.get("reviewDate")),
                language=_text(review.get("languageCode"))[:2],
            )


def _is_same_claim(claim: Claim, reviews: Iterable[Review]) -> Iterator[Review]:
    """The reviews that check the claim itself, not just its subject."""
    ours = extract_features(statement_of(claim))
    for review in reviews:
        theirs = extract_features(Statement(review.claim_text, claim.language))
        likeness = classify(theirs, ours) if review.language in {"", claim.language} else None
        if likeness and likeness.kind is Kind.REPEATS:
            yield review


# --- Feeds ------------------------------------------------------------------------------------


def match(review: Review) -> list[ExternalCheck]:
    """Suggest a review from a feed wherever it checks a claim of ours; those that are new."""
    language = review.language or detect_extraction_language(review.claim_text)
    if language not in LANGUAGES:
        return []
    seen = extract_features(Statement(review.claim_text, language))
    same = [claim for claim, likeness in search(seen) if likeness.kind is Kind.REPEATS]
    with transaction.atomic():
        new = [suggest(claim, review, origin=O.FEED) for claim in same]
    return [check for check in new if check]


def as_review(found: Any) -> Review | None:
    """A ClaimReview of a feed (schema.org), or None if it lacks what makes it one."""
    item = _dict(found)
    author, rating = _dict(_first(item.get("author"))), _dict(_first(item.get("reviewRating")))
    url = _text(item.get("url"))
    text = _text(item.get("claimReviewed"))
    if not (url and text):
        return None
    return Review(
        claim_text=text,
        url=url,
        publisher=_text(author.get("name")),
        site=urlsplit(_text(author.get("url")) or url).hostname or "",
        title=_text(item.get("headline")) or _text(item.get("name")),
        textual_rating=_text(rating.get("alternateName")) or _text(rating.get("name")),
        review_date=_day(item.get("datePublished")),
        language=_text(_first(item.get("inLanguage")))[:2].lower(),
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """One line of text; "" for anything else. PostgreSQL takes no NUL."""
    return " ".join(value.replace("\0", "").split()) if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    with suppress(ValueError):
        return datetime.fromisoformat(_text(value)).date()
    with suppress(ValueError):
        return date.fromisoformat(_text(value)[:10])
    return None


# --- What both lead to ------------------------------------------------------------------------


def suggest(claim: Claim, review: Review, *, origin: str) -> ExternalCheck | None:
    """Note another desk's check of a claim, once for each address; None if it is known or ours."""
    address = urlsplit(review.url)
    ours = urlsplit(settings.SITE_URL).hostname
    usable = address.scheme in {"http", "https"} and address.hostname not in {None, ours}
    if not usable or len(review.url) > 1000:
        return None
    check, created = ExternalCheck.objects.get_or_create(
        claim=claim,
        url=review.url,
        defaults={
            "publisher": review.publisher[:200],
            "site": (review.site or address.hostname or "")[:200],
            "title": review.title[:500],
            "claim_text": review.claim_text,
            "textual_rating": review.textual_rating[:500],
            "review_date": review.review_date,
            "language": review.language[:10],
            "origin": origin,
        },
    )
    if not created:
        return None
    record("foreign_check", actor=None, claim=claim, url=check.url, origin=origin)
    if Claim.objects.standing().filter(pk=claim.pk).exists():
        report_finding(claim, _sighting(check))
    return check


def _sighting(check: ExternalCheck) -> FindingReport:
    who = check.publisher or check.site
    rated = _("%(who)s: “%(rating)s”") % {"who": who, "rating": check.textual_rating}
    return FindingReport(
        kind=Finding.Kind.EXTERNAL_CHECK,
        same=f"foreign check {check.url}",
        before=check.claim.statement,
        after=check.claim_text,
        note=f"{rated if check.textual_rating else who} {check.url}",
    )


def confirm_external_check(check: ExternalCheck, *, actor: User, reason: str = "") -> ExternalCheck:
    """Say that the other desk checked the same claim."""
    state = Suggestion.State.CONFIRMED
    return _decide(check, state, "confirm_foreign_check", actor=actor, reason=reason)


def reject_external_check(check: ExternalCheck, *, actor: User, reason: str) -> ExternalCheck:
    """Say that it checked something else; that address is not suggested again for the claim."""
    state = Suggestion.State.REJECTED
    return _decide(check, state, "reject_foreign_check", actor=actor, reason=reason)


def _decide(
    check: ExternalCheck, state: str, verb: str, *, actor: User, reason: str
) -> ExternalCheck:
    require(can_handle_findings, actor, check.claim)
    with transaction.atomic():
        settle_relations(check, state, actor=actor, reason=reason)
        record(verb, actor=actor, claim=check.claim, url=check.url, reason=reason.strip())
        if state == Suggestion.State.REJECTED:
            told = Finding.objects.filter(
                claim=check.claim,
                kind=Finding.Kind.EXTERNAL_CHECK,
                fingerprint=_sighting(check).fingerprint,
            )
            settle_suggested(told, reason=reason.strip(), actor=actor)
        related.refresh([check.claim_id])
    return check
