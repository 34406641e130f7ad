"""Every list, at one, three and 300 rows: the number of queries stays the same, and is small."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models.defaults import Role
from tests import factories
from tests.public.published import corrected_claim

# model: how to make a row; which texts must differ from row to row; whether each has its own claim
ROWS = {
    "article": (factories.ArticleFactory, ["slug", "url"]),
    "publisher": (factories.PublisherFactory, ["name", "slug"]),
    "claimant": (factories.ClaimantFactory, ["slug"]),
    "claim": (factories.ClaimFactory, []),
    "source": (factories.SourceFactory, ["url"]),
    "snapshot": (factories.SnapshotFactory, []),
    "verdict": (factories.VerdictFactory, ["number"]),
    "correction": (factories.CorrectionFactory, []),
    "finding": (factories.FindingFactory, ["fingerprint"]),
    "recheckpolicy": (factories.RecheckPolicyFactory, ["claim_id"]),
    "recheckrun": (factories.RecheckRunFactory, []),
    "host": (factories.HostFactory, ["name"]),
    "event": (factories.EventFactory, []),
    "publication": (lambda: factories.published_claim().publication, ["claim_id", "slug"]),
    "topic": (factories.TopicFactory, ["name_de", "name_en", "name", "slug"]),
    "report": (factories.ReportFactory, []),
    "rating": (lambda: factories.rating("true"), ["slug", "position", "ordinal"]),
    "user": (factories.UserFactory, ["username"]),
    "comment": (factories.CommentFactory, []),
    "published correction": (lambda: corrected_claim().corrections.get(), []),
}
# address: (who looks, the rows that it lists); ``row`` is the first of them
PAGES = {
    "/admin/": (Role.EDITOR, ["claim", "finding"]),
    "/review/": (Role.REVIEWER, ["claim"]),
    "/review/mine/": (Role.REVIEWER, ["comment"]),
    "/": ("", ["publication"]),
    "/claims/": ("", ["publication"]),
    "/articles/{row.article.slug}/": ("", ["publication"]),
    "/claimants/{row.claimant.slug}/": ("", ["publication"]),
    "/publishers/{row.publisher.slug}/": ("", ["publication"]),
    "/corrections/": ("", ["published correction"]),
    "/feeds/claims.atom": ("", ["publication"]),
    "/feeds/corrections.atom": ("", ["published correction"]),
    "/sitemap-claims.xml": ("", ["publication"]),
    "/api/v1/claims/": ("", ["publication"]),
}
MOST = 16


def registered():
    """The lists of the admin that show rows of ours."""
    models = [model for model in admin.site._registry if model._meta.model_name in ROWS]
    for model in models:
        yield f"/admin/{model._meta.app_label}/{model._meta.model_name}/", model._meta.model_name


def listed():
    for address, name in registered():
        yield address, Role.ADMINISTRATOR if name == "user" else Role.EDITOR, [name]
    for address, (role, names) in PAGES.items():
        yield address, role, names


def copies(row, numbers, varied):
    """More rows like ``row``, one for each of ``numbers``, which tell them apart where they must."""
    names = {field.attname for field in row._meta.concrete_fields} - {"id"}
    claims = copies(row.claim, numbers, []) if "claim_id" in varied else []
    more = []
    for place, number in enumerate(numbers):
        values = {name: getattr(row, name) for name in names}
        for name in names & set(varied):
            text = isinstance(values[name], str)
            values[name] = f"{number}-{values[name]}"[:64] if text else 1000 + number
        if claims:
            values["claim_id"] = claims[place].pk
        more.append(type(row)(**values))
    return type(row)._default_manager.bulk_create(more)


def looked_for(address, name, person):
    """A row that the page lists."""
    if address == "/review/mine/":
        return factories.CommentFactory(author=person)
    row = ROWS[name][0]()
    if address == "/review/":
        row.state = "in_review"
        row.save()
    return row


@pytest.mark.one_database  # the queries are the same in both databases
@pytest.mark.django_db
@pytest.mark.parametrize(("address", "role", "names"), listed(), ids=lambda value: str(value))
def test_list_takes_the_same_queries_at_any_length(address, role, names, client):
    person = factories.UserFactory(role=role) if role else None
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    rows = [(looked_for(address, name, person), ROWS[name][1]) for name in names]
    address = address.format(row=rows[0][0])
    sizes, counts = [], []
    for numbers in (range(0), range(2), range(2, 299)):
        for row, varied in rows:
            copies(row, numbers, varied)
        client.get(address)  # whatever is kept between requests is kept by now
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
            body = b"".join(page.streaming_content) if page.streaming else page.content
        assert page.status_code == 200
        sizes.append(len(body))
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert counts[0] <= MOST
    assert sizes[0] < sizes[1] < sizes[2]


def test_every_list_of_the_admin_is_looked_at():
    ours = {
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label == "claims"
    }

    few = {"recheckrule", "apitoken", "ratingscale", "subscription", "webhookendpoint"}
    work = {"intake", "subscriptionentry", "webhookdelivery"}

    assert ours - set(ROWS) == few | work
