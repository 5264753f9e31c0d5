"""Attendance (*lankomumas*): who was there, session by session.

A sign-in list is printed; presence is marked on a page for a phone or tablet, by scanning the QR
code of a participant's private page, or by the participants themselves: they type the code that
the organiser shows, which is another one in each session and good from half an hour before it
until half an hour after.

A session can be marked from half an hour before its beginning. When all sessions of a person are
marked, the state follows: all present → `attended`, some → `partly`, none → `absent`; until then
it stays `registered`. Marks that are changed long after the event, or when a certificate was
issued, need a reason. Each change is in the registration's log.

Marks follow their sessions when the event gets others or other times; a session that somebody is
marked at can't be taken out.

Whose work it is: methodologists, and the trainers of the event (*Conduct Training*).
"""
