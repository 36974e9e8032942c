package dev.notifier.store.queries;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query that a person has sent.
 *
 * @param inboundId the id of the inbound message
 * @param tenant whose query it is
 * @param query the name in the file of the address
 * @param address what the person wrote to
 * @param route over which the message came; null if over none
 * @param phone in E.164 format
 * @param recipient the HMAC of the number
 * @param language of the answer, such as {@code vi}
 * @param parameters by name, as the definition of the query says
 * @param receivedAt when the message came
 */
public record QueryOrder(
    UUID inboundId,
    String tenant,
    String query,
    String address,
    @Nullable String route,
    String phone,
    UUID recipient,
    String language,
    Map<String, String> parameters,
    Instant receivedAt) {
  /** Copies the parameters. */
  public QueryOrder {
    parameters = Map.copyOf(parameters);
  }

  /** Omits the number and the parameters. */
  @Override
  public String toString() {
    return "QueryOrder[" + inboundId + ", " + query + "]";
  }
}
