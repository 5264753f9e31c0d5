"""Issuing, revoking, replacing, checking; what is refused; mails and the layout."""

from AccessControl import Unauthorized
from metodinis.common import moments
from metodinis.common import personal
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.training.attendance import operations as attendance
from metodinis.training.certificates import operations
from metodinis.training.certificates import printing
from metodinis.training.certificates import rules
from metodinis.training.registration.operations import anonymise
from PIL import Image
from plone import api
from pypdf import PdfReader
from tests.libraries.conftest import act_as
from tests.screens import PIXEL
from tests.training.attended import BEGIN
from tests.training.attended import DAY
from tests.training.attended import make_event
from tests.training.attended import make_trainer
from tests.training.attended import named
from tests.training.attended import NAMES
from tests.training.attended import OVER
from tests.training.certificates.conftest import issue
from tests.training.certificates.conftest import make_over
import io
import pytest
import zipfile


def text_of(data):
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def numbers(certificates):
    return [one.number for one in certificates]


def revoke(directory, number, reason="Ne tas asmuo", who="metodininke"):
    with act_as(who), moments.at(OVER + DAY):
        operations.revoke(directory, number, reason)


def reissue(directory, number, name="Rasa Kretingė", reason="Klaida pavardėje", **more):
    with act_as("metodininke"), moments.at(OVER + DAY):
        return operations.reissue(directory, number, name, reason, **more)


# issuing


def test_issue_to_all_who_attended(event, directory):
    made = issue(event)
    assert [(one.number, one.name) for one in made] == [
        # By surname.
        ("MT-2026-0001", "Rasa Kretingienė"),
        ("MT-2026-0002", "Ąžuolas Žukas"),
    ]
    assert {one.name: one.certificate for one in event.registrations.found()} == {
        "Rasa Kretingienė": "MT-2026-0001",
        "Ąžuolas Žukas": "MT-2026-0002",
        "Jonas Čepas": "",
        "Ona Ąžuolienė": "",
    }
    assert numbers(directory.certificates.of_event(event.UID())) == numbers(made)


def test_what_is_kept(event, rasa, certificate):
    assert (
        certificate.state,
        certificate.title,
        certificate.hours,
        certificate.starts,
        certificate.issued_at,
        certificate.issued_by,
        certificate.registration_id,
    ) == ("valid", "Skaitymo skatinimas", 8.0, BEGIN, OVER, "metodininke", rasa.id)
    assert rasa.log[-1] == (OVER, "metodininke", "certificate", "MT-2026-0001")


def test_issuing_twice_issues_once(event):
    issue(event)
    assert issue(event) == []
    assert issue(event, [named(event)[NAMES[0]].id]) == []


def test_years_count_anew(world):
    first = make_over(world)
    issue(first)
    second = make_over(world, "kiti")
    assert numbers(issue(second, at=OVER + 300 * DAY)) == ["MT-2027-0001", "MT-2027-0002"]
    # New year's night in Vilnius begins before it does in UTC.
    third = make_over(world, "dar-kiti")
    new_year = OVER.replace(month=12, day=31, hour=22, minute=30)
    assert numbers(issue(third, at=new_year)) == ["MT-2027-0003", "MT-2027-0004"]


def test_a_smaller_share_and_its_hours(event):
    api.portal.set_registry_record("metodinis.training.certificate_share", 60)
    made = issue(event)
    assert [(one.name, one.hours) for one in made] == [
        ("Jonas Čepas", 5.3),
        ("Rasa Kretingienė", 8.0),
        ("Ąžuolas Žukas", 8.0),
    ]


@pytest.mark.parametrize("at", [BEGIN, OVER - DAY])
def test_not_before_the_end(event, at):
    with pytest.raises(NotAllowed) as refused:
        issue(event, at=at)
    assert refused.value.message == operations.NOT_NOW


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"has_certificate": False}, operations.NONE_MEANT),
        ({"state": "cancelled"}, operations.NOT_NOW),
    ],
)
def test_not_of_events_without(world, values, why):
    event = make_event(world, "kitas", **values)
    with pytest.raises(NotAllowed) as refused:
        issue(event)
    assert refused.value.message == why


@pytest.mark.parametrize("name", [NAMES[2], NAMES[3]])
def test_not_to_who_attended_too_little(event, directory, name):
    ids = [named(event)[NAMES[0]].id, named(event)[name].id]
    with pytest.raises(FieldErrors) as refused:
        issue(event, ids)
    assert refused.value.errors["ids"].mapping == {"name": name}
    # Nothing is half-issued, and no number is lost.
    assert len(directory.certificates) == 0
    assert directory.certificates.counter.last == {}


