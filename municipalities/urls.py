from django.contrib.auth.views import LogoutView
from django.urls import path

from municipalities import views


urlpatterns = [
    path("masuk/", views.Login.as_view(), name="login"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("peran/", views.choose_role, name="choose_role"),
]
