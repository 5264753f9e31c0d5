"""Pictures and attachments of a case: brought, described, put in order, taken out, handed out.

Of a picture only what `common/pictures.py` makes of it is kept. It is never changed in place: who
describes it anew gets another Picture with the same files, so that a version keeps what it showed.
An attachment is a `common.stored_documents.Document`: it leaves as a file to be saved, always.

What people may see: what the case has now, if they may see the case; what earlier versions had, if
they may read those versions.
"""
