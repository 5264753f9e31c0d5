"""Pages of certificates: issuing those of an event, a participant's own, and the layout."""

from metodinis.common.api import whole_number_of
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import PageView
from metodinis.training.attendance.views import OUTCOMES
from metodinis.training.certificates import exports
from metodinis.training.certificates import operations
from metodinis.training.certificates import printing
from metodinis.training.certificates import rules
from metodinis.training.certificates.schema import ICertificateDesign
from metodinis.training.privacy import keep_private
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from plone.uuid.interfaces import IUUID
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.schema import getFields


PAGE_SIZE = 100
# As badges: (state of the badge, text).
BADGES = {
    rules.VALID: ("ok", _("certificates_valid", default="Valid")),
    rules.REVOKED: ("error", _("certificates_revoked", default="Revoked")),
    rules.REPLACED: ("neutral", _("certificates_replaced", default="Replaced")),
}
WHY = {
    rules.NAMELESS: _("certificates_why_nameless", default="The name isn't known any more"),
    rules.UNMARKED: _("certificates_why_unmarked", default="Attendance isn't marked whole"),
    rules.TOO_LITTLE: _("certificates_why_little", default="Attended too little"),
}
ZIP = _("certificates_zip", default="All as a ZIP")
ZIP_PART = _("certificates_zip_part", default="ZIP, part ${n}")
PICTURE_TITLES = {
    "logo": _("certificates_logo", default="Logo"),
    "signature": _("certificates_signature", default="Picture of the signature"),
    "background": _("certificates_background", default="Background, in place of the frame"),
}


