from django.urls import path

from agreements.views import agreements, briefings, circulars


urlpatterns = [path("", agreements.agreement_list, name="agreement_list")]
# Beside what reports shows of a circular, under the same address.
circular_urls = [
    path("baru/", circulars.circular_new, name="circular_new"),
    path("<uuid:public_id>/ubah/", circulars.circular_edit, name="circular_edit"),
    path("<uuid:public_id>/hapus/", circulars.circular_drop, name="circular_drop"),
    path("<uuid:public_id>/ajukan/", circulars.circular_submit, name="circular_submit"),
    path("<uuid:public_id>/tarik/", circulars.circular_take_back, name="circular_take_back"),
    path("<uuid:public_id>/terbitkan/", circulars.circular_issue, name="circular_issue"),
    path("<uuid:public_id>/kembalikan/", circulars.circular_give_back, name="circular_give_back"),
    path("<uuid:public_id>/cabut/", circulars.circular_withdraw, name="circular_withdraw"),
]
briefing_urls = [
    path("", briefings.briefing_list, name="briefing_list"),
    path("baru/", briefings.briefing_new, name="briefing_new"),
    path("<uuid:public_id>/", briefings.briefing_detail, name="briefing_detail"),
    path("<uuid:public_id>/perbaiki/", briefings.briefing_correct, name="briefing_correct"),
]
