"""Views of published cases: which are counted, and how they get into the database."""

from collections import Counter
from datetime import date
from datetime import timedelta
from metodinis.common import nightly
from metodinis.common.clock import today
from metodinis.goodpractice.statistics import counting
from metodinis.goodpractice.statistics.content import views_for_writing
from metodinis.goodpractice.statistics.content import views_of
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.reports.conftest import call_site  # noqa: F401 a fixture
from ZODB.POSException import ConflictError
import pytest
import transaction


BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture(autouse=True)
def tally(monkeypatch):
    """An empty Tally instead of the process's own."""
    fresh = counting.Tally()
    monkeypatch.setattr(counting, "TALLY", fresh)
    return fresh


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def case(served_world):
    """A published case, committed."""
    made = make_published()
    transaction.commit()
    return made


def see(call, case, person=None, method="GET", name="", **headers):
    path = f"good-practice/{case.getId()}{name}"
    answer = call(person, method, path, headers={**BROWSER, **headers})
    assert answer.status_code in (200, 304)
    return answer


def test_each_view_is_counted_whoever_answers_it(call, case, tally):
    """The page itself, the server's cache, and a browser that has it already."""
    first = see(call, case)
    second = see(call, case, **{"If-None-Match": first.headers.get("ETag", "x")})
    see(call, case, name="/view")
    assert second.headers.get("X-Cache-Operation") == "metodinis.caching"
    assert tally.take() == {(IUUID(case), today()): 3}


def test_another_library_reads_and_the_case_own_people_work(call, case, tally):
    for person in ("krt-darbuotoja", "krt-direktore", "metodininke", "redaktore", "vedeja"):
        see(call, case, person)
    assert tally.take() == {}
    see(call, case, "pag-direktore")
    see(call, case, "svecias")
    assert tally.take() == {(IUUID(case), today()): 2}


@pytest.mark.parametrize(
    ("method", "name", "headers"),
    [
        ("HEAD", "", {}),
        ("GET", "", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("GET", "", {"User-Agent": "curl/8.5.0"}),
        ("GET", "", {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", "", {"Purpose": "prefetch"}),
        ("GET", "/@case-pictures", {}),
    ],
)
def test_what_is_no_reader_is_left_out(call, case, tally, method, name, headers):
    see(call, case, method=method, name=name, **headers)
    assert tally.take() == {}


def test_draft_and_other_pages_are_not_counted(call, served_world, tally):
    draft = make()
    transaction.commit()
    see(call, draft, "krt-darbuotoja")
    call(None, "GET", "good-practice", headers=BROWSER)
    call(None, "GET", "good-practice/nera-tokio", headers=BROWSER)
    assert tally.take() == {}


def test_views_are_written_when_a_batch_is_due(call, case, tally, monkeypatch):
    monkeypatch.setattr(counting, "BATCH_VIEWS", 2)
    see(call, case)
    transaction.begin()
    assert views_of(directory()).of(IUUID(case)) == {}
    see(call, case)
    transaction.begin()
    assert views_of(directory()).of(IUUID(case)) == {today(): 2}
    assert tally.take() == {}


def test_views_are_written_when_some_minutes_passed(tally, monkeypatch):
    tally.add("a", date(2026, 3, 2))
    assert tally.is_due is False
    monkeypatch.setattr(counting, "BATCH_SECONDS", 0)
    assert tally.is_due is True
    tally.take()
    assert tally.is_due is False


def test_views_that_cannot_be_written_now_stay_counted(call, case, tally, monkeypatch):
    monkeypatch.setattr(counting, "BATCH_VIEWS", 1)

    def meet(folder):
        raise ConflictError

    monkeypatch.setattr(counting, "views_for_writing", meet)
    assert see(call, case).status_code == 200
    monkeypatch.undo()
    assert tally.take() == {(IUUID(case), today()): 1}


def test_transaction_that_fails_late_puts_them_back_once(case, tally):
    tally.add("a", today())
    counting.write_down(directory())
    assert tally.take() == {}
    transaction.abort()
    transaction.abort()
    assert tally.take() == {("a", today()): 1}


def test_frequent_task_writes_what_is_left(served_world, tally):
    tally.add("a", date(2026, 3, 2))
    [outcome] = [
        one for one in nightly.run_frequent() if one.task == "metodinis.goodpractice.statistics"
    ]
    assert outcome.lines == ("1 views of good practice written",)
    transaction.begin()
    assert views_of(directory()).of("a") == {date(2026, 3, 2): 1}
    [outcome] = [
        one for one in nightly.run_frequent() if one.task == "metodinis.goodpractice.statistics"
    ]
    assert outcome.lines == ()


def test_store_adds_up(world):
    views = views_for_writing(directory())
    views.add(Counter({("a", date(2026, 3, 2)): 2, ("b", date(2026, 3, 2)): 1}))
    views.add(Counter({("a", date(2026, 3, 2)): 3, ("a", date(2026, 3, 3)): 1}))
    assert views_of(directory()).of("a") == {date(2026, 3, 2): 5, date(2026, 3, 3): 1}
    assert views_of(directory()).of("c") == {}


def test_its_library_and_the_department_see_how_often_a_case_is_read(call, case):
    lately, before = today() - timedelta(days=29), today() - timedelta(days=30)
    views_for_writing(directory()).add({(IUUID(case), lately): 1200, (IUUID(case), before): 100})
    transaction.commit()
    told = "Peržiūros: 1_300, iš jų per pastarąsias 30 dienų: 1_200."
    path = f"good-practice/{case.getId()}"
    seen = {
        person
        for person in (None, "pag-direktore", "krt-darbuotoja", "metodininke", "redaktore")
        if told in call(person, "GET", path).text.replace("\N{NO-BREAK SPACE}", "_")
    }
    assert seen == {"krt-darbuotoja", "metodininke", "redaktore"}
