"""All certificates that were issued: the staff's list, and what is done with one."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.training.attendance.operations import surname_key
from metodinis.training.certificates import exports
from metodinis.training.certificates import operations
from metodinis.training.certificates import rules
from metodinis.training.certificates.views import BADGES
from plone.memoize.view import memoize
from Products.Five import BrowserView
from typing import NamedTuple
from zExceptions import NotFound
from zope.i18n import translate


class Filters(NamedTuple):
    """year: int or None; state: of rules.STATES or ""; words: in number, name or title."""

    year: int | None = None
    state: str = ""
    words: str = ""


def found(certificates, filters):
    """The Certificates that Filters let through, the latest first."""
    words = filters.words.casefold().split()
    return [
        one
        for one in certificates.of_year(filters.year)
        if filters.state in ("", one.state)
        and all(word in f"{one.number} {one.name} {one.title}".casefold() for word in words)
    ]


class RegisterPage(Listing, PageView):
    """`/training/@@certificates`: all certificates, with filters; as files too."""

    title = _("certificates_register", default="Issued certificates")
    empty_title = _("certificates_none", default="No certificates found")
    empty_text = _(
        "certificates_none_text",
        default="They are issued on the page of an event, once it is over.",
    )
    export_name = "certificates-export"
    first_order = ("number", True)
    columns = (
        Column(
            "number",
            _("certificates_column_number", default="Number"),
            lambda one: one.number,
            lambda one: rules.order_of(one.number),
        ),
        Column(
            "name",
            _("certificates_column_name", default="Name"),
            lambda one: one.name,
            lambda one: surname_key(one.name),
        ),
        Column(
            "institution",
            _("certificates_column_institution", default="Institution"),
            lambda one: one.institution,
        ),
        Column(
            "title",
            _("certificates_column_title", default="Event"),
            lambda one: one.title,
            lambda one: sort_key(one.title),
        ),
        Column(
            "hours",
            _("certificates_column_hours", default="Acad. hours"),
            lambda one: one.hours,
            lambda one: one.hours,
        ),
        Column(
            "issued",
            _("certificates_column_issued", default="Issued"),
            lambda one: one.issued_at,
            lambda one: one.issued_at,
        ),
        Column(
            "state",
            _("certificates_column_state", default="State"),
            lambda one: BADGES[one.state][1],
            lambda one: rules.STATES.index(one.state),
        ),
        Column("reason", _("certificates_column_reason", default="Reason"), lambda one: one.reason),
    )
    states = [(state, BADGES[state][1]) for state in rules.STATES]
    badges_of = BADGES

    @property
    @memoize
    def filters(self):
        form = self.request.form
        sent = {
            name: form[name] for name in ("year", "state", "q") if isinstance(form.get(name), str)
        }
        year = sent.get("year", "")
        return Filters(
            int(year) if year.isdecimal() and len(year) == 4 else None,
            sent.get("state", "") if sent.get("state") in rules.STATES else "",
            sent.get("q", "").strip(),
        )

    @property
    def is_filtered(self):
        return self.filters != Filters()

    @property
    def years(self):
        return self.context.certificates.years

    @property
    @memoize
    def found(self):
        return found(self.context.certificates, self.filters)

    def heads(self):
        """(name, title, whether it sorts) of the columns of the page."""
        return [
            (column.name, translate(column.title, context=self.request), bool(column.key))
            for column in self.columns
            if column.name not in ("institution", "reason")
        ]


class RegisterExport(ListingExport, RegisterPage):
    """`@@certificates-export`: the list as it is filtered, as CSV or XLSX."""

    file_name = "pazymejimai"
    sheet_name = RegisterPage.title


class ChosenCertificate:
    """Mixin of pages of one certificate, which is named by `?number=`."""

    @property
    @memoize
    def certificate(self):
        number = self.request.form.get("number")
        found = self.context.certificates.get(number) if isinstance(number, str) else None
        if found is None:
            raise NotFound("number")
        return found


class FilePage(ChosenCertificate, BrowserView):
    """`@@certificate-file?number=…`: the PDF, for the staff."""

    def __call__(self):
        one = self.certificate
        name = rules.file_name(one.number, one.name)
        return exports.deliver(self.request.response, operations.pdf_of(one), name)


class OneCertificatePage(ChosenCertificate, ActionPage):
    """Base of the two pages that end a certificate."""

    max_reason = operations.LONGEST_REASON
    max_name = operations.LONGEST_NAME
    asks_name = False

    def __call__(self):
        # Which one it is has to be known before anything is done or shown.
        if self.certificate.state != rules.VALID and self.request.method != "POST":
            self.refusal = operations.NotAllowed(operations.NOT_VALID)
        return super().__call__()

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@certificates"


class RevokePage(OneCertificatePage):
    """`@@certificate-revoke?number=…`"""

    title = _("certificates_revoke", default="Revoke the certificate")
    consequences = _(
        "certificates_revoke_text",
        default="Whoever checks it is told from now on that it is revoked. This can't be undone; "
        "another can be issued.",
    )

    def act(self, form):
        operations.revoke(self.context, self.certificate.number, self.typed("reason"))
        return _(
            "certificates_revoked_done",
            default="Certificate ${number} is revoked.",
            mapping={"number": self.certificate.number},
        )


class ReissuePage(OneCertificatePage):
    """`@@certificate-reissue?number=…`"""

    title = _("certificates_reissue", default="Issue another in its place")
    consequences = _(
        "certificates_reissue_text",
        default="The other has a number of its own; who checks the old one is told that it was "
        "replaced.",
    )
    asks_name = True

    def value(self):
        """The name that the form begins with: that of the registration may be mended already."""
        _event, registration = operations.registration_of(self.certificate)
        stored = registration.name if registration is not None else self.certificate.name
        return self.typed("name", stored)

    def act(self, form):
        made = operations.reissue(
            self.context,
            self.certificate.number,
            self.typed("name"),
            self.typed("reason"),
            post=bool(form.get("post")),
        )
        return _(
            "certificates_reissued_done",
            default="Certificate ${number} is issued in place of ${old}.",
            mapping={"number": made.number, "old": self.certificate.number},
        )
