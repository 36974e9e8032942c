package dev.notifier.store.directory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says about a person of a tenant. Immutable.
 *
 * @param personRef the tenant's own name for the person
 * @param phones in E.164 form, each once, 1 to {@value #MAX_PHONES}; the first is the preferred one
 * @param locale the language of messages; null = that of the event
 * @param kind the role of the person; null = that of the event
 * @param livingArea the code of the area; null = that of the event
 * @param changedAt when the tenant's own records said so; null = at the time of the statement
 */
public record Recipient(
    String personRef,
    List<String> phones,
    @Nullable String locale,
    @Nullable String kind,
    @Nullable String livingArea,
    @Nullable Instant changedAt) {
  public static final int MAX_PHONES = 10;

  public Recipient {
    phones = List.copyOf(phones);
    if (phones.isEmpty() || phones.size() > MAX_PHONES) {
      throw new IllegalArgumentException("A recipient has 1 to " + MAX_PHONES + " numbers");
    }
  }

  /** Omits the reference and the numbers. */
  @Override
  public String toString() {
    return "Recipient[" + phones.size() + " numbers]";
  }
}
