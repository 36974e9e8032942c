package dev.notifier.store.templates;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier knows of a template.
 *
 * @param carrier a route's name
 * @param registeredId the carrier's name for it
 * @param maxLengths characters at most, by the name of the parameter
 * @param validFrom null = as soon as it is approved
 * @param validUntil null = for ever
 */
public record CarrierRegistration(
    String template,
    String carrier,
    String registeredId,
    Status status,
    Map<String, Integer> maxLengths,
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    String updatedBy,
    Instant updatedAt) {
  /** What the carrier says. Only {@code APPROVED} lets a message pass. */
  public enum Status {
    DRAFT,
    SUBMITTED,
    APPROVED,
    REFUSED,
    EXPIRED
  }
}
