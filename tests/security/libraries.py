"""Who may open what of the register of libraries."""

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
    ("GET", "/libraries/krt"): EVERYONE,
    ("GET", "/libraries/krt/@library"): EVERYONE,
    ("GET", "/@vocabularies/plone.app.vocabularies.Users"): ("manager",),
    ("GET", "/@vocabularies/plone.app.vocabularies.Groups"): ("manager",),
    ("GET", "/@users"): ("manager",),
    ("GET", "/departments"): EVERYONE,
    ("GET", "/partners"): EVERYONE,
    ("GET", "/libraries/++add++Library"): HEADS,
    ("GET", "/libraries/krt/edit"): HEADS,
    ("GET", "/libraries/krt/@@population"): HEADS,
    ("GET", "/libraries/krt/@@close"): HEADS,
    ("GET", "/libraries/krt/@@reopen"): HEADS,
    ("GET", "/libraries/krt/@@contact"): KEEPERS,
    ("GET", "/libraries/krt/@@people"): KEEPERS,
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
