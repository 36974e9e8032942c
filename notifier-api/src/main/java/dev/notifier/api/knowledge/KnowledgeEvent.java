package dev.notifier.api.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.store.knowledge.KnowledgeQueries.Publication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The present version of an entry as a CloudEvent 1.0 in JSON. A field without a value is missing.
 *
 * @param source {@code /notifier/<tenant>}, that of the reader
 * @param subject tenant and id of the entry, which name it in the feed
 * @param method {@code DELETE} if the entry has no version any more, otherwise {@code PUT}
 * @param time when the version was published, or the last one was withdrawn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnowledgeEvent(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String subject,
    String method,
    String datacontenttype,
    Data data) {

  /**
   * An entry.
   *
   * @param tenant whose it is
   * @param version missing, as the entry, if it has none any more
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String tenant, String id, @Nullable Integer version, @Nullable KnowledgeContent entry) {}

  static KnowledgeEvent of(String tenant, Publication publication) {
    KnowledgeRecord entry = publication.entry();
    boolean published = entry.content() != null;
    return new KnowledgeEvent(
        "1.0",
        Long.toString(publication.place()),
        "/notifier/" + tenant,
        published ? "knowledge.published.v1" : "knowledge.withdrawn.v1",
        entry.since(),
        entry.key(),
        published ? "PUT" : "DELETE",
        "application/json",
        new Data(entry.tenant(), entry.id(), entry.version(), entry.content()));
  }
}
