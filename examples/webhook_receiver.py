"""A receiver of Notifier's webhooks: Python 3.9 or later, standard library only, one file.

Start it with "python3 webhook_receiver.py PORT" behind a server that ends TLS; README.md in this
folder says what it needs. Copy verify() into your program, or use a library of Standard Webhooks.
"""

import base64
import collections
import hashlib
import hmac
import http.server
import json
import os
import sys
import threading
import time

MAX_BYTES = 1 << 20
MAX_SEEN = 100_000

# An older request may be one that somebody has recorded and sends again.
TOLERANCE_SECONDS = 300


def verify(secrets, headers, body, now):
    """Whether Notifier has sent a request (Standard Webhooks 1.0).

    secrets: as Notifier has shown them; during a rotation, both
    headers: a mapping that ignores case
    body: exactly the bytes that arrived: do not parse and write them again
    now: seconds since the epoch
    """
    message_id = headers.get("webhook-id")
    timestamp = headers.get("webhook-timestamp")
    signatures = headers.get("webhook-signature")
    if not (message_id and timestamp and signatures and timestamp.isdigit()):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    content = f"{message_id}.{timestamp}.".encode() + body
    valid = False
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        for signature in signatures.split(" "):
            # Takes the same time wherever the first difference is.
            valid |= hmac.compare_digest("v1," + expected, signature)
    return valid


class Seen:
    """The last changes: one that was answered too late is sent again, perhaps in another batch.

    In a database, a unique index on the change id does this for all processes of your program.
    """

    def __init__(self):
        self.ids = collections.OrderedDict()
        self.lock = threading.Lock()

    def has(self, change_id):
        with self.lock:
            return change_id in self.ids

    def add(self, change_id):
        with self.lock:
            self.ids[change_id] = True
            if len(self.ids) > MAX_SEEN:
                self.ids.popitem(last=False)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    secrets = []
    seen = Seen()

    def do_POST(self):
        size = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(min(size, MAX_BYTES))
        valid = verify(self.secrets, self.headers, body, time.time())
        if valid:
            # An exception ends the request without a response, and Notifier sends it again.
            self.store(json.loads(body))
        self.send_response(204 if valid else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def store(self, document):
        for event in document if isinstance(document, list) else [document]:
            if not event["type"].startswith("notification."):
                continue
            change_id = event["data"]["changeId"]
            if not self.seen.has(change_id):
                # Store the change here, and work on it after the response: Notifier waits for 15 s.
                print(event["subject"], event["data"]["state"], flush=True)
                # Not before: a change that was noted and not stored would be lost.
                self.seen.add(change_id)

    def log_message(self, *_):
        pass


def main():
    secrets = os.environ.get("NOTIFIER_WEBHOOK_SECRETS", "").split()
    if len(sys.argv) != 2 or not secrets:
        sys.exit("Set NOTIFIER_WEBHOOK_SECRETS, and name the port")
    Handler.secrets = secrets
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
