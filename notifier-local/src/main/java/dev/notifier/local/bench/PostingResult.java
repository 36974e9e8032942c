package dev.notifier.local.bench;

/**
 * What became of the events that were posted.
 *
 * @param accepted answered "accepted"
 * @param refused answered "refused": they have mistakes, and are not sent again
 * @param retried events sent again because the answer was "retry", 503 or none at all
 * @param nanos from the first call to the last answer
 */
record PostingResult(int accepted, int refused, int retried, long nanos) {}
