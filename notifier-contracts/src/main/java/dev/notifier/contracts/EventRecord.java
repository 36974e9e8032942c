package dev.notifier.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event on a {@code notifier.events.<lane>} topic. Holds personal data in its value;
 * the record's key holds none.
 *
 * @param v version of this form, {@value #VERSION}
 * @param source the caller's CloudEvents {@code source}; with {@code id} the idempotency key
 * @param time when the fact happened, by the caller
 * @param subject the business key, or null
 * @param phone the normalised number in E.164 form
 * @param recipient the event's {@code recipient} object as sent, with its {@code phone} normalised
 * @param data the event's other data, parsed JSON
 * @param expiresAt after this instant the message is worthless, or null
 * @param acceptedAt when intake took it
 * @param templateVersion the version of the template that the caller wants; null = the one in force
 */
public record EventRecord(
    int v,
    String tenant,
    String source,
    String id,
    String type,
    Instant time,
    @Nullable String subject,
    String phone,
    Map<String, Object> recipient,
    Map<String, Object> data,
    Category category,
    @Nullable Instant expiresAt,
    Instant acceptedAt,
    @Nullable Integer templateVersion) {
  public static final int VERSION = 1;

  /** What the caller's identity is remembered as; see {@link EventDigest}. */
  public UUID digest() {
    return EventDigest.of(tenant, source, id);
  }

  /** Names no personal data. */
  @Override
  public String toString() {
    return "EventRecord[type=" + type + ", digest=" + digest() + "]";
  }
}
