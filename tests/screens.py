"""Every screen, by who opens it: our rooms' from tests/security, and Plone's own of this site.

A room: a name -> [(path, people), ...], with `prepare_room(name, site)` for its content. Tests
that walk over all screens (language, accessibility) take them from here, so that a new row of
tests/security is walked at once.
"""

from datetime import datetime
from plone import api
from plone.app.event.interfaces import IICalendarImportEnabled
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from tests.security.test_access import ROOMS
from zope.interface import alsoProvides
import base64
import pytz


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FORM_FIELDS = """<model xmlns="http://namespaces.plone.org/supermodel/schema">
<schema>
<field name="nuomone" type="zope.schema.Text"><title>Nuomonė</title></field>
<field name="vertinimas" type="zope.schema.Choice"><title>Vertinimas</title>
<values><element>gerai</element><element>blogai</element></values></field>
<field name="replyto" type="zope.schema.TextLine"><title>Atsakyti adresu</title></field>
<field name="skaicius" type="zope.schema.Int"><title>Skaičius</title></field>
</schema></model>"""

EVERYONE = ("anonymous", "member", "staff", "director", "methodologist", "head", "editor")
PEOPLE = EVERYONE[1:]
EDITORS = ("editor", "manager")
MANAGERS = ("manager",)
TYPES = ("Document", "News Item", "Event", "File", "Image", "Link", "Folder", "Collection")
FOLDER = "/naujienos"
ITEMS = ("puslapis", "naujiena", "renginys", "rinkmena", "paveikslas", "nuoroda", "rinkinys")
LISTINGS = ("listing_view", "summary_view", "tabular_view", "full_view", "album_view")


def _screens():
    for path in (
        "/login",
        "/login?came_from=/naujienos",
        "/@@login-help",
        "/@@mail_password_form",
        "/logged-out",
        "/passwordreset/netinkama",
        "/contact-info",
        "/sitemap",
        "/accessibility-info",
        "/@@search",
        "/@@search?SearchableText=naujiena",
        "/@@search?SearchableText=nierastoniekur",
        "/author/redaktore",
        "/insufficient-privileges",
        "/nera-tokio-puslapio",
        "/@@event_listing",
        "/recently_modified",
        "/recently_published",
        FOLDER,
        f"{FOLDER}/apklausa",
        f"{FOLDER}/@@event_listing?mode=all",
        *(f"{FOLDER}/{item}" for item in ITEMS),
        *(f"{FOLDER}/@@{name}" for name in LISTINGS),
        *(f"{FOLDER}/rinkinys/@@{name}" for name in LISTINGS),
    ):
        yield path, EVERYONE
    for path in (
        "/@@personal-information",
        "/@@personal-preferences",
        "/@@change-password",
    ):
        yield path, PEOPLE
    yield from (("/@@register", ("anonymous",)), ("/@@ok", MANAGERS))
    for type_ in (*TYPES, "EasyForm"):
        yield f"{FOLDER}/++add++{type_}", EDITORS
    for item in (*ITEMS, "apklausa", ""):
        for name in (
            "edit",
            "delete_confirmation",
            "object_rename",
            "content_status_history",
            "@@historyview",
            "@@manage-aliases",
        ):
            yield f"{FOLDER}/{item}/{name}".replace("//", "/"), EDITORS
        yield f"{FOLDER}/{item}/@@sharing".replace("//", "/"), MANAGERS
        yield f"{FOLDER}/{item}/@@contenthistorypopup".replace("//", "/"), EDITORS
    for name in (
        "folder_contents",
        "select_default_page",
        "select_default_view",
        "folder_factories",
        "folder_constraintypes_form",
        "@@fc-contextInfo",
    ):
        yield f"{FOLDER}/{name}", EDITORS
    yield "/folder_contents", EDITORS
    yield f"{FOLDER}/@@manage-portlets", MANAGERS
    yield f"{FOLDER}/@@topbar-manage-portlets/plone.leftcolumn", MANAGERS
    for name in ("fields", "actions", "@@view", "@@saveddata", "@@import-easyform"):
        yield f"{FOLDER}/apklausa/{name}", EDITORS
    for name in ("fields/@@add-field", "actions/@@add-action", "actions/mailer", "fields/nuomone"):
        yield f"{FOLDER}/apklausa/{name}", EDITORS
    for portlet in PORTLETS:
        yield f"{FOLDER}/++contextportlets++plone.leftcolumn/+/{portlet}", MANAGERS


