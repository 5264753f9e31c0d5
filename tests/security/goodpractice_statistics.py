"""Who may open the numbers of good practice."""

EDITORS = ("head", "editor", "manager")

ROWS = {
    ("GET", "/good-practice/@@practice-statistics"): EDITORS,
    ("GET", "/good-practice/@@practice-statistics?by=library"): EDITORS,
    ("GET", "/good-practice/@@practice-statistics-export?format=csv"): EDITORS,
    ("GET", "/good-practice/@practice-statistics"): EDITORS,
    ("GET", "/good-practice/@practice-statistics-export?format=csv"): EDITORS,
}
