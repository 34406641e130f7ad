"""``manage.py recheck``: look again at what published claims rest on, now and in this process."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Claim, Finding, RecheckRun
from claims.rechecks import schedule
from claims.rechecks.runner import recheck_each

BAR = 30  # characters


class Command(BaseCommand):
    help = "Look again at the sources of published claims. Exit status 1 if a run failed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "claims", nargs="*", metavar="CLAIM", help="number or address of a claim"
        )
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--due", action="store_true", help="all claims whose time has come")
        which.add_argument("--all", action="store_true", help="all published claims")

    def handle(self, *_args: Any, claims: list[str], **options: Any) -> None:
        if bool(claims) == bool(options["due"] or options["all"]):
            raise CommandError("Name claims, or give --due or --all.")
        chosen = _chosen(claims, everything=options["all"])
        if not options["due"]:
            schedule.request_rechecks(chosen)
        looked = failed = 0
        for run in recheck_each(chosen, trigger=RecheckRun.Trigger.PERSON):
            looked += 1
            if run.state == RecheckRun.State.FAILED:
                failed += 1
                self.stderr.write(f"\nClaim {run.claim_id}: {run.error}")
            self._progress(looked, len(chosen))
        opened = Finding.objects.filter(claim__in=chosen).open().count()
        self.stdout.write(
            f"\nLooked at: {looked - failed}, failed: {failed}, "
            f"left for later: {len(chosen) - looked}, open findings: {opened}."
        )
        if failed:
            sys.exit(1)

    def _progress(self, number: int, total: int) -> None:
        filled = BAR * number // total
        self.stdout.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {number}/{total}", ending="")
        self.stdout.flush()


def _chosen(names: list[str], *, everything: bool) -> list[Claim]:
    """The claims named, all that are published, or those that are due."""
    standing = Claim.objects.standing()
    if everything:
        return list(standing.order_by("pk"))
    if not names:
        for claim in schedule.unscheduled(everywhere=True):
            schedule.schedule(claim)
        return [policy.claim for policy in schedule.due_claims().select_related("claim")]
    return [_named(name) for name in names]


def _named(name: str) -> Claim:
    slug = name.rstrip("/").rpartition("/")[2]
    found = Claim.objects.standing()
    claim = (
        found.filter(pk=int(name)) if name.isdecimal() else found.filter(publication__slug=slug)
    ).first()
    if claim is None:
        raise CommandError(f"There is no published claim {name!r}.")
    return claim
