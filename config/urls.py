"""Every address of the site; each app names its own."""

from django.urls import include, path

from agreements.urls import briefing_urls, circular_urls
from contributions.views import units
from contributions.views.workers import worker_contributions
from enrollment.urls import corrections_urls, sending_urls
from enrollment.views import unit_imports, wage_bases


urlpatterns = [
    path("", include("reports.urls")),
    # Pages of the settings that stand on a higher floor; before the settings' own, which take any word.
    path("pengaturan/unit/berkas/", unit_imports.unit_import_new, name="unit_import_new"),
    path("pengaturan/unit/berkas/templat/", unit_imports.unit_template, name="unit_template"),
    path("pengaturan/unit/berkas/unduh/", unit_imports.unit_export, name="unit_export"),
    path("pengaturan/unit/berkas/<uuid:public_id>/", unit_imports.unit_import, name="unit_import"),
    path("pengaturan/unit/berkas/<uuid:public_id>/simpan/", unit_imports.unit_import_save, name="unit_import_save"),
    path("pengaturan/unit/<uuid:public_id>/gabung/", units.unit_merge, name="unit_merge"),
    path("pengaturan/unit/<uuid:public_id>/tutup/", units.unit_close, name="unit_close"),
    path("pengaturan/unit/gabungan/<uuid:public_id>/batal/", units.unit_unmerge, name="unit_unmerge"),
    path("pengaturan/dasar-upah/baru/", wage_bases.wage_basis_new, name="wage_basis_new"),
    path("pengaturan/dasar-upah/<uuid:public_id>/ubah/", wage_bases.wage_basis_correct, name="wage_basis_correct"),
    path("", include("municipalities.urls")),
    path("perjanjian/", include("agreements.urls")),
    path("surat-edaran/", include(circular_urls)),
    path("sosialisasi/", include(briefing_urls)),
    path("kirim/", include(sending_urls)),
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
