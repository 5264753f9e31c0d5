"""Serves the site on a port as the others are served: one process, waitress, two threads."""

from django.core.wsgi import get_wsgi_application
from waitress import serve
import os
import sys


os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
serve(get_wsgi_application(), listen=f"localhost:{sys.argv[1]}", threads=2)
