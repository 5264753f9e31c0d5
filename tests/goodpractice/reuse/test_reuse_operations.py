"""What libraries and readers tell of a case: what is kept, what is refused, who may, who hears."""

from AccessControl import Unauthorized
from datetime import date
from datetime import timedelta
from metodinis.common.clock import zone
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.interfaces import ICaseChanged
from metodinis.goodpractice.interfaces import IReuseCount
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.libraries.operations import close_library
from metodinis.libraries.operations import reopen_library
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.goodpractice.reuse.conftest import ask
from tests.goodpractice.reuse.conftest import let_through
from tests.goodpractice.reuse.conftest import QUESTION
from tests.goodpractice.reuse.conftest import REUSE
from tests.goodpractice.reuse.conftest import stranger
from tests.goodpractice.reuse.conftest import take_over
from zope.component import getGlobalSiteManager
import pytest


@pytest.fixture
def changed():
    """Cases of which something public has changed."""
    found = []

    def keep(event):
        found.append(event.object.title)

    manager = getGlobalSiteManager()
    manager.registerHandler(keep, [ICaseChanged])
    yield found
    manager.unregisterHandler(keep, [ICaseChanged])


def counts():
    return IReuseCount(api.portal.get()).counts()


def waits(token):
    return waiting(directory(), store.KEY).found(token)


# taken over


def test_reuse_is_kept_counted_and_told_to_the_author(published, sent, changed):
    reuse = take_over(published)
    assert readers_of(published).reuses == [reuse]
    assert (reuse.library_uid, reuse.taken_on, reuse.by) == (
        IUUID(library("PAG")),
        date(2026, 4, 1),
        "pag-direktore",
    )
    assert counts() == {IUUID(published): 1}
    assert changed == ["Pasakų valandėlė miške"]
    [(address, subject, text)] = sent
    assert address == "krt-darbuotoja@example.org"
    assert subject == (
        "Pagėgių savivaldybės viešoji biblioteka perėmė jūsų pavyzdį: Pasakų valandėlė miške"
    )
    assert "> Skaitome ne miške, o prie jūros." in text


def test_each_library_counts_once(published, sent):
    take_over(published)
    with pytest.raises(NotAllowed):
        take_over(published)
    take_over(published, "klm-darbuotoja", "KLM")
    assert counts() == {IUUID(published): 2}


def test_a_library_does_not_take_over_its_own(published):
    with pytest.raises(NotAllowed):
        take_over(published, "krt-direktore", "KRT")
    assert counts() == {}


def test_nobody_tells_for_another_library(published):
    for name in ("krt-direktore", "klm-darbuotoja", "metodininke", "redaktore", "svecias"):
        with pytest.raises(Unauthorized):
            take_over(published, name)


@pytest.mark.parametrize("state", ["draft", "recommended", "archived"])
def test_only_what_is_published_is_taken_over(world, state):
    case = make()
    put_into(case, state)
    with pytest.raises((NotAllowed, Unauthorized)):
        take_over(case)
    assert counts() == {}


def test_bad_values_of_a_reuse_are_told_at_their_fields(published):
    with pytest.raises(FieldErrors) as refusal:
        take_over(published, taken_on=None, changed=" ", contact_email="ne adresas")
    assert set(refusal.value.errors) == {"taken_on", "changed", "contact_email"}
    for day in (now().date() + timedelta(days=2), date(2025, 5, 1)):
        with pytest.raises(FieldErrors) as refusal:
            take_over(published, taken_on=day)
        assert set(refusal.value.errors) == {"taken_on"}
    assert readers_of(published).reuses == []


