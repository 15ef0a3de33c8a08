"""What people asked to have put right stands on the home page; what is late leads it."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.enrollment import make_correction, make_enrollment
from tests.safety.attack import administrator


def test_a_correction_that_is_late_leads_the_operators_page(operator_client, world):
    with administrator():
        worker = make_enrollment(world.bengkulu).worker
        for field, right, days in (("phone", "081234567890", 4), ("name", "Lain Sekali", 1)):
            at = timezone.now() - timedelta(days=days)
            make_correction(worker, field=field, right=right, by=world.operator, at=at)
    tasks = operator_client.get("/").context["tasks"]
    assert (tasks[0]["title"], tasks[0]["status"]) == ("1 permintaan perbaikan data lewat 3 x 24 jam", "late")
    assert "1 permintaan perbaikan data menunggu jawaban" in [task["title"] for task in tasks]
