"""Every address of the site; each app names its own."""

from django.urls import include, path

from contributions.views.workers import worker_contributions
from enrollment.urls import corrections_urls


urlpatterns = [
    path("", include("reports.urls")),
    path("", include("municipalities.urls")),
    path("perjanjian/", include("agreements.urls")),
    path("pekerja/", include("enrollment.urls")),
    # A tab of the worker's page, kept by the app that owns the lines.
    path("pekerja/<uuid:public_id>/iuran/", worker_contributions, name="worker_contributions"),
    path("data-pribadi/perbaikan/", include(corrections_urls)),
    path("iuran/", include("contributions.urls")),
    path("klaim/", include("claims.urls")),
]

handler400 = "municipalities.views.errors.bad_request"
handler403 = "municipalities.views.errors.forbidden"
handler404 = "municipalities.views.errors.not_found"
handler500 = "municipalities.views.errors.failed"
