"""The log: who did what, when. Append-only in the database, each row bound to the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.claim import Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LOG_LOCK = 0x666163747321  # any number: all writers of the log take the same PostgreSQL lock

# Deeds by which a person has a hand in what an article's claims say, or in which there are.
CONTENT_VERBS = ("suggest", "edit", "dismiss", "merge", "split", "propose")


class Event(models.Model):
    class Verb(models.TextChoices):
        """What may happen; the values are stored and never change."""

        # an article
        INGEST = "ingest", _("article taken in")
        REVISE = "revise", _("new text of the article")
        EXTRACT = "extract", _("claims looked for")
        REANCHOR = "reanchor", _("words found again in the new text")
        SIGN_OFF = "sign_off", _("article signed off")
        SIGN_OFF_IN_PART = "sign_off_in_part", _("article signed off in part")
        ASK_FOR_ARTICLE = "ask_for_article", _("article asked for by its address")
        SUBSCRIBE = "subscribe", _("feed subscribed to")
        CHANGE_SUBSCRIPTION = "change_subscription", _("subscription changed")
        # a claim
        SUGGEST = "suggest", _("suggested")
        ACCEPT = "accept", _("accepted")
        DISMISS = "dismiss", _("dismissed")
        REOPEN = "reopen", _("reopened")
        START_RESEARCH = "start_research", _("research begun")
        ASSIGN = "assign", _("assigned")
        SET_DUE = "set_due", _("date set by which it is due")
        EDIT = "edit", _("edited")
        PROPOSE = "propose", _("verdict proposed")
        SUBMIT = "submit", _("handed to review")
        REQUEST_CHANGES = "request_changes", _("sent back")
        APPROVE = "approve", _("approved")
        UNAPPROVE = "unapprove", _("approval taken back")
        APPROVAL_STALE = "approval_stale", _("approval no longer holds")
        PUBLISH = "publish", _("published")
        RETRACT = "retract", _("retracted")
        FILE_UNDER = "file_under", _("filed under topics")
        RENAME_TOPIC = "rename_topic", _("topic renamed")
        REPORT_ERROR = "report_error", _("error reported by a reader")
        ANSWER_REPORT = "answer_report", _("report of an error answered")
        MERGE = "merge", _("merged into another claim")
        MERGED = "merged", _("another claim merged into this one")
        SPLIT = "split", _("split")
        HOLD = "hold", _("put on hold")
        RESUME = "resume", _("taken up again")
        UNDO = "undo", _("undone")
        # a claimant
        ADD_CLAIMANT = "add_claimant", _("claimant added")
        EDIT_CLAIMANT = "edit_claimant", _("claimant edited")
        MERGE_CLAIMANTS = "merge_claimants", _("claimant merged into another")
        UNMERGE_CLAIMANTS = "unmerge_claimants", _("merge of claimants undone")
        SPLIT_CLAIMANT = "split_claimant", _("claims given to another claimant")
        # its evidence
        ADD_SOURCE = "add_source", _("source added")
        ADD_FILE = "add_file", _("file added")
        ATTACH = "attach", _("evidence attached")
        WITHDRAW = "withdraw", _("evidence withdrawn")
        RECORD_SEARCH = "record_search", _("search that found nothing recorded")
        WITHDRAW_SEARCH = "withdraw_search", _("search that found nothing withdrawn")
        CAPTURE = "capture", _("copy of a source made")
        CAPTURE_FAILED = "capture_failed", _("no copy of a source could be made")
        ARCHIVE = "archive", _("page kept by the Wayback Machine")
        ARCHIVE_FAILED = "archive_failed", _("page not kept by the Wayback Machine")
        # the right of reply
        ASK_FOR_REPLY = "ask_for_reply", _("request for a statement recorded")
        RECORD_ANSWER = "record_answer", _("answer recorded")
        WITHDRAW_REPLY = "withdraw_reply", _("request for a statement withdrawn")
        # two assessments that know nothing of each other
        ASK_ASSESSMENT = "ask_assessment", _("blind assessment asked for")
        ASSESS = "assess", _("assessment given")
        VOTE = "vote", _("vote cast")
        DECIDE = "decide", _("decided between assessments")
        IMPORT = "import", _("table brought in")
        SET_ROLES = "set_roles", _("roles of a person changed")
        SET_PASSWORD = "set_password", _("password of a person set")
        SET_EMAIL = "set_email", _("e-mail address of a person changed")
        REMOVE_SECOND_FACTOR = "remove_second_factor", _("second factor of a person removed")
        # what people say to each other
        COMMENT = "comment", _("commented")
        EDIT_COMMENT = "edit_comment", _("comment edited")
        RESOLVE_COMMENT = "resolve_comment", _("comment settled")
        REOPEN_COMMENT = "reopen_comment", _("comment reopened")
        WATCH = "watch", _("watched")
        UNWATCH = "unwatch", _("no longer watched")
        # corrections
        PREPARE_CORRECTION = "prepare_correction", _("correction prepared")
        APPROVED_CORRECTION = "approved_correction", _("correction approved")
        REJECTED_CORRECTION = "rejected_correction", _("correction rejected")
        # webhooks
        ADD_WEBHOOK = "add_webhook", _("webhook added")
        CHANGE_WEBHOOK = "change_webhook", _("webhook changed")
        ROTATE_WEBHOOK_SECRET = "rotate_webhook_secret", _("secret of a webhook renewed")
        RESEND_WEBHOOK = "resend_webhook", _("webhook sent again")
        # tokens of the API
        MAKE_TOKEN = "make_token", _("API token made")
        REVOKE_TOKEN = "revoke_token", _("API token revoked")
        # what re-checks and comparisons bring
        FINDING = "finding", _("finding reported")
        ACKNOWLEDGE_FINDING = "acknowledge_finding", _("finding acknowledged")
        RESOLVE_FINDING = "resolve_finding", _("finding settled")
        DISMISS_FINDING = "dismiss_finding", _("finding dismissed")
        SET_RECHECK_RULE = "set_recheck_rule", _("re-check rule set")
        SET_RECHECK_TERMS = "set_recheck_terms", _("terms of the re-check set")
        RETRY = "retry", _("given-up work asked for again")
        SET_HOST_BUDGET = "set_host_budget", _("budget of a web server set")
        RELATE = "relate", _("related claim found")
        CONFIRM_RELATION = "confirm_relation", _("relation confirmed")
        REJECT_RELATION = "reject_relation", _("relation rejected")
        ADD_APPEARANCE = "add_appearance", _("appearance added")
        CONFIRM_APPEARANCE = "confirm_appearance", _("appearance confirmed")
        REJECT_APPEARANCE = "reject_appearance", _("appearance rejected")
        FOREIGN_CHECK = "foreign_check", _("check by another desk found")
        CONFIRM_FOREIGN_CHECK = "confirm_foreign_check", _("check by another desk confirmed")
        REJECT_FOREIGN_CHECK = "reject_foreign_check", _("check by another desk rejected")

    at = models.DateTimeField(_("when"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="claim_events",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=50, choices=Verb.choices, db_index=True)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, related_name="events", verbose_name=_("claim")
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        related_name="events",
        verbose_name=_("article"),
    )
    data = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(_("hash of the row before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("log")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def computed_hash(self) -> str:
        """SHA-256 over this row and the hash of the row before it."""
        content = [
            self.previous_hash,
            self.at.isoformat(),
            self.actor_id,
            self.verb,
            self.claim_id,
            self.article_id,
            self.data,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def record(
    verb: str,
    *,
    actor: User | None,
    claim: Claim | None = None,
    article: Article | None = None,
    **data: Any,
) -> Event:
    """Append one row to the log, within the transaction of the change that it tells of.

    ``actor`` is None for the machine. ``data`` must be JSON. Raises outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of the change it tells of.")
    if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])
    last = Event.objects.order_by("-pk").values_list("hash", flat=True).first()
    event = Event(
        at=timezone.now(),
        actor=actor,
        verb=verb,
        claim=claim,
        article=article or (claim.article if claim else None),
        data=data,
        previous_hash=last or "",
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    return event
