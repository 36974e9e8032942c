package dev.notifier.contracts.cancellation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a tenant are cancelled: those for which every value that is not null is right.
 *
 * @param keyId the readable part of the API key that sent the event
 * @param group the caller's name for a set of events
 * @param acceptedFrom the first time at which intake accepted the event
 * @param acceptedTo the last time
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
  /** The messages of an API key, whenever they were accepted. */
  public static CancellationFilter ofKey(String keyId) {
    return new CancellationFilter(keyId, null, null, null, null, null, null);
  }

  /** Whether it names no more than times, so that it would cancel everything. */
  @JsonIgnore
  public boolean isUnlimited() {
    return keyId == null && source == null && type == null && template == null && group == null;
  }
}
