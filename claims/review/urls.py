from django.urls import path, register_converter
from django.urls.converters import IntConverter

from claims.review import notices, views


class RowId(IntConverter):
    regex = "[0-9]{1,18}"  # no more than the database's integers hold


register_converter(RowId, "row")

app_name = "review"
urlpatterns = [
    path("", views.start, name="start"),
    path("mine/", views.activity, name="activity"),
    path("people/<row:pk>/", views.person, name="person"),
    path("claims/<row:pk>/", views.claim, name="claim"),
    path("claims/<row:pk>/approve/", views.approve, name="approve"),
    path("claims/<row:pk>/send-back/", views.send_back, name="send-back"),
    path("claims/<row:pk>/unapprove/", views.unapprove, name="unapprove"),
    path("claims/<row:pk>/publish/", views.publish_claim, name="publish"),
    path("claims/<row:pk>/retract/", views.retract, name="retract"),
    path("claims/<row:pk>/comments/", views.create_comment, name="write"),
    path(
        "claims/<row:pk>/suggestions/<slug:table>/<row:number>/",
        views.suggestion,
        name="suggestion",
    ),
    path("claims/<row:pk>/watch/", notices.set_watch, name="watch"),
    path("notices/", notices.listing, name="notices"),
    path("notices/read/", notices.mark_all, name="mark-all-read"),
    path("notices/settings/", notices.preferences, name="notice-settings"),
    path("notices/<row:pk>/", notices.show, name="notice"),
    path("names/", notices.names, name="names"),
    path("comments/<row:pk>/edit/", views.edit, name="edit"),
    path("comments/<row:pk>/reply/", views.reply, name="reply"),
    path("comments/<row:pk>/resolve/", views.resolve, name="resolve"),
    path("comments/<row:pk>/reopen/", views.reopen, name="reopen"),
    path("corrections/<row:pk>/approve/", views.approve_correction, name="approve-correction"),
    path("corrections/<row:pk>/reject/", views.reject_correction, name="reject-correction"),
]
