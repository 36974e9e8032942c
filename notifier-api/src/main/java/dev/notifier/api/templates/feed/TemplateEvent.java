package dev.notifier.api.templates.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.templates.TemplatePublications.Publication;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The present version of a template as a CloudEvent 1.0 in JSON. A field without a value is
 * missing.
 *
 * @param source {@code /notifier/<tenant>}, that of the reader
 * @param subject tenant and id of the template, which name it in the feed
 * @param method {@code DELETE} if the template has no version any more, otherwise {@code PUT}
 * @param time when the version was published, or the last one was retired
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplateEvent(
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
   * A template.
   *
   * @param tenant whose it is
   * @param version missing, as the template, if it has none any more
   * @param template in the format of template files, with all variants
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String tenant,
      String id,
      String eventType,
      @Nullable Integer version,
      @Nullable Map<String, Object> template) {}

  static TemplateEvent of(String tenant, Publication publication) {
    TemplateName name = publication.template();
    boolean published = publication.version() != null;
    return new TemplateEvent(
        "1.0",
        Long.toString(publication.place()),
        "/notifier/" + tenant,
        published ? "template.published.v1" : "template.retired.v1",
        publication.at(),
        name.tenant() + "/" + name.id(),
        published ? "PUT" : "DELETE",
        "application/json",
        new Data(
            name.tenant(),
            name.id(),
            publication.eventType(),
            publication.version(),
            publication.source()));
  }
}
