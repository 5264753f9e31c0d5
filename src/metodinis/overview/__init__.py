"""What all domains come to on one page: home pages, agenda, word of the mails.

Domains give it two things, and it knows none of them: utilities for `common.agenda`'s
IAgendaSource (tasks, what is late, calendar), and viewlets of `metodinis.home` (sections of the
home page for everyone). It writes nothing of theirs; its own are who wants a weekly mail and
the secret addresses of calendars (`operations.py`).

Lithuanian: užduotis (task), vėluoja (late), kalendorius, savaitės santrauka (weekly mail).
"""
