from django.urls import path, re_path

from claims.api.desk import actions as steps
from claims.api.desk import views as desk
from claims.api.public import extract, views

app_name = "api"
urlpatterns = [
    path("claims/", views.Claims.as_view(), name="claims"),
    path("claims/<int:pk>/", views.OneClaim.as_view(), name="claim"),
    path("articles/", views.Articles.as_view(), name="articles"),
    path("articles/<slug:slug>/", views.OneArticle.as_view(), name="article"),
    path("claimants/", views.Claimants.as_view(), name="claimants"),
    path("claimants/<slug:slug>/", views.OneClaimant.as_view(), name="claimant"),
    path("extract/", extract.Extract.as_view(), name="extract"),
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
    path("desk/claims/<int:pk>/start-research/", steps.StartResearch.as_view(), name="desk-start"),
    path("desk/claims/<int:pk>/edit/", steps.Edit.as_view(), name="desk-edit"),
    path(
        "desk/claims/<int:pk>/withdraw-evidence/",
        steps.Withdraw.as_view(),
        name="desk-withdraw-evidence",
    ),
    path("desk/claims/<int:pk>/submit/", steps.Submit.as_view(), name="desk-submit"),
    path("desk/claims/<int:pk>/send-back/", steps.SendBack.as_view(), name="desk-send-back"),
    path("desk/claims/<int:pk>/approve/", steps.Approve.as_view(), name="desk-approve"),
    path("desk/claims/<int:pk>/unapprove/", steps.Unapprove.as_view(), name="desk-unapprove"),
    path("desk/claims/<int:pk>/publish/", steps.Publish.as_view(), name="desk-publish"),
    path("desk/claims/<int:pk>/reopen/", steps.Reopen.as_view(), name="desk-reopen"),
    path("desk/claims/<int:pk>/corrections/", steps.Corrections.as_view(), name="desk-corrections"),
    path(
        "desk/claims/<int:pk>/corrections/<int:number>/approve/",
        steps.ApproveCorrection.as_view(),
        name="desk-approve-correction",
    ),
    path(
        "desk/claims/<int:pk>/corrections/<int:number>/reject/",
        steps.RejectCorrection.as_view(),
        name="desk-reject-correction",
    ),
    path("desk/claims/<int:pk>/retract/", steps.Retract.as_view(), name="desk-retract"),
    path("desk/sources/", desk.Sources.as_view(), name="desk-sources"),
    path("desk/sources/<int:pk>/", desk.OneSource.as_view(), name="desk-source"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?P<rest>[\s\S]*)$", views.Nowhere.as_view(), name="nowhere"),
]
