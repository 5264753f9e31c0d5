"""Chapters, the document and the decision: who may write them, when, and what is refused."""

from AccessControl import Unauthorized
from contextlib import suppress
from datetime import date
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.reports import operations as reports
from metodinis.reports.narrative import operations
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.narrative.rules import MAX_CHAPTER
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.rules import EditConflict
from metodinis.reports.rules import NotReady
from plone import api
from tests.common.made_documents import DOCM_TYPE
from tests.common.made_documents import docx
from tests.common.made_documents import odt
from tests.common.made_documents import pdf
from tests.reports.conftest import act_as
from tests.reports.narrative.conftest import bring
from tests.reports.narrative.conftest import write
from tests.reports.narrative.conftest import write_all
import pytest


PEOPLE = (
    "krt-darbuotoja",
    "krt-direktore",
    "pag-direktore",
    "metodininke",
    "vedeja",
    "redaktore",
    "svecias",
)
DECISION = Decision("T-90", date(2026, 4, 26))
WRITES = {
    "chapters": lambda report: operations.save_chapters(report, {"staff": {"text": "Mes."}}),
    "document": lambda report: operations.put_document(report, "a.pdf", pdf("Mes")),
    "removal": lambda report: operations.remove_document(report),
    "decision": lambda report: operations.set_decision(report, DECISION),
}
LIBRARY = {"krt-darbuotoja": set(WRITES), "krt-direktore": set(WRITES)}
DEPARTMENT = {"metodininke": {"decision"}, "vedeja": {"decision"}}


def put(report, name, data):
    with act_as("krt-darbuotoja"):
        return operations.put_document(report, name, data)


def test_chapter_is_kept_with_its_writer(narrative):
    assert write(narrative, staff=" Dirbo 12 žmonių. \r\n") == ["staff"]
    passage = narrative.passage("staff")
    assert passage[:3] == ("Dirbo 12 žmonių.", 1, "krt-darbuotoja")


def test_one_bad_chapter_stores_none(narrative):
    with pytest.raises(FieldErrors) as caught:
        write(narrative, staff="Mes.", funding="a" * (MAX_CHAPTER + 1), weather="Lijo.")
    assert set(caught.value.errors) == {"funding", "weather"}
    assert narrative.text_of("staff") == ""


def test_stale_chapter_is_refused_with_what_stands(narrative):
    write(narrative, staff="Pirmas.")
    stale = {"staff": {"text": "Antras.", "revision": 0}, "access": {"text": "Yra."}}
    with act_as("krt-direktore"), pytest.raises(EditConflict) as caught:
        operations.save_chapters(narrative, stale)
    [conflict] = caught.value.conflicts
    assert (conflict.code, conflict.typed, conflict.record.text) == ("staff", "Antras.", "Pirmas.")
    assert (narrative.text_of("staff"), narrative.text_of("access")) == ("Pirmas.", "")


def test_two_people_write_different_chapters(narrative):
    with act_as("krt-darbuotoja"):
        operations.save_chapters(narrative, {"staff": {"text": "Mes.", "revision": 0}})
    with act_as("krt-direktore"):
        operations.save_chapters(narrative, {"access": {"text": "Čia.", "revision": 0}})
    assert (narrative.text_of("staff"), narrative.text_of("access")) == ("Mes.", "Čia.")


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("draft", LIBRARY),
        ("submitted", DEPARTMENT),
        ("returned", LIBRARY | DEPARTMENT),
        ("accepted", DEPARTMENT),
        ("published", DEPARTMENT),
    ],
)
def test_who_may_write_in_which_state(narrative, state, allowed):
    write_all(narrative)
    if state != "draft":
        bring(narrative, state)
    found = {}
    for person in PEOPLE:
        for name, operation in WRITES.items():
            # Whoever gets as far as a conflict was let in.
            with act_as(person), suppress(Unauthorized):
                with suppress(EditConflict):
                    operation(narrative)
                found.setdefault(person, set()).add(name)
        with act_as(person):
            may_decide = operations.may_decide(narrative)
        assert may_decide == ("decision" in found.get(person, ()))
    assert found == allowed


