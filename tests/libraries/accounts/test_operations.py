"""Accounts of a library's people: who may touch whose, and what a deactivated one can do."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.libraries.accounts import operations
from plone import api
from Products.CMFPlone.PasswordResetTool import InvalidRequestError
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
import pytest
import re


def names(code):
    return [
        (person.fullname, person.role, person.active)
        for person in operations.people_of(library(code))
    ]


def may_enter(userid, code):
    return "LibraryStaff" in api.user.get_roles(username=userid, obj=library(code))


def test_invited_person_chooses_a_password_and_may_enter(kretinga, mails):
    with act_as("krt-direktore"):
        userid = operations.invite(kretinga, " Nauja@Example.org ", "Nauja  Bibliotekininkė")
        assert names("KRT") == [
            ("Aldona Kretingaitė", "director", True),
            ("Nauja Bibliotekininkė", "staff", True),
            ("Rasa Kretingienė", "staff", True),
        ]
    assert may_enter(userid, "KRT")
    assert not may_enter(userid, "PAG")
    [(recipient, text)] = mails
    assert recipient == "nauja@example.org"
    assert "Laba diena, Nauja Bibliotekininkė" in text
    key = re.search(r"/passwordreset/(\w+)\?userid=nauja@example.org", text).group(1)
    api.portal.get_tool("portal_password_reset").resetPassword(
        "nauja@example.org", key, "Ilgas-slaptažodis-1"
    )
    users = api.portal.get_tool("acl_users")
    assert users.source_users.authenticateCredentials(
        {"login": "nauja@example.org", "password": "Ilgas-slaptažodis-1"}
    ) == (userid, "nauja@example.org")


def test_link_names_any_login(kretinga, mails):
    with act_as("krt-direktore"):
        operations.invite(kretinga, "nauja+krt@example.org", "Nauja")
    assert "?userid=nauja%2Bkrt@example.org\n" in mails[0][1]


def test_deactivated_account_is_dead_until_reactivated(kretinga, mails):
    with act_as("krt-direktore"):
        userid = operations.invite(kretinga, "nauja@example.org", "Nauja")
        key = re.search(r"/passwordreset/(\w+)", mails[0][1]).group(1)
        operations.deactivate(kretinga, userid)
        assert names("KRT")[-1] == ("Nauja", "staff", False)
    reset = api.portal.get_tool("portal_password_reset")
    with pytest.raises(InvalidRequestError):
        reset.verifyKey(key)
    registration = api.portal.get_tool("portal_registration")
    with pytest.raises(ValueError):
        registration.mailPassword("nauja@example.org", kretinga.REQUEST)
    assert not may_enter(userid, "KRT")
    with act_as("krt-direktore"):
        operations.reactivate(kretinga, userid)
    assert may_enter(userid, "KRT")
    assert [recipient for recipient, _text in mails] == ["nauja@example.org"] * 2


def test_account_with_another_use_keeps_working(kretinga, mails):
    with act_as("vedeja"):
        userid = operations.invite(library("KLM"), "lina@example.org", "Lina", "staff")
        assert operations.invite(kretinga, "lina@example.org", "Lina", "staff") == userid
        operations.deactivate(kretinga, userid)
    assert may_enter(userid, "KLM")
    assert not may_enter(userid, "KRT")
    assert api.user.get(userid=userid).getProperty("email") == "lina@example.org"


def test_account_of_the_sites_keeper_is_never_shut(kretinga, mails):
    with api.env.adopt_roles(["Manager"]):
        api.user.grant_roles(username="krt-darbuotoja", roles=["Manager"])
    with act_as("krt-direktore"):
        operations.deactivate(kretinga, "krt-darbuotoja")
    keeper = api.user.get(userid="krt-darbuotoja")
    assert keeper.getProperty("email") == "krt-darbuotoja@example.org"
    assert not may_enter("krt-darbuotoja", "KRT")


def test_role_goes_to_a_mailbox_not_to_who_claims_it(kretinga, mails):
    api.user.get(userid="svecias").setMemberProperties({"email": "Nauja@example.org"})
    with act_as("vedeja"), pytest.raises(FieldErrors) as caught:
        operations.invite(kretinga, "nauja@example.org", "Nauja Direktorė", "director")
    assert list(caught.value.errors) == ["email"]
    assert "LibraryDirector" not in api.user.get_roles(username="svecias", obj=kretinga)
    assert mails == []


def test_director_cannot_pull_in_or_learn_of_others(kretinga, mails):
    with act_as("krt-direktore"):
        for email in ("metodininke@example.org", "svecias@example.org"):
            with pytest.raises(FieldErrors) as caught:
                operations.invite(kretinga, email, "Kas nors")
            assert list(caught.value.errors) == ["email"]
        for userid in ("svecias", "metodininke", "klm-darbuotoja", "admin"):
            with pytest.raises(FieldErrors):
                operations.deactivate(kretinga, userid)
    assert mails == []


@pytest.mark.parametrize(
    "person", ["krt-darbuotoja", "pag-direktore", "metodininke", "redaktore", "svecias"]
)
def test_people_are_the_own_directors(kretinga, mails, person):
    with act_as(person):
        for use in (
            lambda: operations.people_of(kretinga),
            lambda: operations.invite(kretinga, "a@example.org", "A"),
            lambda: operations.invite_again(kretinga, "krt-darbuotoja"),
            lambda: operations.deactivate(kretinga, "krt-darbuotoja"),
            lambda: operations.reactivate(kretinga, "krt-darbuotoja"),
        ):
            with pytest.raises(Unauthorized):
                use()


def test_directors_are_the_heads(kretinga, mails):
    with act_as("krt-direktore"), pytest.raises(Unauthorized):
        operations.invite(kretinga, "nauja@example.org", "Nauja", "director")
    with act_as("vedeja"):
        operations.invite(kretinga, "nauja@example.org", "Nauja", "director")
        operations.deactivate(kretinga, "krt-direktore")
        assert ("Aldona Kretingaitė", "director", False) in names("KRT")


def test_nobody_shuts_out_oneself(kretinga):
    with api.env.adopt_roles(["Manager"]):
        api.group.add_user(groupname="heads", username="krt-direktore")
    with act_as("krt-direktore"), pytest.raises(NotAllowed):
        operations.deactivate(kretinga, "krt-direktore")


@pytest.mark.parametrize(
    ("email", "fullname", "role", "field"),
    [
        ("", "Ona", "staff", "email"),
        ("ona@", "Ona", "staff", "email"),
        ("ona@example.org\nBcc: x@example.org", "Ona", "staff", "email"),
        ("krt-darbuotoja@example.org", "Ona", "staff", "email"),
        ("ona@example.org", " ", "staff", "fullname"),
        ("ona@example.org", "Ona", "Manager", "role"),
    ],
)
def test_bad_invitations(kretinga, mails, email, fullname, role, field):
    with act_as("krt-direktore"), pytest.raises(FieldErrors) as caught:
        operations.invite(kretinga, email, fullname, role)
    assert list(caught.value.errors) == [field]
    assert mails == []
