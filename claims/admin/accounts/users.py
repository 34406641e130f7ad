"""Users and their roles; a role is a group, and nobody gives one to themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import ReadOnlyAdmin, actor
from claims.editorial import accounts
from claims.models import record
from claims.presentation.labels import role_label
from claims.tasks import notify_account_change, wake

admin.site.unregister([User, Group])


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: models.Model) -> str:
        return role_label(str(obj))


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("roles")
        self.empty_value_display = SafeString(_("none"))

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, Any]]:
        choices = super().field_choices(field, request, model_admin)
        return [(key, role_label(str(name))) for key, name in choices]


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = ["username", "first_name", "last_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", ("groups", RoleFilter)]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    actions = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who has left is set inactive; the log still names them."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Power over the program is given by those who have it, and never to oneself."""
        if actor(request).is_superuser:
            return []
        own = ["groups", "is_staff"] if obj is not None and obj.pk == actor(request).pk else []
        return ["is_superuser", *own]

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["form_class"] = RolesField
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[arg-type]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who was given what power, and by whom, stands in the log."""
        person = form.instance
        before = _roles_of(person)
        super().save_related(request, form, formsets, change)
        if (after := _roles_of(person)) != before:
            changes = {"roles": [", ".join(before), ", ".join(after)]}
            name = person.get_username()
            record("set_roles", actor=actor(request), user=person.pk, name=name, changes=changes)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        before = User.objects.get(pk=obj.pk).email if change else ""
        super().save_model(request, obj, form, change)
        if change and obj.email != before:
            notify_change("set_email", person=obj, by=actor(request), address=before)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """As Django's; but whoever is given a new password hears of it."""
        person = self.get_object(request, id)
        before = person and person.password
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if person is not None:
                person.refresh_from_db()
                if person.password != before:
                    notify_change(
                        "set_password", person=person, by=actor(request), address=person.email
                    )
        return response

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(role_label(group.name) for group in user.groups.all())


def notify_change(verb: str, *, person: User, by: User, address: str) -> None:
    event = accounts.record_change(verb, person=person, actor=by)
    if address:
        wake(notify_account_change, event.pk, address)


def _roles_of(person: User) -> list[str]:
    return list(person.groups.order_by("name").values_list("name", flat=True))


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin):
    """Roles are what the program says they are: whoever could rename one could take another."""

    list_display = ["role", "members"]
    fields = ["role", "members"]
    readonly_fields = ["role", "members"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: models.QuerySet[Group] = super().get_queryset(request)
        return rows.annotate(people=models.Count("user"))

    @admin.display(description=_("roles"), ordering="name")
    def role(self, group: Group) -> str:
        return role_label(group.name)

    @admin.display(description=_("people"), ordering="people")
    def members(self, group: Any) -> int:
        return int(group.people)