def test_not_to_nobody(event):
    with pytest.raises(FieldErrors):
        issue(event, ["nobody"])


@pytest.mark.parametrize("who", ["svecias", "redaktore", "krt-direktore"])
def test_only_the_department_issues(event, who):
    make_trainer(event)
    with pytest.raises(Unauthorized):
        issue(event, who=who)


# after it was issued


def test_revoked(directory, certificate, rasa):
    revoke(directory, certificate.number)
    assert (certificate.state, certificate.reason, certificate.revoked_by) == (
        "revoked",
        "Ne tas asmuo",
        "metodininke",
    )
    assert (rasa.certificate, rasa.log[-1][2:]) == (
        "",
        ("certificate_revoked", "MT-2026-0001: Ne tas asmuo"),
    )
    with pytest.raises(NotAllowed):
        revoke(directory, certificate.number)
    with pytest.raises(NotAllowed):
        reissue(directory, certificate.number)


def test_after_revoking_another_can_be_issued(event, directory, certificate, rasa):
    revoke(directory, certificate.number)
    assert numbers(issue(event, [rasa.id])) == ["MT-2026-0002"]


def test_replaced(directory, certificate, rasa):
    new = reissue(directory, certificate.number, name="  Rasa   Kretingė ")
    assert (new.number, new.name, new.replaces, new.state) == (
        "MT-2026-0002",
        "Rasa Kretingė",
        "MT-2026-0001",
        "valid",
    )
    assert (certificate.state, certificate.replaced_by) == ("replaced", "MT-2026-0002")
    assert certificate.name == "Rasa Kretingienė"
    assert (rasa.name, rasa.certificate) == ("Rasa Kretingė", "MT-2026-0002")
    assert new.code != certificate.code
    assert (new.hours, new.title, new.issued_at) == (8.0, certificate.title, OVER + DAY)
    with pytest.raises(NotAllowed):
        reissue(directory, certificate.number)


@pytest.mark.parametrize(
    ("name", "reason", "fields"),
    [("", "x", ["name"]), ("Rasa", " ", ["reason"]), ("a" * 121, "", ["name", "reason"])],
)
def test_replacing_is_refused(directory, certificate, name, reason, fields):
    with pytest.raises(FieldErrors) as refused:
        reissue(directory, certificate.number, name=name, reason=reason)
    assert list(refused.value.errors) == fields
    assert (certificate.state, directory.certificates.counter.last) == ("valid", {2026: 1})


def test_revoking_is_refused(directory, certificate):
    with pytest.raises(FieldErrors) as refused:
        revoke(directory, certificate.number, reason="  ")
    assert list(refused.value.errors) == ["reason"]
    with pytest.raises(FieldErrors) as refused:
        revoke(directory, "MT-2026-0999")
    assert list(refused.value.errors) == ["number"]
    with pytest.raises(Unauthorized):
        revoke(directory, certificate.number, who="krt-direktore")
    assert certificate.state == "valid"


def test_revoked_although_the_event_is_gone(directory, event, certificate):
    with api.env.adopt_roles(["Manager"]):
        directory._delObject(event.getId())
    revoke(directory, certificate.number)
    assert certificate.state == "revoked"


def test_marks_change_nothing_of_a_certificate(event, certificate, rasa):
    with act_as("metodininke"), moments.at(OVER):
        attendance.mark(event, {(rasa.id, 1): "absent"}, reason="Klaida")
        [found] = [one for one in operations.candidates(event) if one.registration is rasa]
    assert (certificate.state, certificate.hours) == ("valid", 8.0)
    assert (found.why, round(found.share, 2)) == (rules.HAS, 0.67)


# checking


def test_checked_with_its_code(certificate):
    found = operations.checked_certificate
    assert found("mt 2026 0001", rules.shown_code(certificate.code).lower()) is certificate
    wrong = certificate.code[:-1] + ("A" if certificate.code[-1] != "A" else "B")
    assert found("MT-2026-0001", wrong) is None
    assert found("MT-2026-0001", "") is None
    assert found("MT-2026-0002", certificate.code) is None
    assert found("", certificate.code) is None


def test_own_certificate(event, certificate, rasa):
    assert operations.of_participant(event, rasa.secret) is certificate
    assert operations.of_participant(event, named(event)[NAMES[3]].secret) is None
    assert operations.of_participant(event, "") is None
    assert operations.of_participant(event, "nobody") is None


