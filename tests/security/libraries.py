"""Who may open what of the register of libraries."""

from plone import api


EVERYONE = (
    "anonymous",
    "member",
    "staff",
    "director",
    "other director",
    "methodologist",
    "head",
    "editor",
    "manager",
)
HEADS = ("head", "manager")
KEEPERS = ("director", "head", "manager")
EDITORS = ("head", "editor", "manager")

ROWS = {
    ("GET", "/libraries"): EVERYONE,
    ("GET", "/libraries/@@export?format=csv"): EVERYONE,
    ("GET", "/libraries/@libraries"): EVERYONE,
    ("GET", "/libraries/@libraries-export"): EVERYONE,
    ("GET", "/libraries/krt"): EVERYONE,
    ("GET", "/libraries/krt/@library"): EVERYONE,
    ("GET", "/@vocabularies/plone.app.vocabularies.Users"): ("manager",),
    ("GET", "/@vocabularies/plone.app.vocabularies.Groups"): ("manager",),
    ("GET", "/@users"): ("manager",),
    ("GET", "/departments"): EVERYONE,
    ("GET", "/departments/@@export"): EVERYONE,
    ("GET", "/partners/@@export"): EVERYONE,
    ("GET", "/departments/metodikos-skyrius"): EVERYONE,
    ("GET", "/partners"): EVERYONE,
    ("GET", "/partners/muziejus"): EVERYONE,
    ("GET", "/libraries/++add++Library"): HEADS,
    ("GET", "/libraries/krt/edit"): HEADS,
    ("GET", "/libraries/krt/@@population"): HEADS,
    ("GET", "/libraries/krt/@@close"): HEADS,
    ("GET", "/libraries/krt/@@reopen"): HEADS,
    ("GET", "/libraries/krt/@@contact"): KEEPERS,
    ("GET", "/libraries/krt/@@people"): KEEPERS,
    ("GET", "/libraries/krt/@@people-export"): KEEPERS,
    ("GET", "/libraries/krt/@people"): KEEPERS,
    ("GET", "/libraries/folder_contents"): HEADS,
    ("GET", "/libraries/krt/@@sharing"): ("manager",),
    ("GET", "/departments/++add++Department"): EDITORS,
    ("GET", "/partners/++add++Partner"): EDITORS,
    ("POST", "/libraries"): HEADS,
    ("PATCH", "/libraries/krt"): HEADS,
    ("PATCH", "/libraries/krt/@contact"): KEEPERS,
    ("POST", "/libraries/krt/@close"): HEADS,
    ("POST", "/libraries/krt/@reopen"): HEADS,
    ("POST", "/libraries/krt/@people"): KEEPERS,
    ("POST", "/libraries/krt/@people-invite-again"): KEEPERS,
    ("POST", "/libraries/krt/@people-deactivate"): KEEPERS,
    ("POST", "/libraries/krt/@people-reactivate"): KEEPERS,
}


def prepare(site):
    """A department and a partner; the world has libraries alone."""
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site["departments"], "Department", "metodikos-skyrius", title="Metodika")
        api.content.create(site["partners"], "Partner", "muziejus", title="Muziejus")
