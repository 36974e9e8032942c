package dev.notifier.smsc.http;

/**
 * One bubble on a handset: a message that stands alone, or a long one with the parts that came so
 * far.
 *
 * @param key the same for all parts of a long message, so that a later state replaces the earlier
 * @param number the handset's number
 * @param peer who wrote, or to whom the handset wrote
 * @param incoming whether the handset received it
 * @param have parts that came
 * @param of parts in all, 1 for a message that stands alone
 */
public record HandsetMessage(
    String key,
    String number,
    String peer,
    boolean incoming,
    String text,
    long atMs,
    int have,
    int of) {}
