"""Certificates (*pažymėjimai*): numbered without gaps, checked by anyone who holds one.

A certificate is a plain record of the directory of training, under its number (`MT-2026-0123`: by
the year of issue, from one counter). It is issued after the event to who attended the share of
its time that the settings ask (all of it, unless they say less); hours are those attended.

States: valid (*galioja*), revoked (*panaikintas*, with a reason), replaced (*pakeistas*: a new
number was issued in its place, for instance because the name was wrong).

The PDF is made anew each time, always the same: from what the record keeps and from the layout
(heading, text, signer, pictures) that was valid when it was issued. Staff change the layout; a
change is kept only if a sample can be written with it, and the old layouts stay with their
certificates.

Whoever has a certificate can check it at `/training/@@certificate`, by its number and the short
code printed beside it (50 random bits). With the right code the page shows what the paper shows,
the name too: who reads the code holds the paper already, and without the name an altered paper
would pass. Without it the page says nothing, not even whether the number exists.

Names leave the records after the years that the settings say (`nightly.py`).

Whose work it is: methodologists (*Manage Training*); trainers only mark attendance.
"""
