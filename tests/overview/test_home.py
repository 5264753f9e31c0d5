"""The home page shows each reader their own, and the department word of the mails."""

from metodinis.overview.viewlets import MailState
from metodinis.overview.views import HomePage
from plone import api
import pytest


@pytest.fixture
def home(world, http_request):
    return lambda: HomePage(world, http_request)


@pytest.fixture
def queue(world, tmp_path):
    """The folder of mails that wait; the site has a sender."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    world.MailHost.smtp_queue_directory = str(tmp_path)
    world.MailHost.smtp_queue = True
    api.portal.set_registry_record("plone.email_from_address", "info@example.org")
    return tmp_path / "new"


@pytest.fixture
def mail_state(world, http_request):
    def render():
        viewlet = MailState(world, http_request, None)
        viewlet.update()
        return viewlet.render()

    return render


def test_site_shows_the_home_page(world):
    assert world.getLayout() == "home-page"


def test_nothing_published_is_said_kindly(home):
    assert home().published_years == []


@pytest.mark.parametrize(
    ("person", "codes"),
    [("krt-darbuotoja", ["krt"]), ("pag-direktore", ["pag"]), ("svecias", []), ("vedeja", [])],
)
def test_libraries_are_those_one_works_in(home, world, person, codes):
    with api.env.adopt_user(username=person):
        urls = [library["url"] for library in home().libraries]
    assert urls == [f"{world.absolute_url()}/libraries/{code}" for code in codes]


@pytest.mark.parametrize(
    ("person", "sees"),
    [("metodininke", True), ("vedeja", True), ("redaktore", False), ("krt-direktore", False)],
)
def test_progress_is_for_the_department(home, person, sees):
    with api.env.adopt_user(username=person):
        assert home().may_see_progress is sees


def test_no_word_of_mails_while_they_go_out(queue, mail_state):
    assert mail_state() == ""


def test_mails_that_wait_long_are_told(queue, mail_state):
    (queue / "1700000000.M1P1.host").write_text("")
    assert "1 laiškas laukia, kol bus išsiųstas" in mail_state()


def test_refused_mails_are_told(queue, mail_state):
    (queue / ".rejected-1700000000.M1P1.host").write_text("")
    assert "1 laiškas nepriimtas" in mail_state()


def test_missing_sender_is_told(mail_state):
    assert "Svetainė laiškų nesiunčia" in mail_state()
