// Charts answer when they are pointed at; until then, and without this, the server's drawing stands.
