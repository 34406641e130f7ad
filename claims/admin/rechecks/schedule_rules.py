"""The terms of re-checks in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from claims.rechecks.schedule_rules import Schedule


def days_text(interval: timedelta) -> str:
    hours = round(interval / timedelta(hours=1))
    if hours < 48:
        return ngettext("%d hour", "%d hours", hours) % hours
    return ngettext("%d day", "%d days", round(hours / 24)) % round(hours / 24)


def schedule_sentences(terms: Schedule) -> str:
    parts = [
        gettext("after %(first)s, then less often up to every %(longest)s")
        % {"first": days_text(terms.shortest), "longest": days_text(terms.longest)}
    ]
    if terms.quiet:
        parts.append(
            gettext("quiet from %(begin)s to %(end)s")
            % {"begin": f"{terms.quiet[0]:%H:%M}", "end": f"{terms.quiet[1]:%H:%M}"}
        )
    if terms.approval_days:
        parts.append(gettext("approval good for %d days") % terms.approval_days)
    if terms.paused_until and terms.paused_until > timezone.localdate():
        parts.append(
            gettext("paused until %(date)s") % {"date": formats.date_format(terms.paused_until)}
        )
    return "; ".join(parts)
