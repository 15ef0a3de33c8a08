"""Sign-in, the choice of a role, the own account. allauth asks for the names that begin with account_ and mfa_."""

from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from municipalities.views import account, appearance, doors, invitations, outgoing, people, places, roles, trail


urlpatterns = [
    path("masuk/", doors.SignIn.as_view(), name="login"),
    path("masuk/", doors.SignIn.as_view(), name="account_login"),
    path("masuk/kode/", doors.Code.as_view(), name="mfa_authenticate"),
    path("masuk/lupa/", doors.Forgotten.as_view(), name="account_reset_password"),
    path("masuk/lupa/terkirim/", doors.MailOnItsWay.as_view(), name="account_reset_password_done"),
    re_path(
        r"^masuk/lupa/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,60})/$",
        doors.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("keluar/", doors.SignOut.as_view(), name="logout"),
    path("tampilan/", appearance.appearance, name="appearance"),
    path("peran/daftar/", roles.role_table, name="role_table"),
    path("undangan/<str:token>/", invitations.invitation, name="invitation"),
    path("orang/", people.people_list, name="people"),
    path("orang/undang/", people.invite, name="person_invite"),
    path("orang/<uuid:public_id>/", people.person, name="person"),
    path("orang/<uuid:public_id>/masa/", people.change_end, name="person_end"),
    path("orang/<uuid:public_id>/akhiri/", people.end_now, name="person_end_now"),
    path("orang/<uuid:public_id>/undangan/", people.send_again, name="person_send_again"),
    path("jejak/", trail.audit_trail, name="audit_trail"),
    path("jejak/periksa/", trail.audit_verify, name="audit_verify"),
    path("jejak/unduh/", trail.audit_export, name="audit_export"),
    path("kantor/", places.place_list, name="places"),
    path("kantor/kota-baru/", places.add_municipality, name="municipality_add"),
    path("kantor/kantor-baru/", places.add_branch, name="branch_add"),
    path("kantor/kota/<str:code>/", places.city_place, name="city_place"),
    path("kantor/kota/<str:code>/layani/", places.city_serve, name="city_serve"),
    path("kantor/kota/<str:code>/serahkan/", places.city_hand_over, name="city_hand_over"),
    path("kantor/kota/<str:code>/masa/", places.city_end, name="city_end"),
    path("surat-keluar/", outgoing.mail_list, name="mail_list"),
    path("peran/", doors.choose_role, name="choose_role"),
    path("akun/", account.account, name="account"),
    path("akun/kata-sandi/", login_required(account.OtherPassword.as_view()), name="account_change_password"),
    path("akun/sesi/", account.session_list, name="usersessions_list"),
    path("akun/sesi/lanjut/", account.stay_signed_in, name="stay_signed_in"),
    path("akun/formulir/", account.kept_form, name="kept_form"),
    path("akun/langkah-kedua/", login_required(account.SecondFactor.as_view()), name="mfa_index"),
    path("akun/langkah-kedua/aplikasi/", account.own(account.App), name="mfa_activate_totp"),
    path("akun/langkah-kedua/aplikasi/lepas/", account.own(account.AppOff), name="mfa_deactivate_totp"),
    path("akun/langkah-kedua/kode-cadangan/", account.own(account.Codes), name="mfa_view_recovery_codes"),
    path("akun/langkah-kedua/kode-cadangan/unduh/", account.own(account.File), name="mfa_download_recovery_codes"),
    path("akun/langkah-kedua/kode-cadangan/baru/", account.own(account.NewCodes), name="mfa_generate_recovery_codes"),
    path("akun/langkah-kedua/kunci/", account.own(account.Key), name="mfa_add_webauthn"),
    path("akun/langkah-kedua/kunci/<int:pk>/hapus/", account.own(account.KeyOff), name="mfa_remove_webauthn"),
]
