"""Who may do what: named predicates over Django groups, and nothing else.

The verbs ask these predicates themselves. A superuser has no power here: whoever administers
users and settings cannot decide about a verdict.
"""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rules.predicates import Predicate, is_group_member

from claims.models import Claim
from claims.models.defaults import Role


def _is_in(role: Role) -> Predicate:
    return cast(Predicate, is_group_member(role.value))


is_editor = _is_in(Role.EDITOR)
is_reviewer = _is_in(Role.REVIEWER)
is_chief_editor = _is_in(Role.CHIEF_EDITOR)
is_auditor = _is_in(Role.AUDITOR)
is_bot = _is_in(Role.BOT)

can_read_desk: Predicate = is_editor | is_reviewer | is_chief_editor | is_auditor
can_comment: Predicate = is_editor | is_reviewer | is_chief_editor
can_edit: Predicate = is_editor | is_chief_editor
can_suggest: Predicate = can_edit | is_bot
can_propose: Predicate = is_editor | is_reviewer | is_chief_editor
can_request_changes: Predicate = is_reviewer | is_chief_editor
can_sign_off: Predicate = is_reviewer | is_chief_editor
can_publish: Predicate = is_chief_editor
can_handle_findings: Predicate = can_edit | is_reviewer
can_set_rechecks: Predicate = is_chief_editor


def desk() -> QuerySet[User]:
    """Everybody who may read what is not public: ``can_read_desk``, as rows."""
    roles = [Role.EDITOR, Role.REVIEWER, Role.CHIEF_EDITOR, Role.AUDITOR]
    return User.objects.filter(is_active=True, groups__name__in=roles).distinct()


def _is_uninvolved(user: User, claim: Claim) -> bool:
    """Neither proposed what is to be approved nor last changed the claim's content."""
    proposers = claim.verdicts.filter(state__in=["proposed", "contested"]).values_list(
        "proposer_id", flat=True
    )
    return user.pk != claim.last_editor_id and user.pk not in set(proposers)


is_uninvolved = Predicate(_is_uninvolved, "is_uninvolved")
can_approve: Predicate = (is_reviewer | is_chief_editor) & is_uninvolved


def require(may: Predicate, actor: User, claim: Claim | None = None) -> None:
    """Raise PermissionDenied, in words a person understands, unless ``actor`` may."""
    if actor.is_active and may.test(actor, claim):
        return
    if may is can_approve and (is_reviewer | is_chief_editor).test(actor):
        raise PermissionDenied(
            _("You proposed or last edited this. A second person has to approve it.")
        )
    raise PermissionDenied(_("Your role does not allow this. Ask a chief editor."))
