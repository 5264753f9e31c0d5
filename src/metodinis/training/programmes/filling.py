"""Fills a DOCX template with words; one of the staff's in a process of its own. Pure.

    python -m metodinis.training.programmes.filling < {"template": base64, "words": …}

A few words of a template can ask for a loop without an end or a text of gigabytes, and anybody may
download a programme that is public. Here a process is lost then, and no thread of the server.
"""

from base64 import b64decode
from base64 import b64encode
from docxtpl import DocxTemplate
from io import BytesIO
from jinja2 import StrictUndefined
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
import json
import logging
import resource
import subprocess
import sys


logger = logging.getLogger(__name__)

# Of processor time; an honest template takes less than one.
CPU_SECONDS = 4
# On the clock: a busy machine gives processor time slowly.
TIME_LIMIT = 20
MEMORY = 512 * 1024**2
MAX_ANSWER = 20 * 1024**2
TOO_MUCH = "it takes too much time or memory"


class TemplateFault(Exception):
    """A template that can't be filled; the message says what is wrong with it."""


def filled(template, words):
    """A DOCX (bytes) of a template (bytes) with `words`, as `told.told` gives them.

    What people wrote is text in it, whatever it looks like. Raises TemplateFault.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(words, environment, autoescape=True)
        target = BytesIO()
        document.save(target)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f" ({line})" if line else ""
        raise TemplateFault(f"{error.message or type(error).__name__}{where}") from error
    except MemoryError as error:
        raise TemplateFault(TOO_MUCH) from error
    except Exception as error:
        # Whatever a template of people breaks in the libraries that fill it is its fault.
        logger.info("a template that can't be filled", exc_info=True)
        raise TemplateFault(f"{type(error).__name__}: {error}") from error
    return target.getvalue()


def filled_apart(template, words):
    """The same with limits of time and memory, for a template that isn't ours."""
    sent = json.dumps({"template": b64encode(template).decode(), "words": words})
    try:
        done = subprocess.run(  # noqa: S603 (nothing in the command comes from outside)
            [sys.executable, "-m", __name__],
            input=sent.encode(),
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateFault(TOO_MUCH) from error
    if done.returncode or len(done.stdout) > MAX_ANSWER:
        said = done.stderr.decode(errors="replace")[:300]
        logger.warning("a template lost its process: %s", said)
        raise TemplateFault(TOO_MUCH)
    if done.stdout.startswith(b"{"):
        raise TemplateFault(json.loads(done.stdout)["fault"])
    return done.stdout


def main():
    """Write the document, or {"fault": what is wrong}, to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sent = json.load(sys.stdin)
    try:
        answer = filled(b64decode(sent["template"]), sent["words"])
    except TemplateFault as fault:
        answer = json.dumps({"fault": str(fault)}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
