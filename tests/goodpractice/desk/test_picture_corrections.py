"""Pictures of a published case are corrected with a word for all readers."""

from AccessControl import Unauthorized
from base64 import b64encode
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.pictures.content import Picture
from metodinis.goodpractice.pictures.operations import made_picture
from metodinis.goodpractice.pictures.reading import seen_picture
from plone import api
from tests.common.made_pictures import opened
from tests.common.made_pictures import photo
from tests.common.made_pictures import picture
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make_published
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import transaction


PATH = "good-practice/pasaku-valandele-miske"


def illustrate(case):
    """Give a published case two pictures, as if it had been published with them."""
    case.pictures = tuple(
        made_picture(picture((300, 200)), alt, "R. Kretingienės nuotr.") for alt in ("Miškas", "B")
    )
    version = case._versions[0]
    case._versions[0] = (*version[:-1], {**version[-1], "pictures": case.pictures})
    return case


@pytest.fixture
def illustrated(published):
    return illustrate(published)


@pytest.fixture
def served(served_world):
    transaction.begin()
    illustrate(make_published())
    transaction.commit()


def case():
    transaction.begin()
    return api.portal.get().unrestrictedTraverse(PATH)


def test_words_are_corrected_and_the_earlier_version_stays(illustrated, mails):
    old, other = illustrated.pictures
    with act_as("redaktore"):
        new = operations.correct_picture(illustrated, old.id, "Nuotraukoje – parkas.", alt="Parkas")
    assert illustrated.pictures == (new, other)
    assert (new.id, new.alt, new.credit) == (old.id, "Parkas", "R. Kretingienės nuotr.")
    [publication, correction] = illustrated.versions
    assert publication.values["pictures"] == (old, other)
    assert (correction.kind, correction.note, correction.by) == (
        "correction",
        "Nuotraukoje – parkas.",
        "redaktore",
    )
    assert illustrated.writers == ("krt-darbuotoja",)
    [(to, _subject, text)] = mails
    assert to == "krt-darbuotoja@example.org"
    assert "> Nuotraukoje – parkas." in text
    [brain] = api.content.find(portal_type="GoodPractice")
    assert brain.practice_facts["picture"]["alt"] == "Parkas"


def test_file_is_replaced_under_a_new_address(illustrated):
    first, old = illustrated.pictures
    with act_as("redaktore"):
        new = operations.correct_picture(illustrated, old.id, "Ne ta nuotrauka.", data=photo())
    assert illustrated.pictures == (first, new)
    assert new.id != old.id
    assert (new.alt, new.credit) == (old.alt, old.credit)
    assert isinstance(new, Picture)
    assert opened(new.blob("card").data).size != (300, 200)
    # As with texts, everybody may look what stood there.
    assert seen_picture(illustrated, old.id) is old


def test_what_is_wrong_is_told_at_once_and_nothing_kept(illustrated):
    before, id_ = illustrated.pictures, illustrated.pictures[0].id
    with act_as("redaktore"):
        with pytest.raises(FieldErrors) as refused:
            operations.correct_picture(
                illustrated, id_, " ", alt=" ", credit="k" * 201, data=b"<svg/>"
            )
        assert set(refused.value.errors) == {"note", "credit", "file"}
        with pytest.raises(FieldErrors) as refused:
            operations.correct_picture(illustrated, id_, "Ne.", alt=" ")
        assert set(refused.value.errors) == {"alt"}
        for sent in ({}, {"alt": "Miškas"}, {"alt": "C", "seen": 99}):
            with pytest.raises(NotAllowed):
                operations.correct_picture(illustrated, id_, "Niekas.", **sent)
        with pytest.raises(NotAllowed):
            operations.correct_picture(illustrated, "nera", "Nėra.", alt="C")
        operations.archive(illustrated, "Paseno.")
    with api.env.adopt_roles(["Manager"]), pytest.raises(NotAllowed):
        operations.correct_picture(illustrated, id_, "Vėlu.", alt="C")
    assert (illustrated.pictures, len(illustrated.versions)) == (before, 1)


def test_editors_alone_correct(illustrated):
    for name in ("krt-darbuotoja", "krt-direktore", "pag-direktore", "svecias"):
        with act_as(name), pytest.raises(Unauthorized):
            operations.correct_picture(illustrated, illustrated.pictures[0].id, "N", alt="C")


def test_what_has_changed_in_the_text_waits_on(illustrated):
    with act_as("krt-direktore"):
        truth.answer_truth(illustrated, "changes", "Dabar vyksta parke.")
    with act_as("redaktore"):
        operations.correct_picture(illustrated, illustrated.pictures[0].id, "Parkas.", alt="C")
    assert [one.words for one in reading.unsettled(illustrated)] == ["Dabar vyksta parke."]


def test_corrected_on_its_page(call_site, served):  # noqa: F811
    page, call = f"{PATH}/@@case-picture-correction", call_site
    assert "@@case-picture-correction" in call("redaktore", "GET", PATH).text
    id_ = case().pictures[0].id
    sent = {"action": "correct", "id": id_, "seen": "1", "alt": "", "credit": "", "note": ""}
    refused = call("redaktore", "POST", page, data=sent)
    assert refused.status_code == 400
    assert f'href="#f-correct-{id_}-alt">Kas nuotraukoje: ' in refused.text
    assert f'href="#f-correct-{id_}-note">Kas pataisyta (matys visi skaitytojai): ' in refused.text
    assert f'id="f-correct-{id_}-alt-error"' in refused.text
    sent |= {"alt": "Vaikai parke", "note": "Nuotraukoje – parkas."}
    files = {"file": ("c.jpg", photo(), "image/jpeg")}
    answer = call("redaktore", "POST", page, data=sent, files=files)
    new = case().pictures[0]
    assert answer.url.endswith(f"@@case-picture-correction#picture-{new.id}")
    assert (new.alt, new.credit, new.id == id_) == ("Vaikai parke", "", False)
    text = call(None, "GET", PATH).text
    assert "Nuotraukoje – parkas." in text
    assert 'alt="Vaikai parke"' in text
    # Somebody else has corrected it meanwhile.
    assert call("redaktore", "POST", page, data=sent | {"id": new.id}).status_code == 409


def test_corrected_by_rest(call_site, served):  # noqa: F811
    url, call = f"{PATH}/@case-picture-correction", call_site
    id_ = case().pictures[1].id
    file = {"filename": "a.jpg", "data": b64encode(photo()).decode()}
    sent = {"id": id_, "note": "Kita nuotrauka.", "file": file, "credit": "V. Pavardenio nuotr."}
    answer = call("redaktore", "POST", url, json=sent)
    new = case().pictures[1]
    assert answer.status_code == 200
    assert answer.json()["picture"]["id"] == new.id != id_
    assert (new.alt, new.credit) == ("B", "V. Pavardenio nuotr.")
    assert answer.json()["version"]["note"] == "Kita nuotrauka."
    assert call("redaktore", "POST", url, json={**sent, "file": "x"}).status_code == 400
    assert call("krt-darbuotoja", "POST", url, json=sent).status_code == 401
