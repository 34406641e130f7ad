"""How an article comes in by hand: pasted, by its address, or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from claims.admin.base import PlainForm
from claims.ingest.articles import (
    Ingested,
    IngestError,
    TitleError,
    ingest_address,
    ingest_text,
)

LANGUAGES = [("", _("found in the text")), ("de", _("German")), ("en", _("English"))]


class IngestForm(PlainForm):
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Paste the article, as plain text or as HTML."),
    )
    url = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Alone: the page is fetched. With a text or a file: where it appeared."),
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("A text or an HTML file."))
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=LANGUAGES)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_MAX_BYTES:
            limit = settings.UPLOAD_MAX_BYTES / 1_000_000
            raise forms.ValidationError(
                _("This is larger than %(limit).1f MB. Give the article alone, without its page."),
                params={"limit": limit},
            )
        return file

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        given = [name for name in ("text", "file") if answers.get(name)]
        if len(given) == 2:
            self.add_error("file", _("Give a text or a file, not both."))
        if not given and not answers.get("url") and not self.errors:
            self.add_error("text", _("Paste a text, give an address, or choose a file."))
        return answers

    def save(self, *, actor: User) -> Ingested | None:
        """Take the article in; None, with the reason at its field, if that cannot be done."""
        answers = dict(self.cleaned_data)
        text, file = answers.pop("text"), answers.pop("file")
        url = answers.pop("url")
        try:
            if text or file:
                return ingest_text(text or file.read(), url=url, actor=actor, **answers)
            return ingest_address(url, actor=actor, **answers)
        except TitleError as error:
            self.add_error("title", str(error))
            return None
        except IngestError as error:
            self.add_error("text" if text else "file" if file else "url", str(error))
            return None
