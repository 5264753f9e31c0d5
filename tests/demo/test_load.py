"""The demo content in a site: every state, real people in the histories, and no mail."""

from collections import Counter
from datetime import date
from datetime import datetime
from metodinis.common import mail
from metodinis.demo import programmes
from metodinis.demo import story
from metodinis.demo import training
from metodinis.demo.operations import load_demo
from metodinis.demo.viewlets import DemoBanner
from metodinis.libraries import people
from metodinis.training.registration.seating import free_seats
from plone import api


TODAY = date(2026, 11, 24)
PASSWORD = "Parodomasis-1904"


def test_demo(site, monkeypatch):
    # One load, many looks: loading takes seconds.
    sent = []
    monkeypatch.setattr(mail, "send", lambda *args, **more: sent.append(args))
    with api.env.adopt_roles(["Manager"]):
        lines = load_demo(site, password=PASSWORD, today=TODAY)
    assert sent == []
    with api.env.adopt_roles(["Manager"]):
        looks_at_reports(site)
        looks_at_open_round(site)
        looks_at_histories(site)
        looks_at_institutions(site)
        looks_at_training(site)
        looks_at_induction(site)
        looks_at_programmes(site)
        newest = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            is_folderish=False, sort_on="modified", sort_order="descending", sort_limit=8
        )[:8]
        assert {brain.portal_type for brain in newest} == {
            "NarrativeReport",
            "StatisticalReport",
            "TrainingEvent",
        }
        krt = site["libraries"]["krt"]
        assert [
            item.title for item in krt.objectValues() if item.portal_type == "LibraryDocument"
        ] == ["Metinis veiklos planas", "Fondo papildymo tvarka"]
        assert people.contact_of(site["libraries"]["tau"]).name == "Tomas Jankauskas"
        assert [item.title for item in site["naujienos"].objectValues()] == [
            title for _name, title, *_rest in story.NEWS
        ]
    looks_at_people(site, lines)
    assert DemoBanner(site, site.REQUEST, None).available()


def looks_at_training(demo):
    titles = {told.title for told in training.EVENTS}
    events = [one for one in demo["training"].objectValues() if one.title in titles]
    assert Counter(map(api.content.get_state, events)) == {
        "announced": 5,
        "draft": 1,
        "postponed": 1,
        "cancelled": 1,
    }
    assert [event.title for event in events if event.end.date() < TODAY] == [
        "Parodų rengimas bibliotekoje",
        "Bibliotekos rodikliai ir standartai: nuo statistikos iki sprendimo",
    ]
    full = [event.title for event in events if free_seats(event) == 0]
    assert full == ["Renginių vedimas ir viešasis kalbėjimas"]


def looks_at_reports(demo):
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
    published = found(
        portal_type=["StatisticalReport", "NarrativeReport"], review_state="published"
    )
    assert Counter(brain.getObject().year for brain in published) == {
        2021: 22,
        2022: 22,
        2023: 22,
        2024: 22,
        2025: 3,
    }
    visits = [
        demo["libraries"][code.lower()]["statistical-2022"].cells()["C4"].value
        for code in story.OPEN
    ]
    assert sum(visits) == 1_266_048
    late = [brain for brain in published if brain.getObject().year == 2023 and not on_time(brain)]
    assert {brain.getPath().split("/")[-2] for brain in late} == {"sll"}


def on_time(brain):
    report = brain.getObject()
    return report.first_submitted_at <= report.due


def looks_at_induction(site):
    """One track under way, with something late and something that waits; one signed by both."""
    found = {}
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="InductionTrack"):
        track = brain._unrestrictedGetObject()
        progress = track.progress
        found[track.library.code] = (
            brain.review_state,
            (progress.done, progress.needed),
            len(track.marks),
            [userid for _moment, userid in track.signatures.values()],
        )
    assert found == {
        "KRT": ("active", (9, 14), 9, []),
        "KLM": ("finished", (14, 14), 16, ["klm-darbuotoja", "klm-direktorius"]),
    }


def looks_at_programmes(demo):
    told = {story.values["title"]: story for story in programmes.STORIES}
    found = {one.title: one for one in demo["training"].objectValues() if one.title in told}
    assert {title: api.content.get_state(one) for title, one in found.items()} == {
        title: story.end for title, story in told.items()
    }
    for title, one in found.items():
        given = [r for found_round in one.rounds for r in found_round.evaluations if r.given_at]
        assert len(given) == len(told[title].said)
        [history] = one.workflow_history.values()
        days = [entry["time"].asdatetime().date() for entry in history[1:]]
        assert days == sorted(days)
        assert all(day <= TODAY for day in days)


def looks_at_open_round(demo):
    state = api.content.get_state
    for code, states in story.OPEN.items():
        library = demo["libraries"][code.lower()]
        reports = library["statistical-2025"], library["narrative-2025"]
        assert tuple(map(state, reports)) == states, code
    states = {year: state(demo["rounds"][str(year)]) for year in range(2021, 2026)}
    assert states == {
        2021: "archived",
        2022: "archived",
        2023: "archived",
        2024: "closed",
        2025: "open",
    }
    returned = demo["libraries"]["klr"]["statistical-2025"]
    assert [(r.code, len(r.messages), r.resolved) for r in returned.remarks.values()] == [
        ("E2", 2, False),
        ("H2b", 1, False),
        ("A6", 2, True),
    ]
    assert demo["libraries"]["klm"]["statistical-2025"].open_findings() == []
    faulty = demo["libraries"]["ner"]["statistical-2025"].open_findings()
    assert "error" in {finding.severity for finding in faulty}


def looks_at_institutions(demo):
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type=["Department", "Partner"])
    assert Counter((b.portal_type, b.review_state) for b in found) == {
        ("Department", "published"): 3,
        ("Partner", "published"): 3,
    }


def looks_at_histories(demo):
    report = demo["libraries"]["krt"]["statistical-2022"]
    rows = report.workflow_history["metodinis_report"][1:]
    assert [(row["action"], row["actor"]) for row in rows] == [
        ("submit", "krt-darbuotoja"),
        ("accept", "metodininke"),
        ("publish", "vedeja"),
    ]
    assert [row["time"].asdatetime().year for row in rows] == [2023, 2023, 2023]
    assert report.record("C1").by == "krt-darbuotoja"
    assert report.first_submitted_at == story.handed_in("KRT", 2022)
    [correction] = demo["libraries"]["krt"]["statistical-2023"].corrections.values()
    assert correction.corrected.value == correction.original.value + 3
    assert correction.at < datetime.now(correction.at.tzinfo)


def looks_at_people(demo, lines):
    assert len(lines) == len(story.PEOPLE) + 2
    for person in story.PEOPLE:
        assert demo.acl_users.authenticate(person.user, PASSWORD, demo.REQUEST)
    library = demo["libraries"]["krt"]
    with api.env.adopt_user(username="krt-direktore"):
        assert api.user.get_permissions(obj=library)["metodinis: Manage People"]
    with api.env.adopt_user(username="sku-direktore"):
        assert not api.user.get_permissions(obj=library)["metodinis: Manage People"]


def test_banner_only_with_demo_content(site):
    assert not DemoBanner(site, site.REQUEST, None).available()
