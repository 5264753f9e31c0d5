"""The home page shows each reader their own, and the department word of the mails."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import at
from metodinis.libraries.operations import update_library
from metodinis.overview.views import HomePage
from metodinis.reports import operations
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.conftest import report  # noqa: F401 a fixture
from tests.reports.conftest import reporting_round  # noqa: F401 a fixture
from tests.reports.test_workflow import bring
from zope.annotation.interfaces import IAnnotations
from zope.component import getMultiAdapter
import pytest
import re


@pytest.fixture
def home(world, http_request):
    """home(): the view for the present user, as of a new request."""

    def view():
        IAnnotations(http_request).pop("plone.memoize", None)
        return HomePage(world, http_request)

    return view


@pytest.fixture
def html(world, http_request):
    """html(person): the home page as a person sees it, None for a visitor."""

    def render(person):
        IAnnotations(http_request).pop("plone.memoize", None)
        http_request.environ["HTTP_ACCEPT_LANGUAGE"] = "lt"
        view = getMultiAdapter((world, http_request), name="home-page")
        user = api.user.get(username=person) if person else api.user.get_current()
        with api.env.adopt_user(user=user):
            return view()

    return render


@pytest.fixture
def queue(world, tmp_path):
    """The folder of mails that wait; the site has a sender."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    world.MailHost.smtp_queue_directory = str(tmp_path)
    world.MailHost.smtp_queue = True
    api.portal.set_registry_record("plone.email_from_address", "info@example.org")
    return tmp_path / "new"


def test_site_shows_the_home_page(world):
    assert world.getLayout() == "home-page"


def test_nothing_published_is_said_kindly(home):
    assert home().sections == ""


def test_what_is_published_is_shown_to_everyone(home, report):  # noqa: F811
    bring(report, "accepted")
    assert home().sections == ""
    with act_as("vedeja"):
        operations.publish(report)
    assert "Kas paskelbta" in home().sections


def test_news_are_shown_once_published(home, world):
    with api.env.adopt_roles(["Manager"]):
        item = api.content.create(world, "News Item", "nauja", title="Nauja <b>paslauga</b>")
        assert "Nauja" not in home().sections
        api.content.transition(item, "publish")
    shown = home().sections
    assert "Naujienos" in shown
    assert "Nauja &lt;b&gt;paslauga&lt;/b&gt;" in shown


@pytest.mark.parametrize(
    ("person", "codes"),
    [("krt-darbuotoja", ["krt"]), ("pag-direktore", ["pag"]), ("svecias", []), ("vedeja", [])],
)
def test_libraries_are_those_one_works_in(home, world, person, codes):
    with act_as(person):
        urls = [found["url"] for found in home().libraries]
    assert urls == [f"{world.absolute_url()}/libraries/{code}" for code in codes]


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("metodininke", (True, True)),
        ("vedeja", (True, True)),
        ("redaktore", (False, False)),
        ("krt-direktore", (True, False)),
        ("svecias", (False, False)),
    ],
)
def test_work_is_shown_to_who_has_it(home, person, sees):
    with act_as(person):
        assert (home().has_agenda, home().is_department) == sees


def test_library_sees_its_years_and_whom_to_ask(home, world, report):  # noqa: F811
    api.portal.set_registry_record("metodinis.department.email", "metodika@example.org")
    with act_as("krt-darbuotoja"):
        [found] = home().libraries
    assert found["years"] == [
        (
            2025,
            {
                "statistical": {"url": report.absolute_url(), "state": "draft"},
                "narrative": {
                    "url": report.absolute_url().replace("statistical", "narrative"),
                    "state": "draft",
                },
            },
        )
    ]
    assert tuple(found["contact"]) == ("Bibliotekų metodikos skyrius", "metodika@example.org", "")
    with act_as("vedeja"):
        update_library(library("KRT"), {"methodologist": "metodininke"})
    with act_as("krt-darbuotoja"):
        [found] = home().libraries
    assert found["contact"][:2] == ("Ona Metodinskienė", "metodininke@example.org")


def test_page_tells_each_their_own(html, report):  # noqa: F811
    bring(report, "returned")
    staff = html("krt-darbuotoja")
    assert "Pataisykite ir vėl pateikite: Statistinė ataskaita, 2025 m." in staff
    assert "Patikrinkite apsilankymus." in staff
    for other in ("pag-direktore", "svecias", "redaktore", None):
        assert "Patikrinkite apsilankymus." not in html(other)
    assert "Naujausi pakeitimai" in html("vedeja")
    assert "Naujausi pakeitimai" not in html("krt-direktore")


def test_changes_are_those_of_steps_not_of_saves(home, report):  # noqa: F811
    with act_as("metodininke"):
        before = [item["url"] for item in home().activity]
    # The catalog orders changes by the minute.
    with at(datetime.now(UTC) + timedelta(minutes=2)):
        bring(report, "submitted")
    with act_as("metodininke"):
        changes = home().activity
    assert report.absolute_url() != before[0]
    assert (changes[0]["url"], changes[0]["state"]) == (report.absolute_url(), "submitted")


def troubles(page):
    """What the alert above the department's home page says."""
    return re.findall(r'<a href="#home-mails">(.*?)</a>', page)


def test_no_word_of_mails_while_they_go_out(queue, html):
    (queue / f"{int(datetime.now(UTC).timestamp())}.M1P1.host").write_text("")
    page = html("metodininke")
    assert troubles(page) == []
    assert "Pašto serveris jų nepriima" not in page


def test_mails_that_wait_long_are_told_in_one_line(queue, html):
    (queue / "1700000000.M1P1.host").write_text("")
    page = html("metodininke")
    assert troubles(page) == ["1 laiškas laukia, kol bus išsiųstas"]
    assert page.count("Seniausias parašytas") == 1


def test_refused_mails_are_told(queue, html):
    (queue / ".rejected-1700000000.M1P1.host").write_text("")
    assert troubles(html("vedeja")) == ["1 laiškas nepriimtas"]


def test_missing_sender_is_told(html):
    assert troubles(html("metodininke")) == ["Svetainė laiškų nesiunčia"]


@pytest.mark.parametrize("person", ["krt-direktore", "redaktore", "svecias", None])
def test_mails_are_the_departments_matter(html, person):
    page = html(person)
    assert "home-mails" not in page
    assert "Svetainė laiškų nesiunčia" not in page


def test_other_pages_of_the_department_say_nothing_of_mails(world, http_request):
    with act_as("metodininke"):
        for name in ("agenda", "search"):
            page = getMultiAdapter((world, http_request), name=name)()
            assert "Svetainė laiškų nesiunčia" not in page


@pytest.mark.parametrize(
    ("language", "title"),
    [("lt", "2025 m. statistinė ataskaita"), ("en", "Statistical report 2025")],
)
def test_changed_reports_are_called_in_the_readers_language(
    home,
    report,  # noqa: F811
    http_request,
    language,
    title,
):
    http_request["LANGUAGE_TOOL"].LANGUAGE = language
    with act_as("metodininke"):
        titles = {item["url"]: item["title"] for item in home().activity}
    assert titles[report.absolute_url()] == title