# as files


def test_pdf(event, certificate):
    event.title = "Pakeistas pavadinimas"
    text = text_of(operations.pdf_of(certificate))
    assert "PAŽYMĖJIMAS" in text
    assert "Nr. MT-2026-0001" in text
    assert "Rasa Kretingienė" in text
    assert "dalyvavo mokymuose „Skaitymo skatinimas“, vykusiuose 2026 m. kovo 12–13 d." in text
    assert "Trukmė: 8 ak. val." in text
    assert rules.shown_code(certificate.code) in text
    assert "Išdavimo data: 2026 m. kovo 13 d." in text
    assert operations.pdf_of(certificate) == operations.pdf_of(certificate)


def test_names_are_text_in_a_pdf(directory, certificate):
    new = reissue(directory, certificate.number, name="#panic() {vardas} *Rasa*")
    assert "#panic() {vardas} *Rasa*" in text_of(operations.pdf_of(new))


def test_long_texts_stay_on_a_page(world):
    event = make_over(world, title="Ilgas pavadinimas " * 11, location="x")
    [made] = issue(event, [named(event)[NAMES[0]].id])
    made.name = "Vardenė " * 15
    assert len(PdfReader(io.BytesIO(operations.pdf_of(made))).pages) == 1


def test_zip(event, directory):
    issue(event)
    revoke(directory, "MT-2026-0002")
    with act_as("metodininke"):
        data = operations.zip_of(event)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["MT-2026-0001-rasa-kretingiene.pdf"]
        assert "Rasa Kretingienė" in text_of(archive.read(archive.namelist()[0]))
    with act_as("krt-direktore"), pytest.raises(Unauthorized):
        operations.zip_of(event)


def test_very_many_at_once(event, sent, monkeypatch):
    monkeypatch.setattr(operations, "MOST_AT_ONCE", 1)
    issue(event, post=True)
    assert [names for _to, _subject, _text, names in sent] == [
        ["MT-2026-0001-rasa-kretingiene.pdf"]
    ]
    with act_as("metodininke"):
        assert (operations.post_issued(event), operations.post_issued(event)) == (1, 0)
        parts = [operations.zip_of(event, part) for part in (1, 2, 3)]
    names = [zipfile.ZipFile(io.BytesIO(part)).namelist() for part in parts]
    assert names == [
        ["MT-2026-0001-rasa-kretingiene.pdf"],
        ["MT-2026-0002-azuolas-zukas.pdf"],
        [],
    ]


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "2026 m. kovo 12 d."),
        (1, "2026 m. kovo 12–13 d."),
        (30, "2026 m. kovo 12 d. – 2026 m. balandžio 11 d."),
    ],
)
def test_dates_text(site, days, text):
    assert printing.dates_text(BEGIN, BEGIN + days * DAY) == text


# mails


@pytest.fixture
def sent(world):
    """Mails that leave the site: (recipient, subject, text, names of attachments)."""
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    host = api.portal.get_tool("MailHost")
    found = []

    def send(message, *args, **kwargs):
        text = message.get_body(("plain",)).get_content()
        names = [part.get_filename() for part in message.iter_attachments()]
        found.append((message["To"], message["Subject"], text, names))

    host.send = send
    yield found
    del host.send


def test_mailed_with_the_pdf(event, rasa, sent):
    made = issue(event, [rasa.id], post=True)
    [(to, subject, text, names)] = sent
    assert to == rasa.email
    assert subject == "Jūsų pažymėjimas: Skaitymo skatinimas"
    assert f"@@my-registration?secret={rasa.secret}" in text
    assert f"number=MT-2026-0001&code={made[0].code}" in text
    assert names == ["MT-2026-0001-rasa-kretingiene.pdf"]
    assert made[0].posted_at == OVER


def test_mailed_later_and_once(event, sent):
    issue(event)
    assert sent == []
    with act_as("metodininke"):
        assert operations.post_issued(event) == 2
        assert operations.post_issued(event) == 0
        assert operations.post_issued(event, again=True) == 2
    assert len(sent) == 4


def test_a_mail_that_fails_issues_all_the_same(event, world):
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    host = api.portal.get_tool("MailHost")

    def send(*args, **kwargs):
        raise OSError("no queue")

    host.send = send
    try:
        made = issue(event, post=True)
    finally:
        del host.send
    assert [one.posted_at for one in made] == [None, None]


