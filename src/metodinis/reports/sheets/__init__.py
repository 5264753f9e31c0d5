"""A report's sheet (*lentelė*): downloaded, filled elsewhere, and uploaded back.

The sheet is known by its columns of codes and values, whatever else is in it. An upload is
looked at beside the report before anything is stored: what would change, what can't be taken,
what looks odd; wrong cells can be mended there. It is saved by the form's own way (`entry/`).
"""
