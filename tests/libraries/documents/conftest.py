"""What is told of a document in tests."""

from datetime import date


VALUES = {
    "title": "Naudojimosi taisyklės",
    "kind": "rules",
    "date": date(2025, 3, 11),
    "description": "Patvirtino savivaldybės taryba.",
    "state": "private",
}
