"""Every address of the site. The public ones are stable."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from claims.admin.view_on_site import to_site

# The login, with a second factor; allauth's sign-up, its e-mails and its reset stay out.
login = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/webauthn/", RedirectView.as_view(pattern_name="mfa_index")),
    path("second-factor/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", include("claims.public.urls")),
    path("review/", include("claims.review.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("account/", include(login)),
    path("admin/r/<path:content_type_id>/<path:object_id>/", to_site, name="on_site"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler500 = "claims.public.errors.server_error"
