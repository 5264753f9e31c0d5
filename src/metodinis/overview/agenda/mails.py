"""The weekly mail: a person's own tasks, what is late, and the coming two weeks."""

from metodinis.common import mail
from metodinis.i18n import _
from metodinis.layout import formats
from zope.i18nmessageid import Message


SUBJECT = _("overview_digest_subject", default="Your week: ${count}")
HELLO = _("overview_digest_hello", default="Hello,")
TASKS = _("overview_digest_tasks", default="To be done")
LATE = _("overview_digest_late", default="Late")
ENTRIES = _("overview_digest_entries", default="In the next two weeks")
UNTIL = _("overview_digest_until", default="until ${when}")
MORE = _("overview_digest_more", default="and more: ${count}")
STOP = _(
    "overview_digest_stop",
    default="All of it, and how to stop these mails: ${url}",
)


def write(tasks, late, entries, *, url, language, zone):
    """(subject, text) of the mail; tasks, late: Found; entries: list of Entry; url: the agenda's.

    None if there is nothing to tell.
    """
    if not (tasks.total or late.total or entries):
        return None
    parts = [_say(HELLO, language)]
    for title, found in ((TASKS, tasks), (LATE, late)):
        if found.tasks:
            lines = [_task(task, language, zone) for task in found.tasks]
            if found.total > len(found.tasks):
                more = found.total - len(found.tasks)
                lines.append(f"- {_say(MORE, language, count=str(more))}")
            parts.append("\n".join([f"{_say(title, language)}:", *lines]))
    if entries:
        lines = [_entry(entry, language, zone) for entry in entries]
        parts.append("\n".join([f"{_say(ENTRIES, language)}:", *lines]))
    parts.append(_say(STOP, language, url=url))
    return _say(SUBJECT, language, count=str(tasks.total)), "\n\n".join(parts)


def _say(message, language, **mapping):
    return mail.translate_for(Message(message, mapping=mapping), language)


def _named(item, language):
    title = mail.translate_for(item.title, language)
    return f"{title} ({item.who})" if item.who else title


def _task(task, language, zone):
    line = f"- {_named(task, language)}"
    if task.due is not None:
        line += ", " + _say(UNTIL, language, when=formats.date_time(task.due, language, zone))
    return f"{line}\n  {task.url}"


def _entry(entry, language, zone):
    when = formats.date_time(entry.starts, language, zone)
    return f"- {when}: {_named(entry, language)}\n  {entry.url}"