class EventCertificatesPage(ActionPage):
    """`@@certificates` of an event: who can have one, who has one; issuing and mailing."""

    title = _("certificates_title", default="Certificates")
    empty_title = _("attendance_nobody_yet", default="Nobody is registered")
    outcomes = OUTCOMES
    why = WHY

    @property
    @memoize
    def is_due(self):
        return operations.is_due(self.context)

    @property
    def not_now(self):
        return operations.why_not_now(self.context)

    @property
    @memoize
    def candidates(self):
        return operations.candidates(self.context)

    @property
    @memoize
    def rows(self):
        return self.batch(self.candidates, PAGE_SIZE)

    @property
    def ready(self):
        """How many can have one now."""
        return len([one for one in self.candidates if not one.why])

    @property
    @memoize
    def issued(self):
        """number -> Certificate of this event, whatever its state."""
        found = operations.store().of_event(IUUID(self.context))
        return {one.number: one for one in found}

    @property
    def valid(self):
        return [one for one in self.issued.values() if one.state == rules.VALID]

    @property
    def zips(self):
        """(address, text) of each ZIP; one, unless there are very many certificates."""
        url = f"{self.context.absolute_url()}/@@certificates-zip"
        count = -(-len(self.valid) // operations.MOST_AT_ONCE)
        if count < 2:
            return [(url, ZIP)] * count
        parts = range(1, count + 1)
        return [(f"{url}?part={n}", type(ZIP_PART)(ZIP_PART, mapping={"n": n})) for n in parts]

    @property
    def unposted(self):
        return len([one for one in self.valid if one.posted_at is None])

    def act(self, form):
        wanted = self.typed("do")
        if wanted == "mail":
            count = operations.post_issued(self.context)
            return self.plural(count, "certificates_mailed")
        ids = None
        if wanted != "all":
            sent = form.get("ids", [])
            ids = [sent] if isinstance(sent, str) else [one for one in sent if isinstance(one, str)]
            if not ids:
                raise NotAllowed(
                    _("certificates_none_chosen", default="Choose at least one participant.")
                )
        done = operations.issue(self.context, ids, post=bool(form.get("post")))
        return self.plural(len(done.certificates), "certificates_issued")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@certificates"


class ZipPage(BrowserView):
    """`@@certificates-zip` of an event: the PDFs of all that are valid."""

    def __call__(self):
        name = f"pazymejimai-{self.context.getId()}"[: rules.MAX_FILE_NAME]
        part = whole_number_of(self.request.form, "part", 1, largest=999)
        data = operations.zip_of(self.context, part)
        return exports.deliver(self.request.response, data, name, "zip")


class MyCertificatePage(BrowserView):
    """`@@my-certificate?secret=…`: a participant downloads theirs; for others nothing is there."""

    def __call__(self):
        secret = self.request.form.get("secret")
        found = operations.of_participant(self.context, secret if isinstance(secret, str) else "")
        if found is None:
            raise NotFound("my-certificate")
        name = rules.file_name(found.number, found.name)
        data = exports.deliver(self.request.response, operations.pdf_of(found), name)
        keep_private(self.request.response)
        return data


class CheckPage(PageView):
    """`/training/@@certificate`: whether a certificate is valid, for who has number and code."""

    title = _("certificates_check", default="Check a certificate")
    lead = _(
        "certificates_check_lead",
        default="Number and code are printed on the certificate. Its QR code fills them in.",
    )
    unknown_title = _("certificates_check_unknown", default="There is no such certificate")
    unknown_text = _(
        "certificates_check_unknown_text",
        default="Compare number and code with the certificate: both have to be right.",
    )
    badges_of = BADGES

    def __call__(self):
        keep_private(self.request.response)
        return self.index()

    def typed(self, name):
        text = self.request.form.get(name, "")
        return text if isinstance(text, str) else ""

    @property
    def is_asked(self):
        return bool(self.typed("number") or self.typed("code"))

    @property
    @memoize
    def certificate(self):
        return operations.checked_certificate(self.typed("number"), self.typed("code"))

    @property
    def dates(self):
        return printing.dates_text(self.certificate.starts, self.certificate.ends)

    @property
    def hours(self):
        return printing.hours_text(self.certificate.hours) if self.certificate.hours else None


class DesignPage(ActionPage):
    """`@@certificate-design`: texts and pictures of what is issued from now on."""

    title = _("certificates_design", default="Layout of certificates")
    lead = _(
        "certificates_design_lead",
        default="It is used for what is issued from now on; certificates that are issued stay as "
        "they are.",
    )
    long_fields = ("body",)

    def __call__(self):
        if self.request.method == "POST" and self.typed("do") == "preview":
            CheckAuthenticator(self.request)
            try:
                design = operations.design_of(self.context, *self.sent(self.request.form))
            except Refused as refusal:
                self.refusal = refusal
                self.request.response.setStatus(refusal.status)
                return self.index()
            return deliver_sample(design, self.request.response)
        return super().__call__()

    @property
    @memoize
    def design(self):
        return self.context.certificates.design[1]

    @property
    def fields(self):
        """(name, field of the schema) in order."""
        return [(name, field) for name, field in getFields(ICertificateDesign).items()]

    def value(self, name):
        return self.typed(name, getattr(self.design, name) or "")

    @property
    def pictures(self):
        """(name, title, whether there is one)."""
        return [
            (name, title, name in self.design.pictures) for name, title in PICTURE_TITLES.items()
        ]

    def sent(self, form):
        """(values, new pictures, names of those to drop) as operations take them."""
        values = {name: self.typed(name) for name, _field in self.fields}
        files = {name: form.get(name) for name in operations.PICTURES}
        pictures = {
            name: file.read(operations.MAX_PICTURE + 1)
            for name, file in files.items()
            if getattr(file, "filename", "")
        }
        dropped = [name for name in operations.PICTURES if form.get(f"drop-{name}")]
        return values, pictures, dropped

    def act(self, form):
        operations.keep_design(self.context, *self.sent(form))
        return _("certificates_design_kept", default="The layout is saved: a sample was written.")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@certificate-design"


def deliver_sample(design, response):
    """A sample (PDF bytes) of a Design, to be opened by the browser."""
    data = printing.certificate_pdf(operations.sample(design), design)
    response.setHeader("Content-Type", "application/pdf")
    response.setHeader("Content-Disposition", 'inline; filename="pavyzdys.pdf"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return data


class SamplePage(BrowserView):
    """`@@certificate-sample`: a sample in the present layout."""

    def __call__(self):
        return deliver_sample(self.context.certificates.design[1], self.request.response)
