"""What the tables keep as codes or in English, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Claimant, Event
from claims.models.defaults import Role

register = template.Library()

# What the log calls each deed.
VERBS: dict[str, Promise] = {
    # an article
    "ingest": _("article taken in"),
    "revise": _("new text of the article"),
    "extract": _("claims looked for"),
    "reanchor": _("words found again in the new text"),
    "sign_off": _("article signed off"),
    "sign_off_in_part": _("article signed off in part"),
    "ask_for_article": _("article asked for by its address"),
    "subscribe": _("feed subscribed to"),
    "change_subscription": _("subscription changed"),
    # a claim
    "suggest": _("suggested"),
    "accept": _("accepted"),
    "dismiss": _("dismissed"),
    "reopen": _("reopened"),
    "start_research": _("research begun"),
    "assign": _("assigned"),
    "set_due": _("date set by which it is due"),
    "edit": _("edited"),
    "propose": _("verdict proposed"),
    "submit": _("handed to review"),
    "request_changes": _("sent back"),
    "approve": _("approved"),
    "unapprove": _("approval taken back"),
    "approval_stale": _("approval no longer holds"),
    "publish": _("published"),
    "retract": _("retracted"),
    "file_under": _("filed under topics"),
    "rename_topic": _("topic renamed"),
    "report_error": _("error reported by a reader"),
    "answer_report": _("report of an error answered"),
    "merge": _("merged into another claim"),
    "merged": _("another claim merged into this one"),
    "split": _("split"),
    "hold": _("put on hold"),
    "resume": _("taken up again"),
    "undo": _("undone"),
    # a claimant
    "add_claimant": _("claimant added"),
    "edit_claimant": _("claimant edited"),
    "merge_claimants": _("claimant merged into another"),
    "unmerge_claimants": _("merge of claimants undone"),
    "split_claimant": _("claims given to another claimant"),
    # its evidence
    "add_source": _("source added"),
    "add_file": _("file added"),
    "attach": _("evidence attached"),
    "withdraw": _("evidence withdrawn"),
    "record_search": _("search that found nothing recorded"),
    "withdraw_search": _("search that found nothing withdrawn"),
    "capture": _("copy of a source made"),
    "capture_failed": _("no copy of a source could be made"),
    "archive": _("page kept by the Wayback Machine"),
    "archive_failed": _("page not kept by the Wayback Machine"),
    # the right of reply
    "ask_for_reply": _("request for a statement recorded"),
    "record_answer": _("answer recorded"),
    "withdraw_reply": _("request for a statement withdrawn"),
    # two assessments that know nothing of each other
    "ask_assessment": _("blind assessment asked for"),
    "assess": _("assessment given"),
    "vote": _("vote cast"),
    "decide": _("decided between assessments"),
    "import": _("table brought in"),
    "set_roles": _("roles of a person changed"),
    "set_password": _("password of a person set"),
    "set_email": _("e-mail address of a person changed"),
    "remove_second_factor": _("second factor of a person removed"),
    # what people say to each other
    "comment": _("commented"),
    "edit_comment": _("comment edited"),
    "resolve_comment": _("comment settled"),
    "reopen_comment": _("comment reopened"),
    "watch": _("watched"),
    "unwatch": _("no longer watched"),
    # corrections
    "prepare_correction": _("correction prepared"),
    "approved_correction": _("correction approved"),
    "rejected_correction": _("correction rejected"),
    # webhooks
    "add_webhook": _("webhook added"),
    "change_webhook": _("webhook changed"),
    "rotate_webhook_secret": _("secret of a webhook renewed"),
    "resend_webhook": _("webhook sent again"),
    # tokens of the API
    "make_token": _("API token made"),
    "revoke_token": _("API token revoked"),
    # what re-checks and comparisons bring
    "finding": _("finding reported"),
    "acknowledge_finding": _("finding acknowledged"),
    "resolve_finding": _("finding settled"),
    "dismiss_finding": _("finding dismissed"),
    "set_recheck_rule": _("re-check rule set"),
    "set_recheck_terms": _("terms of the re-check set"),
    "retry": _("given-up work asked for again"),
    "set_host_budget": _("budget of a web server set"),
    "relate": _("related claim found"),
    "confirm_relation": _("relation confirmed"),
    "reject_relation": _("relation rejected"),
    "add_appearance": _("appearance added"),
    "confirm_appearance": _("appearance confirmed"),
    "reject_appearance": _("appearance rejected"),
    "foreign_check": _("check by another desk found"),
    "confirm_foreign_check": _("check by another desk confirmed"),
    "reject_foreign_check": _("check by another desk rejected"),
}
# Roles are groups, and groups have one name.
ROLES: dict[str, Promise] = {
    Role.EDITOR: pgettext_lazy("role", "editor"),
    Role.REVIEWER: pgettext_lazy("role", "reviewer"),
    Role.CHIEF_EDITOR: pgettext_lazy("role", "chief editor"),
    Role.AUDITOR: pgettext_lazy("role", "auditor"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "administrator"),
    Role.BOT: pgettext_lazy("role", "bot"),
}
CHOICES = {
    "kind": Claim.Kind,
    "mode": Claim.Mode,
    "state": Claim.State,
    "reason": Claim.DismissalReason,
}


@register.filter
def deed(event: Event) -> str:
    """What was done, in words; a verb that has none is shown as it is."""
    return str(VERBS.get(event.verb, event.verb))


def role_words(name: str) -> str:
    """What the desk calls a role; a group that is none keeps its name."""
    return str(ROLES.get(name, name))


@register.filter
def code_words(value: Any, name: str) -> Any:
    """The label of a code of the field ``name``; any other value as it is."""
    choices = CHOICES.get(name)
    return dict(choices.choices).get(value, value) if choices and isinstance(value, str) else value


@register.filter
def field_words(name: str) -> str:
    """How people call a claim's field."""
    try:
        return str(getattr(Claim._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


@register.filter
def claimant_field_words(name: str) -> str:
    """How people call a claimant's field."""
    if name == "names":
        return gettext("names")
    return str(getattr(Claimant._meta.get_field(name), "verbose_name", name))


# claims.extraction.kinds gives these reasons and knows nothing of translation.
REASONS = (
    gettext_noop("names a number"),
    gettext_noop("names a date or a time"),
    gettext_noop("names a person, a body or a place"),
    gettext_noop("says what happened"),
    gettext_noop("names a cause"),
    gettext_noop("compares or ranks"),
    gettext_noop("allows no exception"),
    gettext_noop("denies something"),
    gettext_noop("accuses somebody"),
    gettext_noop("is about life, safety, crime or money"),
    gettext_noop("contradicts an expectation"),
    gettext_noop("comes from an unnamed source"),
    gettext_noop("is hedged"),
    gettext_noop("can be checked only later"),
    gettext_noop("announces an intention"),
    gettext_noop("demands more than it asserts"),
    gettext_noop("judges more than it asserts"),
    gettext_noop("has few words to check"),
)


@register.filter
def reason_words(reason: str) -> str:
    """Why a claim is worth checking, or not."""
    return gettext(reason) if reason in REASONS else reason