def test_its_people_and_editors_change_and_remove_a_reuse(published, sent, changed):
    take_over(published)
    uid = IUUID(library("PAG"))
    with act_as("redaktore"):
        operations.update_reuse(published, uid, {"result": "Atėjo 90 šeimų."})
    for name in ("krt-direktore", "klm-darbuotoja", "svecias"):
        with act_as(name), pytest.raises(Unauthorized):
            operations.update_reuse(published, uid, {"result": "Nieko."})
        with act_as(name), pytest.raises(Unauthorized):
            operations.remove_reuse(published, uid)
    [reuse] = readers_of(published).reuses
    assert (reuse.result, reuse.changed) == ("Atėjo 90 šeimų.", REUSE["changed"])
    assert reuse.changed_at is not None
    with act_as("pag-direktore"):
        operations.remove_reuse(published, uid)
        with pytest.raises(NotAllowed):
            operations.remove_reuse(published, uid)
    assert (readers_of(published).reuses, counts()) == ([], {})
    assert len(changed) == 3


# thanks


def merge(code, into):
    with api.env.adopt_roles(["Manager"]):
        close_library(library(code), date(2025, 12, 31), library(into))


def test_libraries_that_merge_count_once(world, sent):
    case = make_published()
    take_over(case)
    take_over(case, "klm-darbuotoja", "KLM")
    assert counts() == {IUUID(case): 2}
    merge("PAG", "KLM")
    assert counts() == {IUUID(case): 1}
    # Both told of it, and what they told stays.
    assert len(readers_of(case).reuses) == 2
    with act_as("klm-darbuotoja"):
        operations.update_reuse(case, IUUID(library("KLM")), {"changed": "Kitaip."})
    assert counts() == {IUUID(case): 1}
    with api.env.adopt_roles(["Manager"]):
        reopen_library(library("PAG"))
    assert counts() == {IUUID(case): 2}


def test_heir_that_tells_of_it_too_counts_once(world, sent):
    case = make_published()
    take_over(case)
    merge("PAG", "KLM")
    take_over(case, "klm-darbuotoja", "KLM")
    assert counts() == {IUUID(case): 1}
    with act_as("klm-darbuotoja"):
        operations.remove_reuse(case, IUUID(library("KLM")))
    assert counts() == {IUUID(case): 1}


def test_thanks_are_counted_and_words_wait(published, sent):
    with stranger():
        assert operations.thank(published) is None
        thanks = operations.thank(published, {"name": "Ona", "words": "Puiki mintis!"})
    assert readers_of(published).thanks == 2
    assert (thanks.state, waits(store.MODERATION)) == ("pending", {IUUID(published): None})
    assert [(address, subject) for address, subject, _text in sent] == [
        ("redaktore@example.org", "Skaitytojų žodžiai laukia peržiūros")
    ]
    let_through(published, "thanks", thanks)
    assert waits(store.MODERATION) == {}
    assert sent[-1][:2] == (
        "krt-darbuotoja@example.org",
        "Padėka už jūsų pavyzdį: Pasakų valandėlė miške",
    )


def test_who_is_logged_in_thanks_once(published):
    with act_as("svecias"):
        operations.thank(published)
        with pytest.raises(NotAllowed):
            operations.thank(published)
    assert readers_of(published).thanks == 1


def test_refused_thanks_do_not_count(published, sent):
    with stranger():
        thanks = operations.thank(published, {"words": "Pigios padangos"})
    with act_as("redaktore"):
        operations.refuse(published, "thanks", thanks.id)
        assert readers_of(published).thanks == 0
        operations.approve(published, "thanks", thanks.id)
    assert readers_of(published).thanks == 1


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"words": "Žiūrėkite www.pigu.example"}, {"words"}),
        ({"name": "https://pigu.example", "words": "Ačiū"}, {"name"}),
        ({"words": "a" * 501}, {"words"}),
    ],
)
def test_thanks_have_no_links(published, values, fields):
    with stranger(), pytest.raises(FieldErrors) as refusal:
        operations.thank(published, values)
    assert set(refusal.value.errors) == fields
    assert readers_of(published).thanks == 0


# questions


def test_question_goes_to_the_authors_once_an_editor_let_it(published, sent):
    question = ask(published)
    assert waits(store.question_of(published.library_uid)) == {}
    kept = let_through(published, "question", question)
    assert waits(store.MODERATION) == {}
    due = kept.moderated_at.astimezone(zone()).date() + timedelta(days=14)
    assert waits(store.question_of(published.library_uid)) == {IUUID(published): due}
    address, subject, text = sent[-1]
    assert (address, subject) == (
        "krt-darbuotoja@example.org",
        "Skaitytojo klausimas: Pasakų valandėlė miške",
    )
    assert "> Kaip apsidraudžiate nuo lietaus?" in text
    assert "jonas@example.org" not in text


