"""What a library's director does: registers the staff for events, and sees who goes where."""
