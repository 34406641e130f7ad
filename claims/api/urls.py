from django.urls import path, re_path

from claims.api.desk import actions as steps
from claims.api.desk import views as desk
from claims.api.public import extract, views

app_name = "api"
urlpatterns = [
    path("claims/", views.ClaimListView.as_view(), name="claims"),
    path("claims/<int:pk>/", views.ClaimDetailView.as_view(), name="claim"),
    path("articles/", views.ArticleListView.as_view(), name="articles"),
    path("articles/<slug:slug>/", views.ArticleDetailView.as_view(), name="article"),
    path("claimants/", views.ClaimantListView.as_view(), name="claimants"),
    path("claimants/<slug:slug>/", views.ClaimantDetailView.as_view(), name="claimant"),
    path("extract/", extract.ExtractView.as_view(), name="extract"),
    path("desk/articles/", desk.DeskArticleListView.as_view(), name="desk-articles"),
    path("desk/articles/<int:pk>/", desk.DeskArticleDetailView.as_view(), name="desk-article"),
    path("desk/intakes/<int:pk>/", desk.QueuedURLDetailView.as_view(), name="desk-intake"),
    path("desk/claims/", desk.DeskClaimListView.as_view(), name="desk-claims"),
    path("desk/claims/<int:pk>/", desk.DeskClaimDetailView.as_view(), name="desk-claim"),
    path("desk/claims/<int:pk>/accept/", desk.AcceptClaimView.as_view(), name="desk-accept"),
    path("desk/claims/<int:pk>/dismiss/", desk.DismissClaimView.as_view(), name="desk-dismiss"),
    path("desk/claims/<int:pk>/evidence/", desk.EvidenceListView.as_view(), name="desk-evidence"),
    path("desk/claims/<int:pk>/verdicts/", desk.VerdictListView.as_view(), name="desk-verdicts"),
    path("desk/claims/<int:pk>/comments/", desk.CommentListView.as_view(), name="desk-comments"),
    path(
        "desk/claims/<int:pk>/start-research/", steps.StartResearchView.as_view(), name="desk-start"
    ),
    path("desk/claims/<int:pk>/edit/", steps.EditClaimView.as_view(), name="desk-edit"),
    path(
        "desk/claims/<int:pk>/withdraw-evidence/",
        steps.WithdrawEvidenceView.as_view(),
        name="desk-withdraw-evidence",
    ),
    path("desk/claims/<int:pk>/submit/", steps.SubmitView.as_view(), name="desk-submit"),
    path("desk/claims/<int:pk>/send-back/", steps.SendBackView.as_view(), name="desk-send-back"),
    path("desk/claims/<int:pk>/approve/", steps.ApproveView.as_view(), name="desk-approve"),
    path("desk/claims/<int:pk>/unapprove/", steps.UnapproveView.as_view(), name="desk-unapprove"),
    path("desk/claims/<int:pk>/publish/", steps.PublishView.as_view(), name="desk-publish"),
    path("desk/claims/<int:pk>/reopen/", steps.ReopenView.as_view(), name="desk-reopen"),
    path(
        "desk/claims/<int:pk>/corrections/",
        steps.CorrectionListView.as_view(),
        name="desk-corrections",
    ),
    path(
        "desk/claims/<int:pk>/corrections/<int:number>/approve/",
        steps.ApproveCorrectionView.as_view(),
        name="desk-approve-correction",
    ),
    path(
        "desk/claims/<int:pk>/corrections/<int:number>/reject/",
        steps.RejectCorrectionView.as_view(),
        name="desk-reject-correction",
    ),
    path("desk/claims/<int:pk>/retract/", steps.RetractView.as_view(), name="desk-retract"),
    path("desk/sources/", desk.SourceListView.as_view(), name="desk-sources"),
    path("desk/sources/<int:pk>/", desk.SourceDetailView.as_view(), name="desk-source"),
    path("schema/", views.SchemaView.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?P<rest>[\s\S]*)$", views.NotFoundView.as_view(), name="nowhere"),
]
