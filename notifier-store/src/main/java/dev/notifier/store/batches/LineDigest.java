package dev.notifier.store.batches;

import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.JsonText;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes keyed hashes of lines: equal for the same number and values. Thread-safe. */
public final class LineDigest {
  private final SubjectDigest digests;

  public LineDigest(SubjectDigest digests) {
    this.digests = digests;
  }

  /**
   * The hash of a line, whatever its number in the file is.
   *
   * @param type name of the event type
   */
  public long of(String tenant, String type, StoredLine line) {
    String content =
        JsonText.write(
            new Content(
                type,
                line.phone(),
                new TreeMap<>(line.recipient()),
                new TreeMap<>(line.data()),
                line.subject()));
    // No event has a subject that begins with a control character.
    return Objects.requireNonNull(digests.of(tenant, "\0LINE\0" + content))
        .getMostSignificantBits();
  }

  private record Content(
      String type,
      @Nullable String phone,
      TreeMap<String, Object> recipient,
      TreeMap<String, Object> data,
      @Nullable String subject) {}
}
