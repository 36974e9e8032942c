package dev.notifier.worker.http;

import java.net.URI;
import java.util.Map;

/**
 * A POST.
 *
 * @param uri with a host; https, unless an operator has chosen http on this machine
 * @param contentType of the body
 * @param headers further ones
 */
@SuppressWarnings("ArrayRecordComponent") // Sent once and never compared.
public record OutboundRequest(
    URI uri, String contentType, Map<String, String> headers, byte[] body) {
  /** Omits everything that may be secret or personal. */
  @Override
  public String toString() {
    return "OutboundRequest[" + body.length + " bytes]";
  }
}
