"""A mail server of a few lines, for one test: it takes mails, or is out of order."""

from email import message_from_bytes
from email import policy
import socketserver
import threading


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free `port`. refuses: whether it sends everybody away for now; refused: how
    often it did; mails: what it took (EmailMessage)."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("localhost", 0), _Conversation)
        self.port = self.server_address[1]
        self.refuses, self.refused, self.mails = True, 0, []

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        if self.server.refuses:
            self.server.refused += 1
            self.say("421 closed for repairs")
            return
        self.say("220 ready")
        for line in self.rfile:
            command = line.strip().upper()
            if command == b"QUIT":
                self.say("221 bye")
                return
            if command == b"DATA":
                self.say("354 go on")
                self.take()
            self.say("250 ok")

    def take(self):
        lines = iter(self.rfile.readline, b".\r\n")
        data = b"".join(line.removeprefix(b".") for line in lines)
        self.server.mails.append(message_from_bytes(data, policy=policy.default))
