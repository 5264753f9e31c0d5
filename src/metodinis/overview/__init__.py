"""What all domains come to on one page: the home page, and word of the mails. Reads only."""
