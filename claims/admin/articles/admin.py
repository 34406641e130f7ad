"""Articles: taken in by paste, address or file; read and worked on at the workbench."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.articles.forms import IngestForm
from claims.admin.base import NoDeleteAdmin, actor
from claims.admin.workbench import views as workbench
from claims.editorial.coverage import stale_claim_ids
from claims.models import Article, ArticleRevision, Claim, Publisher, SignOff
from claims.models.claim import SETTLED_STATES, TOMBSTONES
from claims.tasks import extract_article, wake

APPROVED = Claim.State.APPROVED
UNAPPROVE_VERBS = Q(claims__dismissal_reason=Claim.DismissalReason.TAKEN_BACK)


class WaitingFilter(admin.SimpleListFilter):
    title = gettext_lazy("claims")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", _("some still open")), ("done", _("all settled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() not in {"open", "done"}:
            return queryset
        of_article = Claim.objects.filter(article=OuterRef("pk"))
        stale = stale_claim_ids(Claim.objects.filter(state=APPROVED).select_related("claimant"))
        being_looked_for = Q(due_at__isnull=False, parked_at__isnull=True)
        is_open = (
            being_looked_for
            | Exists(of_article.unsettled())
            | Exists(of_article.filter(pk__in=stale))
        )
        return queryset.filter(is_open if self.value() == "open" else ~is_open)


@admin.register(Article)
class ArticleAdmin(NoDeleteAdmin):
    list_display = [
        "headline",
        "publisher",
        "published_on",
        "claims_settled",
        "signed_off",
        "created_at",
    ]
    list_display_links = None
    list_filter = [WaitingFilter, "language", ("publisher", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["publisher"]
    search_fields = ["title", "publisher__name", "author", "url"]
    date_hierarchy = "created_at"
    fields = [
        "title",
        "publisher",
        "author",
        "published_on",
        "language",
        "url",
        "slug",
        "signed_off",
    ]
    readonly_fields = ["url", "slug", "signed_off"]
    actions = None
    add_form_template = "admin/claims/article/add.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        standing = ~Q(claims__state__in=TOMBSTONES) & ~UNAPPROVE_VERBS
        settled = Q(claims__state__in=SETTLED_STATES) & ~UNAPPROVE_VERBS
        newest = ArticleRevision.objects.filter(article=OuterRef("pk")).order_by("-number")
        approved = Claim.objects.filter(state=APPROVED)
        rows: QuerySet[Article] = super().get_queryset(request)
        return rows.annotate(
            claim_count=Count("claims", filter=standing),
            settled_count=Count("claims", filter=settled),
            newest_revision=Subquery(newest.values("pk")[:1]),
        ).prefetch_related(
            Prefetch("claims", Claim.objects.unsettled().only("article"), to_attr="unsettled"),
            Prefetch("claims", approved.select_related("claimant"), to_attr="approved"),
            Prefetch("sign_offs", SignOff.objects.select_related("person", "revision")),
        )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Each row knows which of its approvals no longer fit: those claims are not settled."""
        listed = super().get_changelist_instance(request)
        listed.result_list = list(listed.result_list)
        stale = stale_claim_ids(
            claim for article in listed.result_list for claim in article.approved
        )
        for article in listed.result_list:
            article.stale = {claim.pk for claim in article.approved} & stale
        return listed

    def get_urls(self) -> list[URLPattern]:
        return [*workbench.urls(), *super().get_urls()]

    @admin.display(description=gettext_lazy("article"), ordering="title")
    def headline(self, article: Article) -> SafeString:
        address = reverse("admin:claims_article_workbench", args=[article.pk])
        return format_html('<a class="row-title" href="{}">{}</a>', address, article.title)

    @admin.display(description=gettext_lazy("claims settled"), ordering="claim_count")
    def claims_settled(self, article: Any) -> str:
        if article.due_at is not None and article.parked_at is None:
            return _("being looked for …")
        return _("%(settled)d of %(all)d") % {
            "settled": article.settled_count - len(_stale(article)),
            "all": article.claim_count,
        }

    @admin.display(description=gettext_lazy("signed off"))
    def signed_off(self, article: Any) -> str:
        rows = list(article.sign_offs.all())
        if not rows:
            return ""
        unsettled = {claim.pk for claim in article.unsettled} | _stale(article)
        outdated = rows[0].is_outdated(revision=article.newest_revision, unsettled=unsettled)
        return render_to_string(
            "admin/claims/workbench/sign_off_words.html", {"row": rows[0], "outdated": outdated}
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = IngestForm(request.POST, request.FILES) if request.method == "POST" else IngestForm()
        if form.is_bound and form.is_valid():
            ingested = form.save(actor=actor(request))
            if ingested is not None:
                return self._redirect_to_workbench(request, ingested)
        return TemplateResponse(
            request,
            "admin/claims/article/add.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Take in an article"),
                "form": form,
                "main_fields": [form["text"], form["url"], form["file"]],
                "about_fields": [form[name] for name in list(form.fields)[3:]],
            },
        )

    def _redirect_to_workbench(self, request: HttpRequest, ingested: Any) -> HttpResponseRedirect:
        if ingested.created:
            messages.success(request, _("The article has been taken in; its claims are next."))
        elif ingested.changed:
            messages.success(request, _("The article is known; its new text has been kept."))
        else:
            messages.info(request, _("This article, with this text, is here already."))
        if ingested.changed:
            wake(extract_article, ingested.article.pk)
        address = reverse("admin:claims_article_workbench", args=[ingested.article.pk])
        return HttpResponseRedirect(address)


def _stale(article: Any) -> set[int]:
    known: set[int] | None = getattr(article, "stale", None)  # one article has a page of its own
    return stale_claim_ids(article.approved) if known is None else known


@admin.register(Publisher)
class PublisherAdmin(NoDeleteAdmin):
    list_display = ["name", "homepage"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    actions = None
