package dev.notifier.contracts.cancellation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a tenant are cancelled: those for which every value that is not null is right.
 *
 * <p>Messages that were accepted after the cancellation are selected only if {@code acceptedTo}
 * says so.
 *
 * @param keyId the readable part of the API key that sent the event
 * @param group the caller's name for a set of events
 * @param acceptedFrom the first time at which intake accepted the event
 * @param template the id of a template, of the tenant or of one whose templates it uses
 * @param acceptedTo the last time; null = when the cancellation was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CancellationFilter(
    @Nullable String keyId,
    @Nullable String source,
    @Nullable String type,
    @Nullable String template,
    @Nullable String group,
    @Nullable Instant acceptedFrom,
    @Nullable Instant acceptedTo) {
  /** The messages of an API key that were accepted until then. */
  public static CancellationFilter ofKey(String keyId, Instant acceptedTo) {
    return new CancellationFilter(keyId, null, null, null, null, null, acceptedTo);
  }

  /** Whether it names no more than times, so that it would cancel everything. */
  @JsonIgnore
  public boolean isUnlimited() {
    return keyId == null && source == null && type == null && template == null && group == null;
  }
}
