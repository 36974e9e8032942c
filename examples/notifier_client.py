"""A client of Notifier: Python 3.9 or later, standard library only, one file.

Start it with "python3 notifier_client.py"; README.md in this folder says what it needs.

An event is sent until Notifier has confirmed or rejected it; see "Repeating a request" in
docs/integrating.md. Neither the log nor the exceptions contain the data of an event.
"""

import datetime
import http.client
import json
import logging
import os
import random
import ssl
import sys
import time
import urllib.parse

CONNECT_TIMEOUT = 5
REQUEST_TIMEOUT = 60
MAX_WAIT = 60
MAX_FAILURES = 5
EVENTS_IN_A_BATCH = 500
LOOK_UP_LIMIT = 60

log = logging.getLogger("notifier")


class Rejected:
    """An event that Notifier does not accept. Correct it as detail says; decide by code."""

    def __init__(self, index, event, answer):
        self.index = index
        self.event_id = event.get("id")
        self.code = answer.get("code")
        self.detail = answer.get("detail")

    def __str__(self):
        return f"index {self.index}, eventId {self.event_id}: {self.code}: {self.detail}"


class EventsRejected(Exception):
    """Some or all events of a call were rejected. All others of the call were accepted."""

    def __init__(self, rejected):
        lines = "\n".join(str(one) for one in rejected)
        super().__init__(f"{len(rejected)} events were rejected:\n{lines}")
        self.rejected = rejected


class RequestFailed(Exception):
    """The request is wrong, such as with 401 or 415, or Notifier failed with it again and again."""

    def __init__(self, response):
        message = (
            f"status {response.status}, code {response.json().get('code')}:"
            f" {response.json().get('detail')} (request id {response.request_id})"
        )
        if response.status >= 500:
            message += f". Notifier failed {MAX_FAILURES} times: ask its operators with this id"
        super().__init__(message)


