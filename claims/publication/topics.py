"""What a claim is about: how it is filed, not what its check says."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from rules.predicates import Predicate

from claims.editorial.workflow import transition
from claims.models import Claim, Publication, Topic, record
from claims.permissions import can_edit, can_publish, require
from claims.publication.document import public_topics


def _can_file(user: User, claim: Claim) -> bool:
    may = can_publish if hasattr(claim, "publication") else can_edit
    return bool(may.test(user, claim))


can_file = Predicate(_can_file, "can_file")


def file_under(claim: Claim, *, topics: Iterable[Topic], actor: User) -> Claim:
    """File ``claim`` under exactly these topics.

    No verdict rests on them, so that an approval stays good. On a published claim, whose page
    shows them at once, it takes somebody who may publish.
    """
    require(can_file, actor, claim)
    with transition(claim, "file_under", actor=actor) as move:
        move.claim.topics.set(topics)
        move.data["topics"] = list(move.claim.topics.values_list("slug", flat=True))
        for page in Publication.objects.locked().filter(claim=claim).select_related("claim"):
            _refile(page)
    return claim


def rename(topic: Topic, *, name_de: str, name_en: str, actor: User) -> Topic:
    """Give ``topic`` other names, on the public pages too; its address stays."""
    require(can_publish, actor)
    with transaction.atomic():
        topic.name_de, topic.name_en = name_de, name_en
        topic.save(update_fields=["name_de", "name_en"])
        for page in Publication.objects.locked().filter(topics=topic).select_related("claim"):
            _refile(page)
        record("rename_topic", actor=actor, topic=topic.slug, names=[name_de, name_en])
    return topic


def _refile(page: Publication) -> None:
    page.topics.set(page.claim.topics.all())
    page.document |= {"topics": public_topics(page.claim)}
    page.version += 1
    page.save(update_fields=["document", "version"])