def test_answer_is_mailed_to_who_asked(published, sent):
    question = ask(published)
    let_through(published, "question", question)
    with act_as("krt-direktore"):
        kept = operations.answer(published, question.id, "Turime pastogę.", is_public=True)
    assert (kept.state, kept.answer, kept.is_shown) == ("answered", "Turime pastogę.", True)
    assert waits(store.question_of(published.library_uid)) == {}
    address, subject, text = sent[-1]
    assert (address, subject) == (
        "jonas@example.org",
        "Atsakymas į jūsų klausimą: Pasakų valandėlė miške",
    )
    assert "> Turime pastogę." in text
    with act_as("redaktore"):
        assert not operations.publish_answer(published, question.id, False).is_shown


def test_answer_comes_once_and_after_moderation(published, sent):
    question = ask(published)
    with act_as("krt-direktore"):
        with pytest.raises(NotAllowed):
            operations.answer(published, question.id, "Per anksti")
        let_through(published, "question", question)
        with pytest.raises(FieldErrors) as refusal:
            operations.answer(published, question.id, " ")
        assert set(refusal.value.errors) == {"answer"}
        operations.answer(published, question.id, "Turime pastogę.")
        with pytest.raises(NotAllowed):
            operations.answer(published, question.id, "Dar kartą")
    assert readers_of(published).word("question", question.id).answer == "Turime pastogę."


def test_refused_question_is_told_with_a_reason_alone(published, sent):
    quiet, told = ask(published), ask(published, text="Kas čia?")
    with act_as("redaktore"):
        operations.refuse(published, "question", quiet.id)
        count = len(sent)
        operations.refuse(published, "question", told.id, "Klausimas ne apie pavyzdį.")
    assert [address for address, _subject, _text in sent[count:]] == ["jonas@example.org"]
    assert "> Klausimas ne apie pavyzdį." in sent[-1][2]
    assert waits(store.MODERATION) == {}


def test_bad_question_is_told_at_its_fields(published):
    with stranger(), pytest.raises(FieldErrors) as refusal:
        operations.ask(published, {"name": "", "email": "ne", "text": ""})
    assert set(refusal.value.errors) == {"name", "email", "text", "consent"}
    links = " ".join(["https://a.example"] * 3)
    with stranger(), pytest.raises(FieldErrors) as refusal:
        operations.ask(published, {**QUESTION, "text": links}, consent=True)
    assert set(refusal.value.errors) == {"text"}


def test_nobody_asks_about_what_is_not_published(case):
    with act_as("krt-darbuotoja"), pytest.raises(NotAllowed):
        operations.ask(case, QUESTION, consent=True)
    with stranger(), pytest.raises(Unauthorized):
        operations.thank(case)


def test_who_moderates_and_who_answers(published, sent):
    question = ask(published)
    for name in ("krt-direktore", "pag-direktore", "metodininke", "svecias"):
        with act_as(name):
            for step in (operations.approve, operations.refuse):
                with pytest.raises(Unauthorized):
                    step(published, "question", question.id)
    let_through(published, "question", question)
    for name in ("pag-direktore", "metodininke", "svecias"):
        with act_as(name):
            with pytest.raises(Unauthorized):
                operations.answer(published, question.id, "Ne mano reikalas")
            with pytest.raises(Unauthorized):
                operations.publish_answer(published, question.id, True)


def test_what_is_not_there_is_told_so(published):
    with act_as("redaktore"):
        for kind, id_ in (("question", "nera"), ("kitkas", "nera"), (["x"], "nera")):
            with pytest.raises(NotAllowed):
                operations.approve(published, kind, id_)


def test_other_cases_have_their_own(published, sent):
    other = make_published(2, title="Kita patirtis")
    take_over(published)
    assert (readers_of(other).reuses, readers_of(other).thanks) == ([], 0)
