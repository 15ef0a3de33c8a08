"""The log of briefings, as rows of a page."""


def briefing_row(briefing, *, with_city):
    attendance = [(came.office, came.people) for came in briefing.attendance.all()]
    return {
        "date": briefing.date,
        "topic": briefing.topic,
        "place": briefing.place,
        "speaker": briefing.speaker,
        "municipality_label": str(briefing.municipality) if with_city else "",
        "attendance": attendance,
        "people": sum(people for _office, people in attendance),
        "source": briefing.source,
        "is_invented": briefing.is_invented,
    }
