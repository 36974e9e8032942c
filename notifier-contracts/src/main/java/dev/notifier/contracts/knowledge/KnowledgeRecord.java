package dev.notifier.contracts.knowledge;

import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.VersionedRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is published of an entry, on {@link Topics#KNOWLEDGE} under the key {@code <tenant>/<id>}.
 *
 * @param v version of this format, {@value #VERSION}
 * @param tenant whose entry it is
 * @param id the same in all languages
 * @param version the published version; null if none is published any more
 * @param revision ascending with each change; an older one never replaces a newer one
 * @param since when it was published, or withdrawn
 * @param content null if no version is published
 */
public record KnowledgeRecord(
    int v,
    String tenant,
    String id,
    @Nullable Integer version,
    long revision,
    Instant since,
    @Nullable KnowledgeContent content)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<KnowledgeRecord> FORMAT =
      new RecordFormat<>(KnowledgeRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("tenant", tenant)
        .required("id", id)
        .required("since", since)
        .valid("content", () -> (version == null) == (content == null));
    if (content != null) {
      check
          .required("content", content.owner())
          .each(
              "content",
              content.variants(),
              variant ->
                  check
                      .required("content", variant.language())
                      .required("content", variant.title())
                      .required("content", variant.questions())
                      .required("content", variant.sms())
                      .required("content", variant.longAnswer()));
    }
  }

  /** The key on the topic. */
  public String key() {
    return key(tenant, id);
  }

  /** The key of an entry. Neither tenants nor ids have slashes. */
  public static String key(String tenant, String id) {
    return tenant + "/" + id;
  }
}
