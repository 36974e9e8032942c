package dev.notifier.api.connections;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits of connections. A connection is known once a request with a valid key came on it.
 *
 * @param max of all clients
 * @param maxOfAddress of one address
 * @param maxUnknown connections that are not known, of all addresses
 * @param maxUnknownOfAddress connections that are not known, of one address
 * @param headerTimeout how long a connection that is not known may take to send a request
 * @param keepAliveTimeout how long a known connection may take to send the next request
 * @param busyTimeout how long requests without a pause may take in all, until the client has read
 *     the responses; a connection that makes room for another one is then closed at once. Empty =
 *     as long as they need, and the response is awaited
 */
public record ConnectionLimits(
    int max,
    int maxOfAddress,
    int maxUnknown,
    int maxUnknownOfAddress,
    Duration headerTimeout,
    Duration keepAliveTimeout,
    Optional<Duration> busyTimeout) {
  private static final int UNKNOWN_SHARE = 8;
  private static final int MIN_UNKNOWN = 16;

  /** Limits with an eighth of the connections for clients that are not known. */
  public static ConnectionLimits of(
      int max, int maxOfAddress, Duration headerTimeout, Duration keepAliveTimeout) {
    return new ConnectionLimits(
        max,
        maxOfAddress,
        Math.max(MIN_UNKNOWN, max / UNKNOWN_SHARE),
        Math.max(MIN_UNKNOWN, maxOfAddress / UNKNOWN_SHARE),
        headerTimeout,
        keepAliveTimeout,
        Optional.empty());
  }
}
