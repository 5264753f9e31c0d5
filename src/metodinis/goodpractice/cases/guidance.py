"""The form of a case: its parts, and the example that stands at each field.

All examples are of one case, so that who reads them sees how its parts fit together.
"""

from metodinis.i18n import _


# (id, title, names of the fields)
FIELDSETS = (
    (
        "what",
        _("practice_part_what", default="What it is"),
        ("title", "summary", "topics", "target_groups", "started", "ended"),
    ),
    (
        "why",
        _("practice_part_why", default="Need and solution"),
        ("need", "solution", "steps"),
    ),
    (
        "resources",
        _("practice_part_resources", default="What it took"),
        ("people", "hours", "euro", "resources", "partners"),
    ),
    (
        "results",
        _("practice_part_results", default="What came of it"),
        ("results", "difficulties", "lessons"),
    ),
    (
        "others",
        _("practice_part_others", default="For other libraries"),
        ("transferability", "links", "language", "english_title", "english_summary"),
    ),
    (
        "publishing",
        _("practice_part_publishing", default="Authors and publishing"),
        ("co_authors", "contact_name", "contact_email", "licence", "picture_rights", "consent"),
    ),
)
EXAMPLES = {
    "title": _("practice_example_title", default="Story hour in the forest"),
    "summary": _(
        "practice_example_summary",
        default="Families with small children read in the forest on summer Saturdays. Twice as "
        "many children came as to the story hours in the library the summer before.",
    ),
    "topics": _("practice_example_topics", default="Promotion of reading; Community"),
    "target_groups": _("practice_example_groups", default="Families; Preschool children"),
    "started": _("practice_example_started", default="2025-05-02: the first meeting with partners"),
    "ended": _("practice_example_ended", default="2025-09-30: the last story hour of the season"),
    "need": _(
        "practice_example_need",
        default="In summer families don't come to the library: in July and August 2024 three "
        "story hours out of eight had no listener at all. Parents told us in the spring survey "
        "that they spend their weekends outdoors.",
    ),
    "solution": _(
        "practice_example_solution",
        default="We go where the families are. A story about animals is read where these animals "
        "live; a forest guide shows their tracks afterwards.",
    ),
    "steps": _(
        "practice_example_steps",
        default="Agree with the forest district about the place and the guide\n"
        "Choose eight books about forest animals\nInvite families through nurseries\n"
        "Read for 40 minutes, walk for 30\nAsk parents three questions at the end",
    ),
    "people": _("practice_example_people", default="3: two librarians and a forest guide"),
    "hours": _("practice_example_hours", default="60: preparing 20, eight Saturdays of 5 hours"),
    "euro": _("practice_example_euro", default="150: seating mats and prints"),
    "resources": _(
        "practice_example_resources",
        default="The library's car for the mats and books; money from the budget for events.",
    ),
    "partners": _(
        "practice_example_partners",
        default="The forest district – the place and a guide\nA nursery – invitations",
    ),
    "results": _(
        "practice_example_results",
        default="Children at story hours in summer: 120 before, 245 after (register of events). "
        "38 new readers under seven registered in autumn (reader database).",
    ),
    "difficulties": _(
        "practice_example_difficulties",
        default="It rained on two Saturdays. We moved under the roof of the forest museum; now we "
        "agree about a place for rain beforehand.",
    ),
    "lessons": _(
        "practice_example_lessons",
        default="Forty minutes of reading are the most that three-year-olds sit still. Next time "
        "the walk comes first.",
    ),
    "transferability": _(
        "practice_example_transferability",
        default="Any park will do instead of a forest, and an older reader instead of a guide. "
        "Without a car, ask families to bring something to sit on.",
    ),
    "links": _(
        "practice_example_links", default="Article on our page: https://www.example.org/stories"
    ),
    "english_title": _("practice_example_english_title", default="Story hour in the forest"),
    "english_summary": _(
        "practice_example_english_summary",
        default="On summer Saturdays librarians read to families in the forest, and a guide shows "
        "the tracks of the animals in the story. Attendance doubled in one summer.",
    ),
    "co_authors": _(
        "practice_example_co_authors",
        default="Name Surname, librarian for children\nName Surname, forest guide",
    ),
    "contact_name": _(
        "practice_example_contact_name", default="Name Surname, librarian for children"
    ),
    "contact_email": _("practice_example_contact_email", default="children@library.example.org"),
}
