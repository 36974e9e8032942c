package dev.notifier.worker.http;

import org.jspecify.annotations.Nullable;

/**
 * A response, which may have any status.
 *
 * @param retryAfter the header, as it was sent
 * @param body within the limit of the client
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
public record OutboundResponse(int status, @Nullable String retryAfter, byte[] body) {
  /** Omits the body. */
  @Override
  public String toString() {
    return "OutboundResponse[" + status + "]";
  }
}
