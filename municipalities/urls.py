from django.contrib.auth.views import LogoutView
from django.urls import path

from municipalities.views import appearance, doors, outgoing


urlpatterns = [
    path("masuk/", doors.Login.as_view(), name="login"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("tampilan/", appearance.appearance, name="appearance"),
    path("peran/", doors.choose_role, name="choose_role"),
    path("surat-keluar/", outgoing.mail_list, name="mail_list"),
]
