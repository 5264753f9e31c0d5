"""What registrations keep of one person (`common/personal.py`), and the page for all of it."""
