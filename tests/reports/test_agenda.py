"""What the agenda tells of reports: to whom, what, in which order, at what cost."""

from Acquisition import aq_base
from datetime import datetime
from datetime import timedelta
from metodinis.common.moments import at
from metodinis.libraries.people import person
from metodinis.reports import operations
from metodinis.reports.agenda import ReportsAgenda
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.rules import ZONE
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import YEAR
from tests.reports.test_workflow import bring
from zope.i18n import translate
import pytest


BEFORE = datetime(2026, 1, 20, 9, 0, tzinfo=ZONE)
AFTER = datetime(2026, 2, 12, 9, 0, tzinfo=ZONE)


def told(name, moment=BEFORE, limit=10):
    """(title, whose, badge) of a person's tasks."""
    with act_as(name), at(moment):
        found = ReportsAgenda().tasks(person(name), limit)
    return [(say(task), task.who.partition(" ")[0], task.badge) for task in found.tasks]


def say(task):
    return translate(task.title, target_language="lt")


NARRATIVE = ("Užpildykite ir pateikite: Tekstinė ataskaita, 2025 m.", "Kretingos", "draft")


@pytest.mark.parametrize(
    ("state", "tasks"),
    [
        (
            "draft",
            {
                "krt-darbuotoja": ["Užpildykite ir pateikite: Statistinė ataskaita, 2025 m."],
                "krt-direktore": ["Užpildykite ir pateikite: Statistinė ataskaita, 2025 m."],
                "metodininke": [],
                "vedeja": [],
            },
        ),
        (
            "signing",
            {
                "krt-darbuotoja": [],
                "krt-direktore": ["Pasirašykite: Statistinė ataskaita, 2025 m."],
                "metodininke": [],
                "vedeja": [],
            },
        ),
        (
            "submitted",
            {
                "krt-darbuotoja": [],
                "krt-direktore": [],
                "metodininke": ["Peržiūrėkite: Statistinė ataskaita, 2025 m."],
                "vedeja": ["Peržiūrėkite: Statistinė ataskaita, 2025 m."],
            },
        ),
        (
            "returned",
            {
                "krt-darbuotoja": ["Pataisykite ir vėl pateikite: Statistinė ataskaita, 2025 m."],
                "krt-direktore": ["Pataisykite ir vėl pateikite: Statistinė ataskaita, 2025 m."],
                "metodininke": [],
                "vedeja": [],
            },
        ),
        (
            "accepted",
            {
                "krt-darbuotoja": [],
                "krt-direktore": [],
                "metodininke": [],
                "vedeja": ["Paskelbkite priimtas 2025 m. ataskaitas: 1"],
            },
        ),
    ],
)
def test_each_is_told_what_is_theirs(report, state, tasks):
    bring(report, state)
    found = {name: [title for title, *_rest in told(name)] for name in tasks}
    for name in ("krt-darbuotoja", "krt-direktore"):
        found[name].remove(NARRATIVE[0])
    assert found == tasks


@pytest.mark.parametrize("name", ["svecias", "redaktore"])
def test_others_have_nothing_to_do(report, name):
    bring(report, "submitted")
    assert told(name) == []


def test_other_libraries_learn_nothing(report):
    bring(report, "returned")
    assert {who for _title, who, _badge in told("pag-direktore")} == {"Pagėgių"}


def test_returned_report_tells_reason_and_remarks(report):
    bring(report, "submitted")
    with act_as("metodininke"):
        first = operations.remark(report, "C4", "Ar tikrai?")
        operations.remark(report, "C1", "O čia?")
        operations.return_(report, "Patikrinkite apsilankymus.")
    with act_as("krt-darbuotoja"):
        [task] = [
            task
            for task in ReportsAgenda().tasks(person("krt-darbuotoja"), 10).tasks
            if task.badge == "returned"
        ]
        assert (task.reason, task.remarks) == ("Patikrinkite apsilankymus.", 2)
        operations.answer(report, first, "Taip.")
    title, _whose, _badge = told("metodininke")[0]
    assert title == "Atsakykite į bibliotekos pastabą: Statistinė ataskaita, 2025 m."
    with act_as("metodininke"):
        operations.resolve(report, first)
    assert told("metodininke") == []


