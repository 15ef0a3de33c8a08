"""Sign-in, the choice of a role, and what the doors show before either."""

from django.urls import reverse


def test_without_sign_in_the_home_page_leads_to_the_door(client, db):
    response = client.get(reverse("home"))
    assert (response.status_code, response.url) == (302, f"{reverse('login')}?next=/")


def test_an_operator_opens_the_home_page(operator_client):
    response = operator_client.get(reverse("home"))
    assert response.status_code == 200
    assert "Kota Bengkulu" in response.content.decode()


def test_a_scope_of_somebody_else_cannot_be_chosen_at_the_door(operator_client, world):
    foreign = world.stranger.pk
    operator_client.post(reverse("choose_role"), {"scope": foreign})
    assert "Kota Bengkulu" in operator_client.get(reverse("home")).content.decode()
