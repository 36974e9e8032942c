package dev.notifier.local.bench;

/**
 * The result of posting events.
 *
 * @param accepted events with the status "accepted"
 * @param rejected events with errors; they are not posted again
 * @param retried events posted again, because the response was "retry", 503 or missing
 * @param nanos from the first request to the last response
 */
record PostingResult(int accepted, int rejected, int retried, long nanos) {}
