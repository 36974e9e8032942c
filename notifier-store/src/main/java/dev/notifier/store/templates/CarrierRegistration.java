package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a template with a carrier.
 *
 * @param carrier the name of a route
 * @param registeredId the id that the carrier gave to the template
 * @param maxLengths the maximum length of each parameter in characters, by its name
 * @param validFrom null if it is valid from its approval on
 * @param validUntil null if it does not expire
 */
public record CarrierRegistration(
    TemplateName template,
    String carrier,
    String registeredId,
    Status status,
    Map<String, Integer> maxLengths,
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    String updatedBy,
    Instant updatedAt) {
  /** The carrier's decision. Messages are sent only with {@code APPROVED}. */
  public enum Status {
    DRAFT,
    SUBMITTED,
    APPROVED,
    REJECTED,
    EXPIRED
  }
}
