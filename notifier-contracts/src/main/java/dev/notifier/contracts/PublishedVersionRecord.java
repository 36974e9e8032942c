package dev.notifier.contracts;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The published version of a template, on {@link Topics#TEMPLATES} under the key {@code <full
 * name>/published}.
 *
 * @param v version of this format, {@value #VERSION}
 * @param id the full name, such as {@code card-expiring} or {@code son-la/card-expiring}
 * @param version the published version; null if none is published any more
 * @param since when it was published
 * @param revision ascending with each change; an older one never replaces a newer one
 * @param registrations the approvals of carriers, by route; routes without approval are absent
 */
public record PublishedVersionRecord(
    int v,
    String id,
    @Nullable Integer version,
    Instant since,
    long revision,
    Map<String, Registration> registrations)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<PublishedVersionRecord> FORMAT =
      new RecordFormat<>(PublishedVersionRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("id", id)
        .required("since", since)
        .valid("id", () -> TemplateName.of(id).fullName().equals(id));
  }

  private static final String KEY_END = "/published";

  public PublishedVersionRecord {
    registrations = Map.copyOf(Objects.requireNonNullElse(registrations, Map.of()));
  }

  /**
   * A carrier's approval.
   *
   * @param registeredId the carrier's id of the template
   * @param from when it starts to be valid; null if it is valid from the start
   * @param until when it stops being valid; null if it never does
   */
  public record Registration(String registeredId, @Nullable Instant from, @Nullable Instant until) {
    /** Whether it is valid at this time. */
    public boolean isValid(Instant at) {
      return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
  }

  /** Whether the carrier's approval is valid at this time. */
  public boolean isRegistered(String route, Instant at) {
    Registration registration = registrations.get(route);
    return registration != null && registration.isValid(at);
  }

  /** The tenant and the id of the template. */
  public TemplateName name() {
    return TemplateName.of(id);
  }

  /** The key on the topic. */
  public String key() {
    return id + KEY_END;
  }

  /** Whether a key of the topic is that of a published version. */
  public static boolean isKey(String key) {
    return key.endsWith(KEY_END);
  }

  /** The template in such a key. */
  public static String fullNameOf(String key) {
    return key.substring(0, key.length() - KEY_END.length());
  }
}
