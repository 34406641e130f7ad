from django.urls import path, re_path

from claims.api import desk, extracting, views

app_name = "api"
urlpatterns = [
    path("claims/", views.Claims.as_view(), name="claims"),
    path("claims/<int:pk>/", views.OneClaim.as_view(), name="claim"),
    path("articles/", views.Articles.as_view(), name="articles"),
    path("articles/<slug:slug>/", views.OneArticle.as_view(), name="article"),
    path("claimants/", views.Claimants.as_view(), name="claimants"),
    path("claimants/<slug:slug>/", views.OneClaimant.as_view(), name="claimant"),
    path("extract/", extracting.Extract.as_view(), name="extract"),
    path("desk/articles/", desk.DeskArticles.as_view(), name="desk-articles"),
    path("desk/articles/<int:pk>/", desk.OneDeskArticle.as_view(), name="desk-article"),
    path("desk/intakes/<int:pk>/", desk.OneIntake.as_view(), name="desk-intake"),
    path("desk/claims/", desk.DeskClaims.as_view(), name="desk-claims"),
    path("desk/claims/<int:pk>/", desk.OneDeskClaim.as_view(), name="desk-claim"),
    path("desk/claims/<int:pk>/accept/", desk.Accept.as_view(), name="desk-accept"),
    path("desk/claims/<int:pk>/dismiss/", desk.Dismiss.as_view(), name="desk-dismiss"),
    path("desk/claims/<int:pk>/evidence/", desk.Evidences.as_view(), name="desk-evidence"),
    path("desk/claims/<int:pk>/verdicts/", desk.Verdicts.as_view(), name="desk-verdicts"),
    path("desk/claims/<int:pk>/comments/", desk.Comments.as_view(), name="desk-comments"),
    path("desk/sources/", desk.Sources.as_view(), name="desk-sources"),
    path("desk/sources/<int:pk>/", desk.OneSource.as_view(), name="desk-source"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?P<rest>[\s\S]*)$", views.Nowhere.as_view(), name="nowhere"),
]
