"""Made by `makemigrations` when the site is prepared."""
