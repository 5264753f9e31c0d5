"""The newsletter: a month's new cases as HTML to copy into a mail, and as plain text."""

from calendar import monthrange
from datetime import date
from datetime import timedelta
from metodinis.common.refusals import FieldErrors
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.booklets.citation import today
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.metadata import department
from metodinis.layout.views import PageView
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate
import re


MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
MONTH_WRONG = _("booklets_newsletter_month_wrong", default="Write a month like 2026-03.")


def month_of(text):
    """The first day of a month like 2026-03; the present one for "". Raises FieldErrors."""
    if not text:
        return today().replace(day=1)
    if not isinstance(text, str) or not MONTH.fullmatch(text) or text.startswith("000"):
        raise FieldErrors({"month": MONTH_WRONG})
    return date.fromisoformat(f"{text}-01")


def cases_of(month):
    """The cases that were published first in a month, in the order of their days."""
    zone = api.portal.get_registry_record("plone.portal_timezone")
    found = []
    for brain in api.content.find(
        portal_type="GoodPractice", review_state=PUBLISHED, sort_on="effective"
    ):
        day = brain.effective.toZone(zone).asdatetime().date()
        if (day.year, day.month) == (month.year, month.month):
            found.append(brain.getObject())
    return found


class Newsletter(PageView):
    """A month's newsletter in the reader's language: subject, HTML and plain text of a mail."""

    letter = ViewPageTemplateFile("templates/newsletter_letter.pt")

    @property
    def month(self):
        return month_of(self.request.form.get("month"))

    @property
    def month_name(self):
        return formats.month(self.month, self.lang)

    @property
    def subject(self):
        return translate(
            _(
                "booklets_newsletter_subject",
                default="New examples of good practice: ${month}",
                mapping={"month": self.month_name},
            ),
            target_language=self.lang,
        )

    @property
    def department(self):
        return department().name or ""

    @property
    def directory_url(self):
        return self.context.absolute_url()

    @property
    def cases(self):
        """What the letter tells of each case."""
        return [
            {
                **reading.heading_json(case, self.lang),
                "library": reading.library_name(case),
                "topics": ", ".join(reading.topic_titles(case, self.lang)),
                "picture": reading.card_picture(case),
            }
            for case in cases_of(self.month)
        ]

    @property
    def html(self):
        """The letter as a whole page of HTML."""
        return self.letter()

    @property
    def text(self):
        """The letter without any marks."""
        parts = [self.subject]
        for case in self.cases:
            parts.append(
                "\n".join([case["title"], case["library"], case["summary"], case["address"]])
            )
        return "\n\n".join([*parts, f"{self.department}\n{self.directory_url}"]) + "\n"


class NewsletterPage(Newsletter):
    """`/good-practice/@@newsletter?month=2026-03`: preview, HTML and text to copy."""

    title = _("booklets_newsletter", default="Newsletter of new cases")
    lead = _(
        "booklets_newsletter_lead",
        default="The cases that were published first in a month, as a letter. Copy it into your "
        "mailing; nothing is sent from here.",
    )
    wrong = None
    empty = _("booklets_newsletter_empty", default="No case was published first in this month.")
    empty_text = _("booklets_newsletter_empty_text", default="Choose another month.")

    def __call__(self):
        try:
            month_of(self.request.form.get("month"))
        except FieldErrors as refusal:
            self.request.response.setStatus(refusal.status)
            self.wrong = refusal.errors["month"]
            self.request.form.pop("month")
        return self.index()

    @property
    def month_value(self):
        return f"{self.month:%Y-%m}"

    @property
    def before(self):
        """The month before, as an address has it."""
        return f"{self.month - timedelta(days=1):%Y-%m}"

    @property
    def after(self):
        """The month after, as an address has it; None for one that hasn't come."""
        last = monthrange(self.month.year, self.month.month)[1]
        following = self.month + timedelta(days=last)
        return f"{following:%Y-%m}" if following <= today() else None

    @property
    def preview_url(self):
        return f"{self.directory_url}/@@newsletter-preview?month={self.month_value}"


class NewsletterPreview(Newsletter):
    """`@@newsletter-preview?month=…`: the letter by itself, for a frame that runs nothing."""

    def __call__(self):
        response = self.request.response
        try:
            found = self.html
        except FieldErrors as refusal:
            response.setStatus(refusal.status)
            found = ""
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        # A letter has its styles with its elements, as mail programs want it, and no scripts.
        response.setHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox",
        )
        return found