PORTLETS = (
    "portlets.Calendar",
    "portlets.Events",
    "portlets.Navigation",
    "portlets.News",
    "portlets.Recent",
    "portlets.Review",
    "portlets.Search",
    "portlets.rss",
    "plone.portlet.collection.Collection",
    "plone.portlet.static.Static",
)
STOCK = list(_screens())
# Sent without a word in it, a form says what it lacks: (path, what its button sends), by whom.
EMPTY_FORMS = [
    (("/login", {"buttons.login": "1", "__ac_name": "x", "__ac_password": "y"}), ("anonymous",)),
    (("/@@mail_password_form", {"form.submitted": "1"}), ("anonymous",)),
    (("/contact-info", {"form.buttons.send": "1"}), ("anonymous",)),
    (("/@@change-password", {"form.buttons.reset_passwd": "1"}), ("member",)),
    (("/@@personal-information", {"form.buttons.save": "1"}), ("member",)),
    *(
        ((f"{FOLDER}/++add++{type_}", {"form.buttons.save": "1"}), ("editor",))
        for type_ in (*TYPES, "EasyForm")
    ),
    ((f"{FOLDER}/apklausa", {"form.buttons.submit": "1"}), ("anonymous",)),
    ((f"{FOLDER}/apklausa/fields/@@add-field", {"form.buttons.add": "1"}), ("editor",)),
]


def is_page(method, path):
    """Whether a row of a room's table is of a page, not of a service."""
    return method == "GET" and not any(
        part.startswith("@") and not part.startswith("@@") for part in path.split("/")
    )


def _room(name):
    rows = ROOMS[name].ROWS.items()
    return [(path, people) for (method, path), people in rows if is_page(method, path)]


def prepare_room(name, site):
    """Make the content that a room's screens show; the caller commits."""
    prepare = prepare_stock if name == "stock" else getattr(ROOMS[name], "prepare", None)
    if prepare:
        prepare(site)


def prepare_stock(site):
    """A public folder with one object of each of Plone's types, all with Lithuanian words."""
    text = RichTextValue("<p>Skyriaus naujienos.</p>", "text/html", "text/x-html-safe")
    zone = pytz.timezone("Europe/Vilnius")
    query = [
        {
            "i": "portal_type",
            "o": "plone.app.querystring.operation.selection.any",
            "v": ["News Item", "Event"],
        }
    ]
    rows = (
        ("Document", "puslapis", {"text": text}),
        ("News Item", "naujiena", {"text": text}),
        (
            "Event",
            "renginys",
            {
                "start": zone.localize(datetime(2027, 3, 1, 10)),
                "end": zone.localize(datetime(2027, 3, 1, 12)),
                "recurrence": "RRULE:FREQ=WEEKLY;COUNT=20",
                "location": "Klaipėda",
                "contact_name": "Ona Metodinskienė",
                "contact_phone": "+370 600 00000",
                "event_url": "https://biblioteka.lt",
                "attendees": ("Bibliotekos",),
            },
        ),
        ("File", "rinkmena", {"file": NamedBlobFile(b"a;b", "text/csv", "duomenys.csv")}),
        ("Image", "paveikslas", {"image": NamedBlobImage(PIXEL, "image/png", "taskas.png")}),
        ("Link", "nuoroda", {"remoteUrl": "${portal_url}/libraries"}),
        ("Collection", "rinkinys", {"query": query}),
        ("EasyForm", "apklausa", {"fields_model": FORM_FIELDS}),
    )
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(site, "Folder", "naujienos", title="Skyriaus naujienos")
        made = [
            api.content.create(folder, type_, id_, title=id_.capitalize(), **values)
            for type_, id_, values in rows
        ]
        # Its own links of the import stand in the toolbar then, and one that takes it back.
        alsoProvides(folder, IICalendarImportEnabled)
        for obj in (folder, *made):
            if api.content.get_state(obj, default="published") != "published":
                api.content.transition(obj, "publish", comment="Patikrinta")
    return folder


SCREENS = {**{name: _room(name) for name in ROOMS}, "stock": STOCK}
