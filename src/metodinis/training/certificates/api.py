"""REST of certificates: those of an event, all of them, checking one, and the layout."""

from base64 import b64decode
from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.certificates import exports
from metodinis.training.certificates import operations
from metodinis.training.certificates import register
from metodinis.training.certificates import rules
from metodinis.training.certificates.schema import ICertificateDesign
from metodinis.training.certificates.views import deliver_sample
from zope.schema import getFields


NOT_IDS = _("certificates_ids_invalid", default="Send ids as a list of texts, or all: true.")


def certificate_json(one):
    """A Certificate as the staff see it."""
    return {
        "number": one.number,
        "code": one.code,
        "state": one.state,
        "name": one.name or None,
        "institution": one.institution or None,
        "title": one.title,
        "hours": one.hours,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "event_uid": one.event_uid,
        "registration": one.registration_id,
        "issued_at": one.issued_at.isoformat(),
        "issued_by": one.issued_by,
        "posted_at": one.posted_at and one.posted_at.isoformat(),
        "revoked_at": one.revoked_at and one.revoked_at.isoformat(),
        "reason": one.reason or None,
        "replaces": one.replaces or None,
        "replaced_by": one.replaced_by or None,
    }


def candidate_json(one):
    """A participant: what was attended, and why they get no certificate (null if they can)."""
    return {
        "id": one.registration.id,
        "name": one.registration.name,
        "state": one.registration.state,
        "share": round(one.share, 4),
        "certificate": one.registration.certificate or None,
        "why_not": one.why or None,
    }


def _number_of(body):
    return text_of(body, "number")


class EventCertificates(JsonService):
    """GET @certificates of an event: participants, and whether they have or can have one."""

    def answer(self):
        answer = self.batch(operations.candidates(self.context), candidate_json)
        return answer | {"is_due": operations.is_due(self.context)}


class IssueCertificates(JsonService):
    """POST @certificates {"ids": ids of registrations, or "all": true, "mail": true or false}"""

    def answer(self):
        body = self.body()
        ids = None if body.get("all") is True else body.get("ids")
        is_list = isinstance(ids, list) and all(isinstance(one, str) for one in ids)
        if body.get("all") is not True and not is_list:
            raise FieldErrors({"ids": NOT_IDS})
        done = operations.issue(self.context, ids, post=body.get("mail") is True)
        return {"issued": list(map(certificate_json, done.certificates)), "mailed": done.mailed}


class MailCertificates(JsonService):
    """POST @certificates-mail {"again": true or false}: to those who weren't sent theirs."""

    def answer(self):
        again = self.body().get("again") is True
        return {"mailed": operations.post_issued(self.context, again=again)}


class CertificatesZip(FileService):
    """GET @certificates-zip?part= of an event: of very many, one part."""

    def answer(self):
        part = self.whole_number("part", 1, largest=999)
        data = operations.zip_of(self.context, part)
        name = f"pazymejimai-{self.context.getId()}"[: rules.MAX_FILE_NAME]
        return exports.deliver(self.request.response, data, name, "zip")


class AllCertificates(JsonService):
    """GET @certificates?year=&state=&q=: all that were issued, the latest first."""

    def answer(self):
        form = self.request.form
        year = self.whole_number("year", 0, largest=9999) or None
        state = choice_of(form, "state", ("", *rules.STATES))
        words = str(form.get("q", ""))
        filters = register.Filters(year, state, words)
        return self.batch(register.found(self.context.certificates, filters), certificate_json)


class CertificatesExport(FileService):
    """GET @certificates-export?format=csv|xlsx, and the filters."""

    def answer(self):
        choice_of(self.request.form, "format", ("xlsx", "csv"))
        return register.RegisterExport(self.context, self.request)()


class CheckCertificate(JsonService):
    """GET @certificate?number=&code=: what it says, for who has both right; 404 for others."""

    def answer(self):
        form = self.request.form
        one = operations.checked_certificate(str(form.get("number", "")), str(form.get("code", "")))
        if one is None:
            self.request.response.setStatus(404)
            return {"error": self.error(FieldErrors({"number": operations.UNKNOWN}))}
        return {
            "number": one.number,
            "state": one.state,
            "name": one.name or None,
            "title": one.title,
            "hours": one.hours,
            "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat(),
            "issuer": one.issuer,
            "issued_at": one.issued_at.isoformat(),
            "revoked_at": one.revoked_at and one.revoked_at.isoformat(),
        }


class CertificateFile(FileService):
    """GET @certificate-file?number=: the PDF, for the staff."""

    def answer(self):
        one = self.context.certificates.get(str(self.request.form.get("number", "")))
        if one is None:
            raise FieldErrors({"number": operations.UNKNOWN})
        name = rules.file_name(one.number, one.name)
        return exports.deliver(self.request.response, operations.pdf_of(one), name)


class MyCertificate(FileService):
    """GET @my-certificate?secret= of an event: the PDF, for who has the private link."""

    def answer(self):
        one = operations.of_participant(self.context, str(self.request.form.get("secret", "")))
        if one is None:
            raise FieldErrors({"secret": operations.UNKNOWN})
        name = rules.file_name(one.number, one.name)
        return exports.deliver(self.request.response, operations.pdf_of(one), name)


class RevokeCertificate(JsonService):
    """POST @certificate-revoke {"number", "reason"}"""

    def answer(self):
        body = self.body()
        operations.revoke(self.context, _number_of(body), text_of(body, "reason"))
        return certificate_json(self.context.certificates.get(_number_of(body)))


class ReissueCertificate(JsonService):
    """POST @certificate-reissue {"number", "name", "reason", "mail": true or false}"""

    def answer(self):
        body = self.body()
        made = operations.reissue(
            self.context,
            _number_of(body),
            text_of(body, "name"),
            text_of(body, "reason"),
            post=body.get("mail") is True,
        )
        return certificate_json(made)


def design_json(design):
    """The texts of a layout, and which pictures it has."""
    texts = {name: getattr(design, name) or "" for name in getFields(ICertificateDesign)}
    return texts | {"pictures": sorted(design.pictures)}


class GetDesign(JsonService):
    """GET @certificate-design"""

    def answer(self):
        return design_json(self.context.certificates.design[1])


class PatchDesign(JsonService):
    """PATCH @certificate-design: texts that are to change, and "pictures": {name: base64 text, or
    null to take it away}."""

    def answer(self):
        body = self.body()
        sent = body.pop("pictures", {})
        if not isinstance(sent, dict) or set(sent) - set(operations.PICTURES):
            raise FieldErrors({"pictures": operations.PICTURE_WRONG})
        new, dropped = {}, []
        for name, text in sent.items():
            if text is None:
                dropped.append(name)
            else:
                new[name] = _decoded(name, text)
        present = design_json(self.context.certificates.design[1])
        del present["pictures"]
        operations.keep_design(self.context, present | body, new, dropped)
        return design_json(self.context.certificates.design[1])


def _decoded(name, text):
    try:
        return b64decode(text, validate=True)
    except (TypeError, ValueError):
        raise FieldErrors({name: operations.PICTURE_WRONG}) from None


class Sample(FileService):
    """GET @certificate-sample: a sample in the present layout, as PDF."""

    def answer(self):
        return deliver_sample(self.context.certificates.design[1], self.request.response)
