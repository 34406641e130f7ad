"""The tables: fields, constraints, and questions about one row."""

from claims.models.api_token import ApiToken, IdempotencyKey
from claims.models.article import Article, ArticleRevision, Publisher
from claims.models.assessment import Assessment, AssessmentRound, Vote
from claims.models.claim import Claim
from claims.models.claimant import Claimant, ClaimantName
from claims.models.comment import Comment, CommentVersion
from claims.models.event import Event, record
from claims.models.intake import Intake
from claims.models.matching import (
    Appearance,
    ClaimRelation,
    ClaimTerm,
    Comparison,
    ExternalCheck,
    ExternalCheckQuery,
)
from claims.models.name_spelling import NameSpelling
from claims.models.notice import Digest, Notice, NoticeSettings, Watch
from claims.models.null_search import NullSearch
from claims.models.publication import Correction, Publication
from claims.models.recheck import (
    Finding,
    Host,
    RecheckPolicy,
    RecheckResult,
    RecheckRule,
    RecheckRun,
)
from claims.models.reply import Reply
from claims.models.report import Report
from claims.models.sign_off import SignOff
from claims.models.source import ArchiveRequest, Evidence, Snapshot, Source
from claims.models.subscription import Subscription, SubscriptionEntry
from claims.models.topic import Topic
from claims.models.verdict import Rating, RatingScale, Verdict
from claims.models.webhook import WebhookDelivery, WebhookEndpoint

__all__ = [
    "ApiToken",
    "Appearance",
    "ArchiveRequest",
    "Article",
    "ArticleRevision",
    "Assessment",
    "AssessmentRound",
    "Claim",
    "ClaimRelation",
    "ClaimTerm",
    "Claimant",
    "ClaimantName",
    "Comment",
    "CommentVersion",
    "Comparison",
    "Correction",
    "Digest",
    "Event",
    "Evidence",
    "ExternalCheck",
    "ExternalCheckQuery",
    "Finding",
    "Host",
    "IdempotencyKey",
    "Intake",
    "NameSpelling",
    "Notice",
    "NoticeSettings",
    "NullSearch",
    "Publication",
    "Publisher",
    "Rating",
    "RatingScale",
    "RecheckPolicy",
    "RecheckResult",
    "RecheckRule",
    "RecheckRun",
    "Reply",
    "Report",
    "SignOff",
    "Snapshot",
    "Source",
    "Subscription",
    "SubscriptionEntry",
    "Topic",
    "Verdict",
    "Vote",
    "Watch",
    "WebhookDelivery",
    "WebhookEndpoint",
    "record",
]
