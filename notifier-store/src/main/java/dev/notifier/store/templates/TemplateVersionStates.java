package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.JsonText;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of templates and their states. Takes part in the transaction of the caller. */
final class TemplateVersionStates {
  private static final String SHIPPED = "shipped";

  private final TemplateQueries queries;
  private final TemplateWriter writer;
  private final TemplateAudit audit;

  TemplateVersionStates(TemplateQueries queries, TemplateWriter writer, TemplateAudit audit) {
    this.queries = queries;
    this.writer = writer;
    this.audit = audit;
  }

  /**
   * Finds a version.
   *
   * @throws TransitionError.Thrown if there is none
   */
  TemplateVersion require(TemplateName template, int version) {
    return queries
        .version(template, version)
        .orElseThrow(() ->
            new TransitionError.Thrown(
                queries.summary(template).isEmpty()
                    ? TransitionError.TEMPLATE_NOT_FOUND
                    : TransitionError.TEMPLATE_VERSION_NOT_FOUND));
  }

  /** Sets the state of a version and updates the version in force and the draft accordingly. */
  void setState(TemplateVersion before, TemplateState next, @Nullable Instant publishAt) {
    TemplateName template = before.template();
    if (next == TemplateState.PUBLISHED) {
      writer.replaceOthers(template, before.version());
      writer.setPublished(template, before.version());
    } else if (before.state() == TemplateState.PUBLISHED) {
      writer.setPublished(template, null);
    } else if (next == TemplateState.REJECTED && queries.draft(template).isEmpty()) {
      // The rejected text is the start of the next draft.
      Set<String> authors = new LinkedHashSet<>(before.authors());
      authors.addAll(before.handedOverTo());
      String last =
          before.handedOverTo().isEmpty() ? before.submittedBy() : before.handedOverTo().getLast();
      writer.putDraft(template, before.source(), authors, before.version(), last);
    }
    writer.updateState(template, before.version(), next, publishAt);
  }

  /** As {@link TemplateStore#seed}. */
  boolean seed(TemplateName template, String eventType, Map<String, Object> source) {
    TemplateSummary summary = queries.summary(template).orElse(null);
    if (summary != null && !isOutdatedSeed(summary, source)) {
      return false;
    }
    int version = writer.nextVersion(template, eventType);
    writer.insertVersion(
        template, version, TemplateState.APPROVED, source, List.of(SHIPPED), SHIPPED);
    setState(require(template, version), TemplateState.PUBLISHED, null);
    audit.record(template, version, "seed", new AuditInfo(SHIPPED, "shipped with the program"));
    return true;
  }

  /** Returns whether all versions were shipped, but not with this source. */
  private boolean isOutdatedSeed(TemplateSummary summary, Map<String, Object> source) {
    List<TemplateVersion> all = queries.versions(summary.template());
    TemplateVersion newest = all.getFirst();
    return newest.state() == TemplateState.PUBLISHED
        && all.stream().allMatch(each -> each.submittedBy().equals(SHIPPED))
        && !newest.source().equals(JsonColumns.object(JsonText.write(source)));
  }
}
