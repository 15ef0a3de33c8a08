"""The hand-over of cards that a city's file tells of."""

from datetime import datetime
from zoneinfo import ZoneInfo

from enrollment import handover
from municipalities import service_user


def load(given, city):
    told = given.get("card_batch")
    if told is None or city.card_batches.exists():
        return
    by = service_user.of(city)
    held = [moments(told, session, city) for session in told["sessions"]]
    batch = handover.plan(
        municipality=city,
        title=told["title"],
        date=told["date"],
        place=told["place"],
        hosts=told["hosts"],
        guests=told["guests"],
        category=city.categories.get(code=told["category"]),
        note=f"{told['source']}. Jam dan kuota sesi rekaan.",
        sittings=[
            handover.Sitting(start_at=start, quota=session["quota"])
            for session, (start, _end) in zip(told["sessions"], held, strict=True)
        ],
        by=by,
        at=held[0][0],
    )
    for session, (_start, end) in zip(batch.sessions.all(), held, strict=True):
        numbers = session.handovers.values_list("number", flat=True)
        handover.hand_over(batch=batch, numbers=numbers, by=by, at=end)


def moments(told, session, city):
    zone = ZoneInfo(city.timezone)
    return [datetime.combine(told["date"], session[name], zone) for name in ("start", "end")]
