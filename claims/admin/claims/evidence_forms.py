"""Forms for what a verdict rests on besides sources: requests for a statement, vain searches."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.claims.action_forms import DATE, ActionForm, ReasonForm
from claims.evidence import uploads
from claims.models import NullSearch, Reply, Source, Topic


def _day() -> forms.DateInput:
    return forms.DateInput(attrs=DATE, format="%Y-%m-%d")


class FileForm(ActionForm):
    """A source that is handed in as a file."""

    name = "add_file"
    file = forms.FileField(label=_("File"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Source.Kind, initial=Source.Kind.PRIMARY)
    title = forms.CharField(
        label=_("Title"), required=False, max_length=500, help_text=_("Left empty: found in it.")
    )
    interest_disclosure = forms.CharField(
        label=_("Interests to disclose"), required=False, max_length=500
    )

    def prepare(self) -> None:
        self.fields["file"].help_text = (
            _("PDF, DOCX, plain text, PNG, JPEG or WebP, %s at most. Only the desk can open it.")
            % uploads.limit()
        )


class AskForReplyForm(ActionForm):
    name = "ask_for_reply"
    whom = forms.CharField(
        label=_("Whom we asked"),
        max_length=300,
        help_text=_("Name and office. Shown to readers."),
    )
    channel = forms.ChoiceField(label=_("How"), choices=Reply.Channel)
    asked_on = forms.DateField(label=_("Asked on"), widget=_day())
    deadline = forms.DateField(label=_("Answer due by"), widget=_day())

    def prepare(self) -> None:
        self.initial = {**self.initial, "asked_on": timezone.localdate()}


class ReplyForm(ActionForm):
    """What is done with one request for a statement of this claim."""

    name = "reply"
    reply = forms.ModelChoiceField(queryset=Reply.objects.none(), widget=forms.HiddenInput)

    def prepare(self) -> None:
        field = self.fields["reply"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.claim.replies.all()


class AnswerForm(ReplyForm):
    answer = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What came back, also a refusal. Shown to readers."),
    )
    answered_on = forms.DateField(label=_("Answered on"), widget=_day())

    @classmethod
    def to(cls, reply: Reply) -> AnswerForm:
        day = reply.answered_on or timezone.localdate()
        initial = {"reply": reply.pk, "answer": reply.answer, "answered_on": day}
        return cls(claim=reply.claim, initial=initial, auto_id=f"id_reply{reply.pk}_%s")


class WithdrawReplyForm(ReplyForm, ReasonForm):
    pass


class RecordSearchForm(ActionForm):
    name = "record_search"
    place = forms.CharField(
        label=_("Where"),
        max_length=300,
        help_text=_("The archive, database or search engine, or who was asked."),
    )
    query = forms.CharField(label=_("Words searched for"), max_length=500)
    side = forms.ChoiceField(label=_("What was looked for"), choices=NullSearch.Side)
    searched_on = forms.DateField(label=_("Searched on"), widget=_day())

    def prepare(self) -> None:
        self.initial = {**self.initial, "searched_on": timezone.localdate()}


class WithdrawSearchForm(ReasonForm):
    name = "withdraw_search"
    search = forms.ModelChoiceField(queryset=NullSearch.objects.none(), widget=forms.HiddenInput)

    def prepare(self) -> None:
        field = self.fields["search"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.claim.null_searches.all()


class FileUnderForm(ActionForm):
    name = "file_under"
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        field = self.fields["topics"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Topic.objects.all()
        field.initial = list(self.claim.topics.values_list("pk", flat=True))
