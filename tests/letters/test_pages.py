"""quick"""

from __future__ import annotations

from tests.support import people


def test_all(app, db):
    event = people.hold()
    g = people.approved(event, country="TN", city="Tunis")
    desk = people.desk(app, event, "owner")
    bad = []
    for path in (
        "words",
        "words/registration.approved/ar",
        "words/registration.approved/preview",
        "words/letter.invitation/fr",
        "words/letter.invitation/preview",
        "words/registration.received/ar/frame",
        "sendings",
        "sendings/new",
        "letters",
        "letters/new",
        "letters/head",
        "share",
        f"delegates/{g.id}/share",
        f"delegates/{g.id}",
        "mails/bounces",
        "mails",
    ):
        for lang in ("ar", "fr"):
            a = desk.get(f"/desk/meeting/{path}?lang={lang}")
            if a.status_code != 200:
                bad.append((path, a.status_code))
    assert not bad
    r = desk.post(
        f"/desk/meeting/delegates/{g.id}/letters", data={"kind": "invitation", "languages": "ar+fr"}
    )
    print(r.status_code, r.location)
    page = desk.get(f"/desk/meeting/delegates/{g.id}?lang=fr").text
    assert "/INV/" in page, page
