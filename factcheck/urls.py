"""Every address of the site. The public ones are stable."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("claims.public.urls")),
    path("review/", include("claims.review.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
