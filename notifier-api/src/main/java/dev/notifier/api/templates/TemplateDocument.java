package dev.notifier.api.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.TemplateAuditEntry;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateState;
import dev.notifier.store.templates.TemplateSummary;
import dev.notifier.store.templates.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A template with its versions and its draft.
 *
 * @param tenant whose it is: that of the caller, or one whose templates it uses
 * @param published the version in force; null = none
 * @param since since when; null before the first publication
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplateDocument(
    String tenant,
    String id,
    String eventType,
    @JsonInclude @Nullable Integer published,
    @Nullable Instant since,
    List<Version> versions,
    @Nullable Draft draft) {

  /**
   * A page of the templates.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<TemplateDocument> templates, @Nullable String next) {}

  /**
   * A version.
   *
   * @param tenant whose it is
   * @param state such as {@code in-review}
   * @param handedOverTo who has taken it over from an author who has left; omitted if there is none
   * @param template omitted in lists
   * @param warnings only in the response of a submission
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Version(
      String tenant,
      String id,
      int version,
      String state,
      List<String> authors,
      String submittedBy,
      Instant submittedAt,
      @Nullable List<String> handedOverTo,
      @Nullable Instant publishAt,
      @Nullable Map<String, Object> template,
      @Nullable List<TemplatePreviewDocument.Warning> warnings) {
    static Version of(TemplateVersion version) {
      return of(version, version.source(), null);
    }

    static Version of(
        TemplateVersion version, @Nullable List<TemplatePreviewDocument.Warning> warnings) {
      return of(version, version.source(), warnings);
    }

    static Version withoutTemplate(TemplateVersion version) {
      return of(version, null, null);
    }

    private static Version of(
        TemplateVersion version,
        @Nullable Map<String, Object> source,
        @Nullable List<TemplatePreviewDocument.Warning> warnings) {
      return new Version(
          version.template().tenant(),
          version.template().id(),
          version.version(),
          stateId(version.state()),
          version.authors(),
          version.submittedBy(),
          version.submittedAt(),
          version.handedOverTo().isEmpty() ? null : version.handedOverTo(),
          version.publishAt(),
          source,
          warnings);
    }
  }

  /**
   * A draft.
   *
   * @param revision also its ETag
   * @param template omitted in lists
   * @param submitErrors why it cannot be submitted; only in the response of a save
   * @param warnings only in the response of a save
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Draft(
      String id,
      int revision,
      List<String> authors,
      @Nullable Integer basedOn,
      String updatedBy,
      Instant updatedAt,
      @Nullable Map<String, Object> template,
      @Nullable List<Entry> submitErrors,
      @Nullable List<TemplatePreviewDocument.Warning> warnings) {
    static Draft of(TemplateDraft draft) {
      return of(draft, draft.source(), null);
    }

    static Draft of(TemplateDraft draft, TemplatePreviewDocument checked) {
      return of(draft, draft.source(), checked);
    }

    static Draft withoutTemplate(TemplateDraft draft) {
      return of(draft, null, null);
    }

    private static Draft of(
        TemplateDraft draft,
        @Nullable Map<String, Object> source,
        @Nullable TemplatePreviewDocument checked) {
      return new Draft(
          draft.template().id(),
          draft.revision(),
          draft.authors(),
          draft.basedOn(),
          draft.updatedBy(),
          draft.updatedAt(),
          source,
          checked == null ? null : checked.submitErrors(),
          checked == null ? null : checked.warnings());
    }
  }

  /**
   * A page of the audit log.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record Audit(List<TemplateAuditEntry> entries, @Nullable String next) {}

  /** The registration of a template with a carrier. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Registration(
      String carrier,
      String registeredId,
      String status,
      Map<String, Integer> maxLengths,
      @Nullable Instant validFrom,
      @Nullable Instant validUntil,
      String updatedBy,
      Instant updatedAt) {
    static Registration of(CarrierRegistration registration) {
      return new Registration(
          registration.carrier(),
          registration.registeredId(),
          registration.status().name().toLowerCase(Locale.ROOT),
          registration.maxLengths(),
          registration.validFrom(),
          registration.validUntil(),
          registration.updatedBy(),
          registration.updatedAt());
    }
  }

  /**
   * A page of the registrations of a template.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record Registrations(List<Registration> registrations, @Nullable String next) {}

  static TemplateDocument of(
      TemplateSummary summary, List<TemplateVersion> versions, @Nullable TemplateDraft draft) {
    return new TemplateDocument(
        summary.template().tenant(),
        summary.template().id(),
        summary.eventType(),
        summary.publishedVersion(),
        summary.since(),
        versions.stream().map(Version::withoutTemplate).toList(),
        draft == null ? null : Draft.withoutTemplate(draft));
  }

  /** Converts a template that has only a draft. */
  static TemplateDocument of(TemplateDraft draft) {
    return new TemplateDocument(
        draft.template().tenant(),
        draft.template().id(),
        Objects.toString(draft.source().get("eventType")),
        null,
        null,
        List.of(),
        Draft.withoutTemplate(draft));
  }

  /** A state as callers see it, such as {@code in-review}. */
  static String stateId(TemplateState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
