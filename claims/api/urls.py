from django.urls import path, re_path

from claims.api import views

app_name = "api"
urlpatterns = [
    path("claims/", views.Claims.as_view(), name="claims"),
    path("claims/<int:pk>/", views.OneClaim.as_view(), name="claim"),
    path("articles/", views.Articles.as_view(), name="articles"),
    path("articles/<slug:slug>/", views.OneArticle.as_view(), name="article"),
    path("claimants/", views.Claimants.as_view(), name="claimants"),
    path("claimants/<slug:slug>/", views.OneClaimant.as_view(), name="claimant"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?P<rest>.*)$", views.Nowhere.as_view(), name="nowhere"),
]
