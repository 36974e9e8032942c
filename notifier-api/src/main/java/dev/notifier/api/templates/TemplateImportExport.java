package dev.notifier.api.templates;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.DraftCondition;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateSummary;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exports and imports the templates of a tenant as files. Thread-safe. */
final class TemplateImportExport {
  private static final String FOLDER = "templates/";
  private static final String EXTENSION = ".yaml";

  private final TemplateService service;
  private final TemplateQueries queries;
  private final TemplateValidator validator;
  private final TemplatePreviewService previews;

  TemplateImportExport(
      TemplateService service,
      TemplateQueries queries,
      TemplateValidator validator,
      TemplatePreviewService previews) {
    this.previews = previews;
    this.service = service;
    this.queries = queries;
    this.validator = validator;
  }

  /**
   * A file.
   *
   * @param path such as {@code templates/card-expiring.yaml}
   */
  record File(String path, String content) {}

  /**
   * The result for a file.
   *
   * @param outcome {@code unchanged}, {@code submitted}, {@code conflict} if the template has a
   *     different draft, or {@code would-submit} in a dry run
   * @param version the version that is in review; null if none was submitted
   */
  record FileResult(String path, String id, String outcome, @Nullable Integer version) {}

  record ImportResult(boolean dryRun, List<FileResult> files) {}

  /**
   * Exports the published versions of a tenant's own templates; without one, the newest version.
   * Holds one template in memory at a time.
   */
  void exportAll(String tenant, Consumer<File> files) {
    for (TemplateSummary template : StoreAccess.call(() -> queries.summaries(tenant))) {
      exported(template.template())
          .ifPresent(version ->
              files.accept(
                  new File(
                      FOLDER + template.template().id() + EXTENSION,
                      TemplateFiles.write(TemplateSourceReader.stored(version.source())))));
    }
  }

  private Optional<TemplateVersion> exported(TemplateName id) {
    return service.published(id).or(() -> StoreAccess.call(() -> queries.newest(id)));
  }

  /**
   * Submits the templates that differ from the version in review or in use and from the exported
   * one.
   *
   * @throws ProblemException with all diagnostics of all files; nothing is changed then
   */
  ImportResult importAll(String tenant, List<File> files, boolean dryRun, AuditInfo auditInfo) {
    List<TemplateSource> sources = sources(tenant, files);
    List<FileResult> results = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      TemplateName name = new TemplateName(tenant, sources.get(i).id());
      results.add(importOne(name, files.get(i).path(), sources.get(i), dryRun, auditInfo));
    }
    return new ImportResult(dryRun, results);
  }

  private FileResult importOne(
      TemplateName name, String path, TemplateSource source, boolean dryRun, AuditInfo auditInfo) {
    String id = name.id();
    Map<String, Object> stored = TemplateSourceReader.asStored(TemplateSourceJson.of(source));
    if (isCurrent(name, stored)) {
      return new FileResult(path, id, "unchanged", null);
    }
    Optional<TemplateDraft> draft = StoreAccess.call(() -> queries.draft(name));
    if (draft.isPresent() && !draft.get().source().equals(stored)) {
      return new FileResult(path, id, "conflict", null);
    }
    if (dryRun) {
      return new FileResult(path, id, "would-submit", null);
    }
    DraftCondition condition =
        draft
            .map(existing -> DraftCondition.revision(existing.revision()))
            .orElse(DraftCondition.NO_DRAFT);
    TemplateDraft saved = service.save(name, source, condition, auditInfo);
    return new FileResult(path, id, "submitted", service.submit(saved, auditInfo).version());
  }

  private boolean isCurrent(TemplateName id, Map<String, Object> source) {
    return Stream.of(StoreAccess.call(() -> queries.current(id)), exported(id))
        .flatMap(Optional::stream)
        .anyMatch(version -> version.source().equals(source));
  }

  private List<TemplateSource> sources(String tenant, List<File> files) {
    List<Entry> errors = new ArrayList<>();
    List<TemplateSource> sources = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      String pointer = "/files/" + i;
      TemplateSource source = source(tenant, files.get(i), pointer, errors);
      if (source != null && !ids.add(source.id())) {
        errors.add(
            new Entry(pointer, ErrorCode.INVALID_IMPORT.id(), "Two files contain this template."));
      }
      if (source != null) {
        sources.add(source);
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
          Problem.with(ErrorCode.INVALID_IMPORT, detail(files, errors), errors));
    }
    return sources;
  }

  /** Describes the first error with the name of its file, which the pointer has as a number. */
  private static String detail(List<File> files, List<Entry> errors) {
    String index = errors.getFirst().pointer().split("/", -1)[2];
    return files.get(Integer.parseInt(index)).path()
        + ": "
        + TemplateDiagnostics.detail(errors, "/files/" + index);
  }

  private @Nullable TemplateSource source(
      String tenant, File file, String pointer, List<Entry> errors) {
    switch (TemplateFiles.read(file.content())) {
      case TemplateReadResult.Invalid invalid ->
          errors.addAll(TemplateDiagnostics.of(invalid.diagnostics(), pointer));
      case TemplateReadResult.Read read -> {
        TemplateSource source = read.source();
        try {
          var diagnostics = TemplateValidator.diagnostics(source, validator.fields(source));
          if (diagnostics.isEmpty()) {
            diagnostics = previews.lint(tenant, source, Optional.empty()).notSendable();
          }
          errors.addAll(TemplateDiagnostics.of(source, diagnostics, pointer));
        } catch (ProblemException e) {
          errors.add(new Entry(pointer, e.problem().code(), e.problem().detail()));
        }
        return source;
      }
    }
    return null;
  }
}
