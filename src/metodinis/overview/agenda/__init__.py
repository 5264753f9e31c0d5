"""A person's own agenda: the page, the weekly mail, the calendar feed, and the choices of them."""