def test_published_report_keeps_nothing_of_it_in_the_catalog(report):
    bring(report, "returned")
    [brain] = api.content.find(UID=report.UID(), unrestricted=True)
    assert brain.report_reason == "Patikrinkite apsilankymus."
    with act_as("krt-direktore"):
        operations.sign(report)
    with act_as("metodininke"):
        operations.remark(report, "C4", "Gerai.")
        operations.accept(report)
    with act_as("vedeja"):
        operations.publish(report)
    [brain] = api.content.find(UID=report.UID(), unrestricted=True)
    assert (brain.report_reason, brain.remarks_waiting) == ("", {})


def test_closed_round_asks_only_for_what_was_given_back(report, reporting_round):
    bring(report, "returned")
    with act_as("vedeja"):
        rounds.close_round(reporting_round)
    assert [badge for *_rest, badge in told("krt-darbuotoja")] == ["returned"]


def test_queue_is_cut_and_counted(reporting_round):
    for code in ("KRT", "PAG", "KLM"):
        made = library(code)[f"statistical-{YEAR}"]
        reporting_round.requires_signature = False
        person_of = {"KRT": "krt-darbuotoja", "PAG": "pag-direktore", "KLM": "klm-darbuotoja"}
        fill(made, person_of[code], C1="100", C2="20", C4="900")
        moment = datetime(2026, 1, 10 + len(code + made.library.code), 9, tzinfo=ZONE)
        with act_as(person_of[code]), at(moment):
            operations.submit(made)
    with act_as("metodininke"):
        found = ReportsAgenda().tasks(person("metodininke"), 2)
    assert (found.total, len(found.tasks)) == (3, 2)


def test_late_is_who_never_handed_in(report):
    bring(report, "returned")
    with act_as("metodininke"), at(AFTER):
        found = ReportsAgenda().late(person("metodininke"), 3)
        assert (found.total, len(found.tasks)) == (5, 3)
        everyone = ReportsAgenda().late(person("metodininke"), 10).tasks
        assert report.absolute_url() not in [task.url for task in everyone]
    with act_as("metodininke"), at(BEFORE):
        assert ReportsAgenda().late(person("metodininke"), 3) == (0, [])
    with act_as("krt-direktore"), at(AFTER):
        assert ReportsAgenda().late(person("krt-direktore"), 3) == (0, [])


def test_calendar_has_deadlines_of_those_who_meet_them(reporting_round):
    with act_as("vedeja"):
        until = reporting_round.deadline + timedelta(days=5)
        rounds.extend_deadline(reporting_round, library("PAG"), until, "Liga.")
    start, end = BEFORE, BEFORE + timedelta(days=60)

    def entries(name):
        with act_as(name):
            found = ReportsAgenda().entries(person(name), start, end)
        return sorted((say(entry), entry.starts) for entry in found)

    assert entries("metodininke") == [
        ("2025 m. ataskaitų terminas", reporting_round.deadline),
        ("Pratęstas 2025 m. ataskaitų terminas", until),
    ]
    assert [moment for _title, moment in entries("pag-direktore")] == [until, until]
    assert entries("svecias") == []
    with act_as("metodininke"):
        assert ReportsAgenda().entries(person("metodininke"), start, BEFORE) == []


def test_cost_does_not_grow_with_rows(report, monkeypatch):
    asked = []
    catalog = type(aq_base(api.portal.get_tool("portal_catalog")))
    search = catalog.searchResults

    def counted(self, *args, **kwargs):
        asked.append(kwargs)
        return search(self, *args, **kwargs)

    def cost(name):
        asked.clear()
        with act_as(name), monkeypatch.context() as patch:
            patch.setattr(catalog, "searchResults", counted)
            patch.setattr(catalog, "__call__", counted)
            ReportsAgenda().tasks(person(name), 10)
        return len(asked)

    before = cost("metodininke")
    bring(report, "submitted")
    assert cost("metodininke") == before
    assert cost("krt-darbuotoja") == 1
