package dev.notifier.console.layout;

import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.text.Language;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, shown above it.
 *
 * @param instance names the request for the operator who reads the logs; null if that is of no use
 */
public record FormProblems(List<Problem> all, @Nullable String instance) {
  private static final int SERVER_ERROR = 500;
  private static final String GROUP = "problem";

  /** What is wrong with the text of a template. */
  private static final String FINDINGS = "templates.code";

  /**
   * One thing that is wrong.
   *
   * @param field id of the input; null if it is about none
   * @param detail what the HTTP interface says of it, in English; null if the text says it all
   */
  public record Problem(@Nullable String field, String text, @Nullable String detail) {
    /** What the console has found itself. */
    public Problem(@Nullable String field, String text) {
      this(field, text, null);
    }
  }

  /** Nothing is wrong. */
  public static FormProblems none() {
    return new FormProblems(List.of(), null);
  }

  /** One thing is wrong with one input. */
  public static FormProblems of(@Nullable String field, String text) {
    return new FormProblems(List.of(new Problem(field, text, null)), null);
  }

  /**
   * Why the HTTP interface refused a command. Its codes have texts in Vietnamese, with the detail
   * in English below; in English, the detail says it all.
   */
  public static FormProblems of(Page page, ApiProblem problem) {
    List<Problem> all = new ArrayList<>();
    for (ApiProblem.Entry entry : problem.entries()) {
      all.add(one(page, entry.code(), entry.detail()));
    }
    if (all.isEmpty()) {
      all.add(one(page, problem.id(), problem.detail()));
    }
    return new FormProblems(all, problem.status() >= SERVER_ERROR ? problem.instance() : null);
  }

  private static Problem one(Page page, @Nullable String code, @Nullable String detail) {
    if (detail != null && page.language() == Language.ENGLISH) {
      return new Problem(null, detail, null);
    }
    String known = code == null ? "" : page.find(GROUP + "." + code).orElse("");
    if (!known.isEmpty()) {
      return new Problem(null, known, detail);
    }
    String found = code == null ? "" : page.find(FINDINGS + "." + code).orElse("");
    if (!found.isEmpty()) {
      return page.found(detail)
          .map(words -> new Problem(null, found + ": " + words, null))
          .orElseGet(() -> new Problem(null, found, detail));
    }
    return code == null || code.isEmpty()
        ? new Problem(null, page.t("problem.unknown"), detail)
        : new Problem(null, page.t("problem.unknown-code", code), detail);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
