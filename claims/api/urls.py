from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from claims.api.desk import views as desk
from claims.api.public import views

app_name = "api"
router = SimpleRouter(use_regex_path=False)
router.register("claims", views.ClaimViewSet, "claim")
router.register("articles", views.ArticleViewSet, "article")
router.register("claimants", views.ClaimantViewSet, "claimant")
router.register("desk/articles", desk.DeskArticleViewSet, "desk-article")
router.register("desk/intakes", desk.QueuedURLViewSet, "desk-intake")
router.register("desk/claims", desk.DeskClaimViewSet, "desk-claim")
router.register("desk/sources", desk.SourceViewSet, "desk-source")
urlpatterns = [
    *router.urls,
    path("extract/", views.ExtractView.as_view(), name="extract"),
    path("schema/", views.SchemaView.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?P<rest>[\s\S]*)$", views.NotFoundView.as_view(), name="nowhere"),
]
