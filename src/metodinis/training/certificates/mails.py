"""The mail with which a certificate comes."""

from metodinis.common import mail
from metodinis.i18n import _
from metodinis.training.certificates import printing
from metodinis.training.certificates import rules
from Products.MailHost.MailHost import MailHostError
from smtplib import SMTPException
from zope.i18nmessageid import Message
import logging


logger = logging.getLogger(__name__)

SUBJECT = _("certificates_mail_subject", default="Your certificate: ${title}")
BODY = _(
    "certificates_mail_body",
    default="Hello,\n\n"
    "thank you for taking part in „${title}“. Your certificate ${number} is attached.\n\n"
    "You can download it again at your private link:\n${link}\n\n"
    "Whoever wants to see whether it is valid finds that here:\n${check}",
)


def write(certificate, registration, event, language):
    """(subject, text) of the mail, in a language."""
    values = {
        "title": certificate.title,
        "number": certificate.number,
        "link": f"{event.absolute_url()}/@@my-registration?secret={registration.secret}",
        "check": printing.check_url(certificate.number, certificate.code),
    }
    return tuple(
        mail.translate_for(Message(message, mapping=values), language)
        for message in (SUBJECT, BODY)
    )


def post(certificate, design, registration, event):
    """Queue the mail to the participant; whether it was. Never raises for a mail."""
    subject, text = write(certificate, registration, event, registration.language)
    data = printing.certificate_pdf(certificate, design)
    name = f"{rules.file_name(certificate.number, certificate.name)}.pdf"
    try:
        return bool(
            mail.send(
                [registration.email],
                subject,
                text,
                attachments=[(name, "application/pdf", data)],
            )
        )
    except (MailHostError, OSError, SMTPException):
        logger.exception("no mail with certificate %s", certificate.number)
        return False
