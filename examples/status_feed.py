"""Follows the feed of states of Notifier: Python 3.9 or later, standard library only, one file.

Start it with "python3 status_feed.py FILE"; README.md in this folder says what it needs.

The file has the place of the reader. It is written after the events of a response were processed,
so a program that is killed gets those events again, and misses none. See docs/status-feed.md.
"""

import http.client
import json
import logging
import os
import random
import re
import ssl
import sys
import time
import urllib.error
import urllib.request

BEGINNING = "/v1/statuses?timeout=30"
REQUEST_TIMEOUT = 60
MAX_WAIT = 60
NEXT = re.compile(r'<(/v1/statuses\?[^>]+)>; rel="next"')

log = logging.getLogger("notifier")


class FeedFailed(Exception):
    """Repeating the request does not help: the key is wrong, or the place is not kept (410)."""


def follow(api, key, place, process):
    """Follows the feed until the program ends.

    place is the name of the file with the place; without the file, the feed begins with the oldest
    change. process is called with a list of CloudEvents as dicts. Some may have been processed
    before: changeId in their data is then the same. If it raises, they come again after the next
    start.
    """
    path = BEGINNING
    if os.path.exists(place):
        with open(place, encoding="utf-8") as file:
            path = file.read()
    failures = 0
    while True:
        events, path_after, retry_after = request(api, key, path)
        if events is None:
            failures += 1
            pause(failures, retry_after)
            continue
        if events:
            process(events)
        path = path_after
        store(place, path)
        failures = 0


def request(api, key, path):
    """Returns the events and the address of the next ones; None, None and how long to wait if
    the request must be repeated."""
    headers = {"Authorization": "Bearer " + key}
    try:
        sent = urllib.request.Request(api.rstrip("/") + path, headers=headers)
        with urllib.request.urlopen(sent, timeout=REQUEST_TIMEOUT) as response:
            # It also continues behind an empty response.
            link = NEXT.search(response.headers.get("Link", ""))
            if not link:
                raise FeedFailed("The response does not say where to continue")
            return json.load(response), link.group(1), 0
    except urllib.error.HTTPError as e:
        if e.code < 500 and e.code not in (408, 429):
            raise FeedFailed(f"status {e.code}: {e.read().decode('utf-8', 'replace')}") from None
        log.warning("status %d", e.code)
        seconds = e.headers.get("Retry-After", "")
        return None, None, int(seconds) if seconds.isdecimal() else 0
    except (OSError, ValueError, http.client.HTTPException) as e:
        if isinstance(getattr(e, "reason", None), ssl.SSLCertVerificationError):
            raise
        # A time-out or a broken connection.
        log.warning("%s", type(e).__name__)
        return None, None, 0


def store(place, path):
    """The file has the former place or the new one, whenever the program is killed."""
    with open(place + ".new", "w", encoding="utf-8") as file:
        file.write(path)
    os.replace(place + ".new", place)


def pause(failures, retry_after):
    """Waits a random time, so that many readers do not all come back at the same moment."""
    wait = max(retry_after, random.uniform(0, min(MAX_WAIT, 2 ** min(failures, 10))))
    log.warning("again in %.1f s", wait)
    time.sleep(wait)


def show(events):
    """Prints the events."""
    print(json.dumps(events, ensure_ascii=False, separators=(",", ":")), flush=True)


def main(arguments):
    logging.basicConfig(format="notifier: %(message)s")
    api = os.environ.get("NOTIFIER_URL", "http://127.0.0.1:8080")
    key = os.environ.get("NOTIFIER_KEY") or sys.exit("NOTIFIER_KEY is not set")
    try:
        follow(api, key, arguments[0] if arguments else "statuses.place", show)
    except FeedFailed as e:
        sys.exit(str(e))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main(sys.argv[1:])
