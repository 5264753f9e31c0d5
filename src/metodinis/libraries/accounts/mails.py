"""The mail that begins an account."""

from metodinis.common.mail import language_of
from metodinis.common.mail import send
from metodinis.common.mail import translate_for
from metodinis.i18n import _
from metodinis.layout.formats import date
from plone import api
from urllib.parse import quote


def send_invitation(library, userid):
    """Mail a user where to choose a password, and what the account is for."""
    user, language = api.user.get(userid=userid), language_of(userid)
    site_url = api.portal.get().absolute_url()
    reset = api.portal.get_tool("portal_password_reset").requestReset(userid)
    login = user.getUserName()
    quoted = quote(login, safe="@")
    subject = _(
        "libraries_mail_invite_subject",
        default="Your account for the reports of ${library}",
        mapping={"library": library.name},
    )
    text = _(
        "libraries_mail_invite_text",
        default="Hello, ${fullname},\n\n"
        "you have an account for the annual reports of the library\n"
        "${library}.\n\n"
        "Choose a password here, until ${until}:\n${link}\n\n"
        "After that log in as ${login} here:\n${site}/login\n\n"
        "If the link is out of date, ask the one who invited you for a new one.",
        mapping={
            "fullname": user.getProperty("fullname"),
            "library": library.title,
            "until": date(reset["expires"], language),
            "link": f"{site_url}/passwordreset/{reset['randomstring']}?userid={quoted}",
            "login": login,
            "site": site_url,
        },
    )
    return send(
        [user.getProperty("email")],
        translate_for(subject, language),
        translate_for(text, language),
    )
