"""What a certificate looks like: as PDF, and many of them as a ZIP."""

from decimal import Decimal
from io import BytesIO
from metodinis.common.clock import zone
from metodinis.common.mail import translate_for
from metodinis.common.pdf import pdf
from metodinis.common.qr import qr_svg
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.training.certificates import rules
from pathlib import Path
from plone import api
from urllib.parse import urlencode
import zipfile


TEMPLATE = Path(__file__).parent / "certificate.typ"
# Certificates are written in Lithuanian, whoever downloads them.
LANGUAGE = "lt"
LABELS = {
    "number": _("certificates_label_number", default="No."),
    "issued": _("certificates_label_issued", default="Date of issue"),
    "hours": _("certificates_label_hours", default="Length"),
    "topics": _("certificates_label_topics", default="Competences developed"),
    "code": _("certificates_label_code", default="Check code"),
    "check": _("certificates_label_check", default="Is it valid? Scan the code, or look at"),
    "qr": _("certificates_label_qr", default="QR code of the page that checks the certificate"),
    "signature": _("certificates_label_signature", default="Signature"),
}
HOURS = _("certificates_hours", default="${hours} acad. h")
# The same bytes for the same certificate: entries of a ZIP have a date.
ZIP_DATE = (2000, 1, 1, 0, 0, 0)


def check_url(number="", code=""):
    """The address of the public page that checks a certificate."""
    url = f"{api.portal.get().absolute_url()}/training/@@certificate"
    return f"{url}?{urlencode({'number': number, 'code': code})}" if number else url


def certificate_pdf(certificate, design):
    """The PDF (bytes) of a Certificate in its Design; always the same. Raises PdfError."""
    files = {f"{name}.{kind}": data for name, (kind, data) in sorted(design.pictures.items())}
    files["qr.svg"] = qr_svg(check_url(certificate.number, certificate.code))
    return pdf(TEMPLATE, data_of(certificate, design), files)


def data_of(certificate, design):
    """What the template is filled with."""
    values = {
        "vardas": certificate.name,
        "pavadinimas": certificate.title,
        "trukme": hours_text(certificate.hours),
        "datos": dates_text(certificate.starts, certificate.ends),
        "vieta": certificate.place,
        "istaiga": certificate.institution,
    }
    return {
        "labels": {name: translate_for(text, LANGUAGE) for name, text in LABELS.items()},
        "pictures": {name: f"{name}.{kind}" for name, (kind, _data) in design.pictures.items()},
        "organisation": certificate.issuer,
        "heading": design.heading,
        "intro": rules.filled(design.intro or "", values),
        "body": rules.filled(design.body, values),
        "signer_name": design.signer_name or "",
        "signer_position": design.signer_position or "",
        "number": certificate.number,
        "code": rules.shown_code(certificate.code),
        "check": check_url().removeprefix("https://").removeprefix("http://"),
        "name": certificate.name,
        "hours": values["trukme"] if certificate.hours else "",
        "topics": list(certificate.topics),
        "issued": formats.date(certificate.issued_at.astimezone(zone()), LANGUAGE),
    }


def hours_text(hours):
    """Academic hours in words: „5,5 ak. val.“"""
    number = formats.number(Decimal(str(hours)).normalize(), LANGUAGE)
    return translate_for(type(HOURS)(HOURS, mapping={"hours": number}), LANGUAGE)


def dates_text(starts, ends):
    """The days of an event: „2026 m. kovo 12–13 d.“"""
    first, last = starts.astimezone(zone()).date(), ends.astimezone(zone()).date()
    told = formats.date(first, LANGUAGE)
    if first == last:
        return told
    if (first.year, first.month) == (last.year, last.month):
        return told.replace(f" {first.day} d.", f" {first.day}–{last.day} d.")
    return f"{told} – {formats.date(last, LANGUAGE)}"


def zipped(certificates, designs):
    """The PDFs of Certificates as a ZIP (bytes); names of files are safe everywhere."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for one in certificates:
            name = f"{rules.file_name(one.number, one.name)}.pdf"
            archive.writestr(
                zipfile.ZipInfo(name, ZIP_DATE), certificate_pdf(one, designs[one.design])
            )
    return target.getvalue()
