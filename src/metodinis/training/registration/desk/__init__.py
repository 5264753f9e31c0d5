"""The staff's desk (*registracijos*): who registered for an event, and what is done about it."""
