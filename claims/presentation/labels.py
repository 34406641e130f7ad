"""Labels of ratings, choices, fields, roles and logged actions, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import (
    Claim,
    Claimant,
    ClaimRelation,
    Correction,
    Event,
    Evidence,
    Finding,
    NullSearch,
    Rating,
    Reply,
    Source,
)
from claims.models.defaults import Role

Answer = dict[str, Any] | Rating  # an answer of a public document, or a rating itself
LEVELS = 5  # colours there are for ordinal ratings


def rating_label(answer: Answer) -> str:
    """The label of a rating in the reader's language."""
    if isinstance(answer, Rating):
        return answer.label
    german = (get_language() or "de").startswith("de")
    return str(answer["label_de"] if german else answer["label_en"])


def rating_class(answer: Answer) -> str:
    """The class that sets ``--rating``: «rating-1» to «rating-5», or «rating-off»."""
    ordinal = _attribute(answer, "ordinal")
    if not ordinal:
        return "rating-off"
    steps = max(int(_attribute(answer, "steps") or LEVELS), int(ordinal), 2)
    return f"rating-{round(1 + (int(ordinal) - 1) * (LEVELS - 1) / (steps - 1))}"


def rating_definition(answer: Answer) -> str:
    """What a rating means, in the reader's language; empty where it was not kept."""
    german = (get_language() or "de").startswith("de")
    return str(_attribute(answer, "definition_de" if german else "definition_en") or "")


def rating(answer: Answer, size: str = "small") -> SafeString:
    """Sign and word; with ``size="large"`` the bar of an ordinal rating as well."""
    return _rating(
        get_language(),
        rating_label(answer),
        _attribute(answer, "sign"),
        rating_class(answer),
        _attribute(answer, "ordinal"),
        int(_attribute(answer, "steps") or LEVELS),
        size,
    )


@lru_cache(maxsize=500)  # a scale has a handful of ratings, and each stands on every page
def _rating(
    _language: str | None,
    label: str,
    sign: str,
    level: str,
    ordinal: int | None,
    steps: int,
    size: str,
) -> SafeString:
    bar = [step == ordinal for step in range(1, steps + 1)] if ordinal and size == "large" else []
    context = {"label": label, "sign": sign, "level": level, "ordinal": ordinal, "steps": steps}
    return render_to_string("public/_rating.html", context | {"bar": bar, "size": size})


def _attribute(answer: Answer, name: str) -> Any:
    return answer.get(name) if isinstance(answer, dict) else getattr(answer, name, None)


CHOICES: dict[str, Any] = {
    "mode": Claim.Mode,
    "kind": Claim.Kind,
    "claimant": Claimant.Kind,
    "relation": ClaimRelation.Kind,
    "source": Source.Kind,
    "stance": Evidence.Stance,
    "correction": Correction.Kind,
    "finding": Finding.Kind,
    "channel": Reply.Channel,
    "side": NullSearch.Side,
    "state": Claim.State,
    "reason": Claim.DismissalReason,
}


def label_of(value: Any, choices: str) -> Any:
    """The label of a choice, as in ``{{ piece.source.kind|label_of:"source" }}``.

    ``value`` itself if it is none of these choices, or if there are no choices of this name.
    """
    if choices not in CHOICES or not isinstance(value, str):
        return value
    return dict(CHOICES[choices].choices).get(value, value)


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


def verb_label(event: Event) -> str:
    """What was done, in words; a verb that has none is shown as it is."""
    return str(VERBS.get(event.verb, event.verb))


def role_label(name: str) -> str:
    """The label of a role; a group that is no role keeps its name."""
    return str(ROLES.get(name, name))


def field_label(name: str) -> str:
    """The label of a field of a claim."""
    try:
        return str(getattr(Claim._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def claimant_field_label(name: str) -> str:
    """The label of a field of a claimant."""
    if name == "names":
        return gettext("names")
    return str(getattr(Claimant._meta.get_field(name), "verbose_name", name))


# The same as claims.extraction.kinds.REASONS, which cannot import Django's translation.
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


def reason_label(reason: str) -> str:
    """One of `REASONS`, translated; any other text as it is."""
    return gettext(reason) if reason in REASONS else reason
