package dev.notifier.smsc.http;

/**
 * A message as a handset shows it: a single message, or a long one with the segments received so
 * far.
 *
 * @param key the same for all segments of a long message, so that a later state replaces an earlier
 *     one
 * @param number number of the handset
 * @param peer the other party
 * @param incoming true when the handset received the message, false when it sent the message
 * @param receivedSegments segments received so far
 * @param totalSegments segments of the message; 1 for a single message
 * @param delivery {@code waiting} while an aggregator repeats it, {@code failed} if it has given
 *     up; otherwise empty
 */
public record HandsetMessage(
    String key,
    String number,
    String peer,
    boolean incoming,
    String text,
    long atMs,
    int receivedSegments,
    int totalSegments,
    String delivery) {
  /** A message that no aggregator delivers. */
  HandsetMessage(
      String key,
      String number,
      String peer,
      boolean incoming,
      String text,
      long atMs,
      int receivedSegments,
      int totalSegments) {
    this(key, number, peer, incoming, text, atMs, receivedSegments, totalSegments, "");
  }

  HandsetMessage with(String newDelivery) {
    return new HandsetMessage(
        key, number, peer, incoming, text, atMs, receivedSegments, totalSegments, newDelivery);
  }
}
