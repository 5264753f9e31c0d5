"""Contracts of libraries, departments and partners."""

from metodinis.common.schema import is_email
from metodinis.i18n import _
from metodinis.libraries import rules
from metodinis.libraries.vocabularies import KIND_VOCABULARY
from metodinis.libraries.vocabularies import OUTLET_TITLES
from plone import api
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.query import IndexQuery
from urllib.parse import urlsplit
from zope import schema
from zope.interface import Attribute
from zope.schema.interfaces import ValidationError
import re


PHONE = re.compile(r"[+0-9()/ .,;-]{3,60}")


class NotACode(ValidationError):
    __doc__ = _(
        "libraries_code_invalid",
        default="Write the code in capital Latin letters, digits and hyphens, at most 20: KRT.",
    )


class NotAPhone(ValidationError):
    __doc__ = _(
        "libraries_phone_invalid",
        default="Write the telephone in digits, like +370 445 78984.",
    )


class NotAWebAddress(ValidationError):
    __doc__ = _(
        "libraries_web_invalid",
        default="Write the whole address, like https://www.kretvb.lt.",
    )


def is_code(value):
    """Constraint: a library's code."""
    if not rules.is_code(value):
        raise NotACode(value)
    return True


def is_phone(value):
    """Constraint: one telephone or several, or nothing."""
    if value and not PHONE.fullmatch(value):
        raise NotAPhone(value)
    return True


def is_web_address(value):
    """Constraint: an address that a browser may be sent to, or nothing."""
    if value:
        try:
            parts = urlsplit(value)
        except ValueError:
            raise NotAWebAddress(value) from None
        if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", value):
            raise NotAWebAddress(value)
    return True


def code_is_free(code, library=None):
    """Whether no other library than `library` has this code.

    The index is asked, not the catalog: that would catch up with all that waits to be indexed,
    for each library of an import. Twins made in one transaction meet at their address.
    """
    if library is not None:
        processQueue()
    indexes = api.portal.get_tool("portal_catalog").Indexes
    own = IUUID(library, None) if library is not None else None
    found = indexes["library_code"].query_index(IndexQuery({"library_code": code}, "library_code"))
    return all(
        indexes["portal_type"].getEntryForObject(record) != "Library"
        or indexes["UID"].getEntryForObject(record) == own
        for record in found
    )


class ILibraryDirectory(model.Schema):
    """The folder of all libraries."""


class IDepartmentDirectory(model.Schema):
    """The folder of the county library's departments."""


class IPartnerDirectory(model.Schema):
    """The folder of partners."""


class IContact(model.Schema):
    """How to reach an institution: what a director may change of the own library."""

    address = schema.TextLine(
        title=_("libraries_address", default="Address"),
        required=False,
        max_length=300,
    )
    email = schema.TextLine(
        title=_("libraries_email", default="E-mail"),
        required=False,
        constraint=is_email,
    )
    phone = schema.TextLine(
        title=_("libraries_phone", default="Telephone"),
        required=False,
        constraint=is_phone,
    )
    web = schema.TextLine(
        title=_("libraries_web", default="Web site"),
        required=False,
        max_length=300,
        constraint=is_web_address,
    )


def outlet_count(kind):
    """The field of how many outlets of `kind` there are."""
    return schema.Int(title=OUTLET_TITLES[kind], required=False, default=0, min=0, max=9999)


class ILibrary(IContact):
    """A library that reports to the department."""

    model.fieldset(
        "outlets",
        label=_("libraries_outlets", default="Outlets"),
        fields=[f"outlets_{kind}" for kind in rules.OUTLETS],
    )
    model.fieldset(
        "contact",
        label=_("libraries_contact", default="Contact"),
        fields=["address", "email", "phone", "web", "latitude", "longitude"],
    )

    title = schema.TextLine(
        title=_("libraries_title", default="Official name"),
        max_length=200,
    )
    short_name = schema.TextLine(
        title=_("libraries_short_name", default="Short name"),
        description=_(
            "libraries_short_name_help",
            default="For lists, where the official name is too long.",
        ),
        required=False,
        max_length=60,
    )
    code = schema.TextLine(
        title=_("libraries_code", default="Code"),
        description=_(
            "libraries_code_help",
            default="Capital Latin letters, digits and hyphens. Imports find the library by it.",
        ),
        constraint=is_code,
    )
    kind = schema.Choice(
        title=_("libraries_kind", default="Kind"),
        vocabulary=KIND_VOCABULARY,
        default="municipal",
    )
    municipality = schema.Choice(
        title=_("libraries_municipality", default="Municipality"),
        description=_("libraries_municipality_help", default="The county follows from it."),
        vocabulary="metodinis.libraries.Municipalities",
        required=False,
    )
    founder = schema.TextLine(
        title=_("libraries_founder", default="Founder"),
        required=False,
        max_length=200,
    )
    opened = schema.Date(
        title=_("libraries_opened", default="Opened"),
        required=False,
    )
    methodologist = schema.Choice(
        title=_("libraries_methodologist", default="Methodologist"),
        description=_(
            "libraries_methodologist_help",
            default="Whom the library asks first; without one, the department.",
        ),
        vocabulary="metodinis.libraries.Methodologists",
        required=False,
    )

    outlets_central = outlet_count("central")
    outlets_urban = outlet_count("urban")
    outlets_rural = outlet_count("rural")
    outlets_point = outlet_count("point")
    outlets_mobile = outlet_count("mobile")

    latitude = schema.Float(
        title=_("libraries_latitude", default="Latitude"),
        description=_("libraries_coordinates_help", default="In degrees, like 55.8871."),
        required=False,
        min=-90.0,
        max=90.0,
    )
    longitude = schema.Float(
        title=_("libraries_longitude", default="Longitude"),
        description=_("libraries_coordinates_help", default="In degrees, like 55.8871."),
        required=False,
        min=-180.0,
        max=180.0,
    )

    name = Attribute("str: the short name, else the official one")
    county = Attribute("str or None: ISO 3166-2 code of the county")
    outlets = Attribute("dict of kind of outlet -> how many")
    population = Attribute("sequence of {'year': int, 'population': int, 'source': str}")
    closed = Attribute("date or None: the last day")
    merged_into = Attribute("str or None: UID of the library that took it over")


class IDepartment(IContact):
    """A structural unit of the county library."""

    directives.order_before(head="address")
    directives.order_before(title="head")

    title = schema.TextLine(title=_("libraries_department_title", default="Name"), max_length=200)
    head = schema.TextLine(
        title=_("libraries_department_head", default="Head of the department"),
        required=False,
        max_length=200,
    )
    text = RichText(
        title=_("libraries_text", default="About"),
        required=False,
        allowed_mime_types=("text/html",),
    )


class IPartner(IContact):
    """An institution that the department works with."""

    directives.order_before(since="address")
    directives.order_before(field="since")
    directives.order_before(title="field")

    title = schema.TextLine(title=_("libraries_partner_title", default="Name"), max_length=200)
    field = schema.TextLine(
        title=_("libraries_partner_field", default="Field of work"),
        required=False,
        max_length=200,
    )
    since = schema.Int(
        title=_("libraries_partner_since", default="Working together since (year)"),
        required=False,
        min=1900,
        max=rules.LAST_YEAR,
    )
    text = RichText(
        title=_("libraries_text", default="About"),
        required=False,
        allowed_mime_types=("text/html",),
    )
