package dev.notifier.console.layout;

import dev.notifier.console.api.ApiProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, shown above it.
 *
 * @param instance names the request for whoever looks into the logs; null if that is of no use
 */
public record Problems(List<Problem> all, @Nullable String instance) {
  private static final int SERVER_ERROR = 500;
  private static final String GROUP = "problem";

  /**
   * One thing that is wrong.
   *
   * @param field id of the input; null if it is about none
   */
  public record Problem(@Nullable String field, String text) {}

  /** Nothing is wrong. */
  public static Problems none() {
    return new Problems(List.of(), null);
  }

  /** One thing is wrong with one input. */
  public static Problems of(@Nullable String field, String text) {
    return new Problems(List.of(new Problem(field, text)), null);
  }

  /**
   * Why the HTTP interface refused a command. Its codes have texts in both languages; where one is
   * missing, and for single fields, the English text of the response is shown.
   */
  public static Problems of(Page page, ApiProblem problem) {
    List<Problem> all = new ArrayList<>();
    for (ApiProblem.Entry entry : problem.entries()) {
      all.add(new Problem(null, text(page, entry.code(), entry.detail())));
    }
    if (all.isEmpty()) {
      all.add(new Problem(null, text(page, problem.id(), problem.detail())));
    }
    return new Problems(all, problem.status() >= SERVER_ERROR ? problem.instance() : null);
  }

  private static String text(Page page, @Nullable String code, @Nullable String detail) {
    String known = code == null ? "" : page.find(GROUP + "." + code).orElse("");
    if (known.isEmpty()) {
      return detail == null ? page.t("problem.unknown") : detail;
    }
    return known;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
