"""Cases: what they tell, how they are written and kept, and their page.

A case is saved in parts and may lack anything but its title until it is submitted; `rules.lacking`
says what is missing then, and the meter counts by it. It must tell of something carried out: its
period is over, and at least one result says how it is known.

Each submission, each change by an editor, the publication and each correction keep a **version**:
all that the case said at that time.
"""
