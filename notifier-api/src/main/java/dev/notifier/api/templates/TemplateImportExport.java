package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateQueries;
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
import org.jspecify.annotations.Nullable;

/** All templates as files, out and in. Thread-safe. */
final class TemplateImportExport {
  private static final String FOLDER = "templates/";
  private static final String ENDING = ".yaml";

  private final TemplateService desk;
  private final TemplateQueries reads;
  private final TemplateValidator check;

  TemplateImportExport(TemplateService desk, TemplateQueries reads, TemplateValidator check) {
    this.desk = desk;
    this.reads = reads;
    this.check = check;
  }

  /**
   * A file.
   *
   * @param path such as {@code templates/card-expiring.yaml}
   */
  record Document(String path, String content) {}

  /** Several files. */
  record Documents(List<Document> files) {}

  /**
   * What came of a file.
   *
   * @param outcome {@code unchanged}, {@code submitted}, or {@code conflict} with another draft; of
   *     a dry run {@code would-submit}
   * @param version that waits for review now; null when nothing was submitted
   */
  record Result(String path, String id, String outcome, @Nullable Integer version) {}

  /** What came of all files. */
  record Results(boolean dryRun, List<Result> files) {}

  /** What is in force, and the newest version of what is not. */
  Documents exported() {
    List<Document> files = new ArrayList<>();
    for (TemplateDocument template : desk.all().templates()) {
      newest(template.id())
          .ifPresent(version ->
              files.add(
                  new Document(
                      FOLDER + template.id() + ENDING,
                      TemplateFiles.write(TemplateSourceReader.stored(version.source())))));
    }
    return new Documents(files);
  }

  /**
   * Submits what differs from what is in force.
   *
   * @throws ProblemException with every mistake of every file; then nothing is done
   */
  Results imported(List<Document> files, boolean dryRun, AuditInfo deed) {
    List<TemplateSource> sources = sources(files);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      results.add(imported(files.get(i).path(), sources.get(i), dryRun, deed));
    }
    return new Results(dryRun, results);
  }

  private Result imported(String path, TemplateSource source, boolean dryRun, AuditInfo deed) {
    String id = source.id();
    Map<String, Object> map = TemplateSourceReader.plain(TemplateSourceJson.of(source));
    if (waitsOrIsInForce(id, map)) {
      return new Result(path, id, "unchanged", null);
    }
    Optional<TemplateDraft> draft = TemplateService.asked(() -> reads.draft(id));
    if (draft.isPresent() && !draft.get().source().equals(map)) {
      return new Result(path, id, "conflict", null);
    }
    if (dryRun) {
      return new Result(path, id, "would-submit", null);
    }
    desk.save(source, draft.map(TemplateDraft::revision), deed);
    return new Result(path, id, "submitted", desk.submit(id, deed).version());
  }

  private boolean waitsOrIsInForce(String id, Map<String, Object> source) {
    List<TemplateVersion> versions = TemplateService.asked(() -> reads.versions(id));
    for (TemplateVersion version : versions) {
      boolean counts =
          switch (version.state()) {
            case IN_REVIEW, APPROVED, SCHEDULED, PUBLISHED -> true;
            case DRAFT, REJECTED, REPLACED, RETIRED, DISCARDED -> false;
          };
      if (counts) {
        return version.source().equals(source);
      }
    }
    return false;
  }

  private Optional<TemplateVersion> newest(String id) {
    Optional<TemplateVersion> inForce = desk.inForce(id);
    return inForce.isPresent()
        ? inForce
        : TemplateService.asked(() -> reads.versions(id)).stream().findFirst();
  }

  private List<TemplateSource> sources(List<Document> files) {
    List<Entry> mistakes = new ArrayList<>();
    List<TemplateSource> sources = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      String pointer = "/files/" + i;
      TemplateSource source = source(files.get(i), pointer, mistakes);
      if (source != null && !ids.add(source.id())) {
        mistakes.add(
            new Entry(pointer, ErrorCode.INVALID_IMPORT.id(), "This template stands in two files"));
      }
      if (source != null) {
        sources.add(source);
      }
    }
    if (!mistakes.isEmpty()) {
      throw new ProblemException(
          Problem.with(ErrorCode.INVALID_IMPORT, mistakes.getFirst().detail(), mistakes));
    }
    return sources;
  }

  private @Nullable TemplateSource source(Document file, String pointer, List<Entry> mistakes) {
    switch (TemplateFiles.read(file.content())) {
      case TemplateReadResult.Invalid refused ->
          mistakes.addAll(TemplateDiagnostics.of(refused.diagnostics(), pointer));
      case TemplateReadResult.Read read -> {
        TemplateSource source = read.source();
        try {
          var found = TemplateValidator.mistakes(source, check.fields(source));
          mistakes.addAll(TemplateDiagnostics.of(source, found, pointer));
        } catch (ProblemException e) {
          mistakes.add(new Entry(pointer, e.problem().code(), e.problem().detail()));
        }
        return source;
      }
    }
    return null;
  }
}
