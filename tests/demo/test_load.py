"""The demo content in a site: every state, real people in the histories, and no mail."""

from collections import Counter
from datetime import date
from datetime import datetime
from datetime import timedelta
from metodinis.common import mail
from metodinis.common.waiting import waiting
from metodinis.demo import practice
from metodinis.demo import programmes
from metodinis.demo import story
from metodinis.demo import training
from metodinis.demo.operations import load_demo
from metodinis.demo.viewlets import DemoBanner
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.workflow import lacking
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.desk.reading import plan_of
from metodinis.goodpractice.desk.reading import remarks_of
from metodinis.goodpractice.desk.store import desk_of
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.statistics.content import views_of
from metodinis.indicators.targets import reading
from metodinis.libraries import people
from metodinis.libraries.belongings import library_of
from metodinis.training.registration.seating import free_seats
from plone import api
from plone.app.uuid.utils import uuidToObject
import transaction


TODAY = date(2026, 11, 24)
PASSWORD = "Parodomasis-1904"


def test_demo(site, monkeypatch):
    # One load, many looks: loading takes seconds.
    sent = []
    monkeypatch.setattr(mail, "send", lambda *args, **more: sent.append(args))
    with api.env.adopt_roles(["Manager"]):
        lines = load_demo(site, password=PASSWORD, today=TODAY)
    assert sent == []
    # All of it can be stored.
    transaction.savepoint(optimistic=True)
    with api.env.adopt_roles(["Manager"]):
        looks_at_reports(site)
        looks_at_open_round(site)
        looks_at_targets(site)
        looks_at_histories(site)
        looks_at_institutions(site)
        looks_at_training(site)
        looks_at_induction(site)
        looks_at_programmes(site)
        looks_at_cases(site)
        looks_at_what_cases_wait_for(site)
        looks_at_readers(site)
        newest = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            is_folderish=False, sort_on="modified", sort_order="descending", sort_limit=8
        )[:8]
        assert {brain.portal_type for brain in newest} == {
            "GoodPractice",
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


def looks_at_targets(demo):
    """Some that hold, and each other state once; what was computed lies among its libraries."""
    kept = demo["indicators"].targets.all()
    assert Counter(one.state for one in kept) == {
        "approved": 6,
        "proposed": 2,
        "returned": 1,
        "declined": 1,
        "withdrawn": 1,
        "superseded": 1,
    }
    assert {reading.progress(one).light for one in kept if one.state == "approved"} >= {
        "near",
        "far",
    }
    for one in kept:
        days = [step.at.date() for step in one.steps]
        assert days == sorted(days)
        assert all(day <= TODAY for day in days)
        assert one.value > 0


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


def cases_of(demo, state=None):
    """Titles without the mark -> cases in a state, in the order in which they were begun."""
    found = demo["good-practice"].objectValues()
    return {
        one.title.removesuffix(practice.MARK): one
        for one in found
        if one.portal_type == "GoodPractice" and state in (None, api.content.get_state(one))
    }


def looks_at_cases(demo):
    """Each case stands where it is told to stand, came there step by step, and says what it is."""
    cases, parts = cases_of(demo), practice.told()
    assert {title: api.content.get_state(one) for title, one in cases.items()} == {
        one.values["title"]: one.end for one in parts["cases"]
    }
    assert all(one.title.endswith(practice.MARK) for one in cases.values())
    drafts = cases_of(demo, "draft").values()
    assert [one.title for one in cases.values() if lacking(one) and one not in drafts] == []
    for one in cases.values():
        days = [row["time"].asdatetime().date() for row in one.workflow_history[WORKFLOW]]
        assert days == sorted(days)
        assert days[-1] <= TODAY
        assert one.modified().asdatetime().date() == days[-1]
    history = cases["Pamario istorijos – nuotraukų dirbtuvės su gyventojais"].workflow_history
    assert [(entry["action"], entry["actor"]) for entry in history[WORKFLOW][1:]] == [
        ("ask_signature", "sil-darbuotoja"),
        ("sign", "sil-direktore"),
        ("assign", "redaktore"),
        ("recommend", "redaktore"),
        ("publish", "redaktore"),
    ]
    numbered = [(one.number, one.rating) for one in cases.values() if one.number]
    assert numbered == [(1, 4.12), (2, 4.25), (3, 4.5), (4, 4.62), (5, 4.5), (6, 4.75), (7, 4.38)]
    featured = desk_of(demo["good-practice"]).featured
    assert [one.number for one in cases.values() if one.UID() in featured] == [4, 6]
    assert [[version.kind for version in one.versions] for one in cases.values()] == [
        ["submission", "publication"],
        ["submission", "publication"],
        ["submission", "publication"],
        ["submission", "publication"],
        ["submission", "publication", "correction"],
        ["submission", "publication"],
        ["submission"],
        ["submission", "edit"],
        ["submission"],
        ["submission", "publication"],
        ["submission"],
        ["submission"],
        [],
        [],
    ]


def looks_at_what_cases_wait_for(demo):
    """Everybody who has something to do in good practice finds it."""
    directory = demo["good-practice"]
    waits = waiting(directory, store.KEY)

    def places(token):
        found = (uuidToObject(uid, unrestricted=True) for uid in waits.found(token))
        return sorted(library_of(one).code for one in found)

    uids = {library.code: library.UID() for library in demo["libraries"].objectValues()}
    assert places(store.ASSIGNMENT) == ["NER"]
    assert places(store.review_of("tau-direktore")) == ["SKU"]
    assert places(store.review_of("metodininkas")) == []
    assert places(store.signing_of(uids["KLM"])) == ["KLM"]
    assert places(store.mending_of(uids["JUR"])) == ["JUR"]
    assert places(store.agreeing_of(uids["SLL"])) == []
    assert places(store.truth_of(uids["PAG"])) == ["PAG"]
    assert places(store.question_of(uids["TAU"])) == ["TAU"]
    assert places(store.MODERATION) == ["KLR", "TAU"]
    [planned] = cases_of(demo, "recommended").values()
    assert plan_of(planned).at.date() == TODAY + timedelta(days=6)
    [returned] = cases_of(demo, "returned").values()
    assert {*remarks_of(returned)} == {"results", "steps", "difficulties"}


def looks_at_readers(demo):
    directory = demo["good-practice"]
    readers = {one.number: readers_of(one) for one in cases_of(demo, "published").values()}
    assert {number: len(one.reuses) for number, one in readers.items()} == {
        2: 1,
        3: 2,
        4: 3,
        5: 0,
        6: 1,
        7: 0,
    }
    assert {number: one.thanks for number, one in readers.items()} == {
        2: 6,
        3: 15,
        4: 22,
        5: 9,
        6: 12,
        7: 9,
    }
    for one in cases_of(demo, "published").values():
        read_on = views_of(directory).of(one.UID())
        assert one.effective().asdatetime().date() < min(read_on) < max(read_on) < TODAY
    questions = [
        (number, one.state) for number, found in readers.items() for one in found.words("question")
    ]
    assert questions == [(4, "answered"), (6, "asked"), (7, "pending")]
    collections = [
        (api.content.get_state(one), len(one.case_uids))
        for one in directory.objectValues()
        if one.portal_type == "PracticeCollection"
    ]
    assert collections == [("published", 3), ("draft", 2)]


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