# the layout


TEXTS = {
    "organisation": "Metodikos skyrius",
    "heading": "PAŽYMA",
    "intro": "",
    "body": "{vardas} išklausė „{pavadinimas}“ ({trukme}).",
    "signer_name": "Janina Vedėjienė",
    "signer_position": "Skyriaus vedėja",
}


def keep(directory, who="metodininke", pictures=(), dropped=(), **texts):
    with act_as(who):
        operations.keep_design(directory, TEXTS | texts, pictures, dropped)


def test_a_new_layout_is_for_new_certificates(event, directory, certificate):
    before = operations.pdf_of(certificate)
    keep(directory, pictures={"logo": PIXEL, "signature": PIXEL, "background": PIXEL})
    assert operations.pdf_of(certificate) == before
    [new] = issue(event, [named(event)[NAMES[1]].id])
    text = text_of(operations.pdf_of(new))
    assert "PAŽYMA" in text
    assert "Ąžuolas Žukas išklausė „Skaitymo skatinimas“ (8 ak. val.)." in text
    assert "Janina Vedėjienė" in text
    assert new.issuer == "Metodikos skyrius"


def test_pictures_stay_until_they_are_dropped(directory):
    keep(directory, pictures={"logo": PIXEL})
    keep(directory, heading="KITA")
    assert sorted(directory.certificates.design[1].pictures) == ["logo"]
    keep(directory, dropped=["logo"])
    assert sorted(directory.certificates.design[1].pictures) == []


BROKEN = PIXEL[:40] + b"broken"


def huge():
    """A picture of some kilobytes that fills a hundred megabytes once it is read."""
    target = io.BytesIO()
    Image.new("1", (10_000, 8_000)).save(target, "PNG", optimize=True)
    return target.getvalue()


@pytest.mark.parametrize(
    ("texts", "pictures", "errors"),
    [
        ({"heading": ""}, {}, ["heading"]),
        ({"body": "{title}"}, {}, ["body"]),
        ({"body": "}"}, {}, ["body"]),
        ({"body": "eilutė\n" * 60}, {}, ["body"]),
        ({"other": "x"}, {}, ["other"]),
        ({}, {"logo": b"GIF89a"}, ["logo"]),
        ({}, {"logo": b""}, ["logo"]),
        ({}, {"signature": b"%PDF-1.7"}, ["signature"]),
        ({}, {"signature": PIXEL + b"0" * 1024**2}, ["signature"]),
        ({}, {"logo": PIXEL, "background": BROKEN}, ["background"]),
        ({}, {"logo": huge()}, ["logo"]),
        ({"heading": ""}, {"logo": b"GIF89a"}, ["heading", "logo"]),
    ],
)
def test_a_broken_layout_is_not_kept(directory, texts, pictures, errors):
    with pytest.raises(FieldErrors) as refused:
        keep(directory, pictures=pictures, **texts)
    assert list(refused.value.errors) == errors
    place, design = directory.certificates.design
    assert (place, design.heading) == (0, "PAŽYMĖJIMAS")


def test_only_the_department_changes_the_layout(directory):
    with pytest.raises(Unauthorized):
        keep(directory, who="krt-direktore")


def test_names_leave(directory, certificate):
    revoke(directory, certificate.number, "Rasa Kretingienė nedalyvavo")
    assert operations.erase_names([certificate]) == 1
    assert (certificate.name, certificate.number) == ("", "MT-2026-0001")
    assert (certificate.state, certificate.reason) == ("revoked", "")
    assert operations.checked_certificate("MT-2026-0001", certificate.code) is certificate
    assert operations.erase_names([certificate]) == 0


def test_data_of_a_person(directory, event, certificate, rasa):
    other = issue(event, [named(event)[NAMES[1]].id])[0]
    with act_as("metodininke"):
        found = [one for one in personal.find(rasa.email) if one["kind"] == "certificate"]
        assert [(one["number"], one["name"], one["state"]) for one in found] == [
            ("MT-2026-0001", "Rasa Kretingienė", "valid")
        ]
        assert personal.erase(rasa.email) == 2
        assert personal.find("dalyvis1@example.org") == []
    assert (certificate.name, certificate.anonymised, other.name) == ("", True, "Ąžuolas Žukas")


def test_a_registration_without_a_name_takes_it_from_the_certificate(event, certificate, rasa):
    with act_as("metodininke"):
        anonymise(event, rasa)
    assert (certificate.name, certificate.state) == ("", "valid")