@pytest.mark.parametrize("name", WRITES)
def test_closed_round_takes_nothing(narrative, reporting_round, name):
    with act_as("metodininke"):
        rounds.close_round(reporting_round)
    with act_as("krt-darbuotoja"), pytest.raises(NotAllowed):
        WRITES[name](narrative)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        docx("x", main_type=DOCM_TYPE),
        docx("x", **{"word/media/a.bin": bytes(250 * 1024**2)}),
        odt("x", manifest="<encryption-data/>"),
        pdf("x")[:100],
        b"%PDF-" + bytes(20 * 1024**2),
    ],
    ids=["empty", "html", "svg", "macros", "bomb", "encrypted", "broken", "large"],
)
def test_bad_document_is_refused_and_the_old_one_stays(narrative, data):
    put(narrative, "gera.pdf", pdf("Gera"))
    with pytest.raises(FieldErrors) as caught:
        put(narrative, "ataskaita.pdf", data)
    assert list(caught.value.errors) == ["file"]
    assert narrative.document.name == "gera.pdf"


def test_document_is_named_by_what_it_is(narrative):
    document = put(narrative, "../Metų ataskaita.html", odt("Skaitytojai"))
    assert (document.name, document.kind) == ("Metų ataskaita.odt", "odt")
    assert document.blob.contentType == "application/vnd.oasis.opendocument.text"
    assert (document.text, document.by) == ("Skaitytojai\n", "krt-darbuotoja")


def test_empty_report_says_what_is_missing(narrative):
    write_all(narrative)
    write(narrative, staff="", methodology="")
    with act_as("krt-direktore"), pytest.raises(NotReady) as caught:
        reports.sign(narrative)
    [(code, message)] = caught.value.blockers
    assert (code, "Personalas" in message) == ("staff", True)
    assert state_of(narrative) == "draft"


def test_document_stands_for_the_chapters(narrative):
    put(narrative, "a.pdf", pdf("Viskas"))
    with act_as("krt-direktore"):
        reports.sign(narrative)
    assert state_of(narrative) == "submitted"


def test_decision_is_kept_and_taken_away(narrative):
    with act_as("krt-darbuotoja"):
        operations.set_decision(narrative, Decision("  T-90\n", DECISION.date))
        assert narrative.decision == DECISION
        operations.set_decision(narrative, Decision())
    assert narrative.decision == Decision("", None)


def test_bad_decision_names_its_field(narrative):
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors) as caught:
        operations.set_decision(narrative, Decision("T-90", date(2025, 6, 1)))
    assert list(caught.value.errors) == ["date"]
    assert narrative.decision == Decision("", None)


def test_remark_on_a_chapter_is_answered(narrative):
    write_all(narrative)
    bring(narrative, "submitted")
    with act_as("metodininke"):
        key = reports.remark(narrative, "staff", "O kas mokėsi?")
        with pytest.raises(FieldErrors):
            reports.remark(narrative, "C1", "Kas tai?")
        reports.return_(narrative, "Žr. pastabą.")
    with act_as("krt-darbuotoja"):
        reports.answer(narrative, key, "Visi.")
    assert [m.text for m in narrative.remarks[key].messages] == ["O kas mokėsi?", "Visi."]


@pytest.mark.parametrize(
    ("state", "finders"),
    [
        ("draft", set()),
        ("submitted", {"krt-darbuotoja", "metodininke"}),
        ("published", {"krt-darbuotoja", "metodininke", "pag-direktore", "svecias", None}),
    ],
)
def test_words_are_found_by_those_who_may_see_them(narrative, state, finders):
    put(narrative, "a.docx", docx("Kraštotyrininkų suvažiavimas"))
    write(narrative, staff="Bibliobusas riedėjo.")
    if state != "draft":
        bring(narrative, state)
    found = {"suvažiavimas": set(), "bibliobusas": set()}
    for word, people in found.items():
        for person in ("krt-darbuotoja", "metodininke", "pag-direktore", "svecias", None):
            with act_as(person) if person else api.env.adopt_roles(["Anonymous"]):
                if api.content.find(SearchableText=word):
                    people.add(person)
    assert found == {"suvažiavimas": finders, "bibliobusas": finders}
