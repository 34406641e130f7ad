"""What somebody else does to a person's account: on record, and told to the person by mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop, override

from claims.models import Event, NoticeSettings, record

# What the message says, by the event's verb; ``who`` is the name of whoever did it.
SENTENCES = {
    "set_password": gettext_noop("%(who)s has set a new password for your account."),
    "set_email": gettext_noop("%(who)s has changed the e-mail address of your account."),
    "remove_second_factor": gettext_noop("%(who)s has removed a second factor of your account."),
}


def record_change(verb: str, *, person: User, actor: User) -> Event:
    """Put on record what was done to the account of ``person``; ``verb`` is one of SENTENCES."""
    assert verb in SENTENCES
    return record(verb, actor=actor, user=person.pk, name=person.get_username())


def notify(event: Event, *, address: str) -> None:
    """Write to ``address``, where the person could be reached before the change, what it was."""
    person = User.objects.get(pk=event.data["user"])
    assert event.actor is not None
    who = event.actor.get_full_name() or event.actor.get_username()
    wishes = NoticeSettings.objects.filter(person=person).first()
    with override((wishes and wishes.language) or settings.LANGUAGE_CODE):
        context = {
            "name": person.get_full_name() or person.get_username(),
            "account": person.get_username(),
            "what": gettext(SENTENCES[event.verb]) % {"who": who},
            "at": event.at,
            "address": settings.SITE_URL,
        }
        subject = gettext("Your account was changed")
        EmailMessage(
            subject=f"{settings.SITE_NAME}: {subject}",
            body=render_to_string("account/changed.txt", context),
            to=[address],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