class Response:
    def __init__(self, status, body, headers):
        self.status = status
        self.body = body
        self.request_id = headers.get("X-Request-Id", "-")
        # Notifier sends seconds, never a date.
        seconds = headers.get("Retry-After", "")
        self.retry_after = int(seconds) if seconds.isdecimal() else 0

    def json(self):
        """The body, or an empty object if it is no JSON object."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


class NotifierClient:
    """Opens a connection for each request. Use at most four threads."""

    def __init__(self, api, key, max_wait=MAX_WAIT):
        """api is an address such as http://127.0.0.1:8080

        max_wait is the longest time in seconds before it repeats a request by itself.
        """
        self._address = urllib.parse.urlsplit(api.rstrip("/"))
        self._headers = {"Authorization": "Bearer " + key}
        self._max_wait = max_wait

    def send(self, event):
        """Sends one event. When this method returns, the event is stored and will be delivered.

        event is a CloudEvent as a dict. Store its id before the first call and use the same id
        whenever you call again, so that the message is not sent twice. Raises EventsRejected if
        the event is invalid.
        """
        response = self._post("application/cloudevents+json", event, 0, 0)
        if response.status == 422:
            raise EventsRejected([Rejected(0, event, response.json())])
        if response.status != 202:
            raise RequestFailed(response)

    def send_all(self, events):
        """Sends events in batches. When this method returns, all of them are stored.

        Raises EventsRejected if events are invalid, after all others have been accepted. It names
        each rejected event by its index in the list.
        """
        rejected = []
        numbered = list(enumerate(events))
        for start in range(0, len(numbered), EVENTS_IN_A_BATCH):
            self._send_batch(numbered[start : start + EVENTS_IN_A_BATCH], rejected)
        if rejected:
            raise EventsRejected(rejected)

    def _send_batch(self, unconfirmed, rejected):
        """Repeats the events with the status retry, and adds those with the status rejected."""
        attempt = 0
        retry_after = 0
        while unconfirmed:
            body = [event for _, event in unconfirmed]
            media_type = "application/cloudevents-batch+json"
            response = self._post(media_type, body, attempt, retry_after)
            if response.status == 202:
                return
            # A batch without a valid event is a 422 with items; one that cannot be read has none.
            items = response.json().get("items", [])
            if response.status not in (207, 422) or len(items) != len(unconfirmed):
                raise RequestFailed(response)
            again = []
            for (index, event), item in zip(unconfirmed, items):
                if item["status"] == "retry":
                    again.append((index, event))
                elif item["status"] != "accepted":
                    rejected.append(Rejected(index, event, item))
            unconfirmed = again
            attempt += 1
            retry_after = response.retry_after

    def find(self, source, event_id):
        """Looks up what became of an event.

        Returns None if Notifier has no such event, or has not planned it within a minute.
        """
        query = urllib.parse.urlencode({"source": source, "id": event_id})
        end = time.monotonic() + LOOK_UP_LIMIT
        while True:
            response = self._until_answered("GET", "/v1/notifications?" + query, None, {}, 0, 0)
            if response.status == 200:
                return response.json()
            code = response.json().get("code")
            if code == "notification-not-found":
                return None
            if code != "not-found-yet":
                raise RequestFailed(response)
            if time.monotonic() > end:
                return None
            time.sleep(1)

    def _post(self, media_type, body, attempts_before, retry_after):
        headers = {"Content-Type": media_type, "Prefer": "return=minimal"}
        content = json.dumps(body, ensure_ascii=False).encode("utf-8")
        return self._until_answered(
            "POST", "/v1/events", content, headers, attempts_before, retry_after
        )

    def _until_answered(self, method, path, content, headers, attempt, retry_after):
        """Repeats a request until it has a response that repeating it would not change."""
        failures = 0
        while True:
            if attempt > 0:
                pause(attempt, retry_after, self._max_wait)
            attempt += 1
            retry_after = 0
            try:
                response = self._request(method, path, content, headers)
                unavailable = response.status in (408, 429, 502, 503, 504)
                # An event may be the cause of a 500, so it is not repeated for ever.
                failures += not unavailable
                if not unavailable and (response.status < 500 or failures == MAX_FAILURES):
                    return response
                retry_after = response.retry_after
                log.warning("status %d, request id %s", response.status, response.request_id)
            except ssl.SSLCertVerificationError:
                raise
            except (OSError, http.client.HTTPException) as e:
                # A time-out or a broken connection: the events may be stored. Copies are dropped.
                log.warning("%s", type(e).__name__)

    def _request(self, method, path, content, headers):
        secure = self._address.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._address.hostname, self._address.port, timeout=CONNECT_TIMEOUT)
        try:
            connection.connect()
            connection.sock.settimeout(REQUEST_TIMEOUT)
            all_headers = {**self._headers, **headers}
            connection.request(method, self._address.path + path, content, all_headers)
            response = connection.getresponse()
            return Response(response.status, response.read(), response.headers)
        finally:
            connection.close()


def pause(attempt, retry_after, max_wait):
    """Waits a random time, so that many clients do not all come back at the same moment."""
    wait = max(retry_after, random.uniform(0, min(max_wait, 2 ** min(attempt, 10))))
    log.warning("attempt %d in %.1f s", attempt + 1, wait)
    time.sleep(wait)


def example(event_id):
    """An event for a test number of the simulator; no person has this number."""
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "/examples",
        "type": "card.expiring",
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "data": {
            "recipient": {"phone": "0750000000", "fullName": "Lò Thị Mai"},
            "cardNo": "HC4010110129425",
            "validTo": "2026-12-31",
            "daysLeft": 30,
        },
    }


def main(arguments):
    """Sends an event, sends a batch (or the lines of a file), and looks up the event."""
    logging.basicConfig(format="notifier: %(message)s")
    api = os.environ.get("NOTIFIER_URL", "http://127.0.0.1:8080")
    key = os.environ.get("NOTIFIER_KEY") or sys.exit("NOTIFIER_KEY is not set")
    client = NotifierClient(api, key, int(os.environ.get("NOTIFIER_MAX_WAIT", MAX_WAIT)))
    # In your program, derive the id from your own key, such as the number of the case.
    event_id = f"python-{time.time_ns()}"
    if arguments:
        with open(arguments[0], encoding="utf-8") as lines:
            batch = [json.loads(line) for line in lines]
    else:
        batch = [example(event_id + "-a"), example(event_id + "-b")]
    try:
        client.send(example(event_id))
        print("Sent an event")
        client.send_all(batch)
        print("Sent a batch")
        notification = client.find("/examples", event_id)
        print("State:", notification["state"] if notification else "-")
    except (EventsRejected, RequestFailed) as e:
        sys.exit(str(e))


if __name__ == "__main__":
    main(sys.argv[1:])
