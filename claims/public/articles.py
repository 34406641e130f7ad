"""The page of an article: its text with the published claims marked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Article, Publication
from claims.public.caching import public_page
from claims.public.highlights import notes, paragraphs
from claims.public.selectors import published_pages


@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published_in(slug)
    if not pages:
        raise Http404
    found = Article.objects.select_related("publisher").get(slug=slug)
    text = found.revision.text
    marked = notes(text, pages)
    context = {
        "article": found,
        "paragraphs": paragraphs(text, marked),
        "notes": marked,
        "unplaced": [note for note in marked if not note.spans],
    }
    return render(request, "public/article.html", context)


def published_in(slug: str) -> list[Publication]:
    """The pages of an article's standing claims; without one the public knows no such article."""
    return list(published_pages().filter(article__slug=slug).select_related("claim"))
