package dev.notifier.console.batches;

import dev.notifier.console.layout.Page;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/event-types/{name}/columns}: what a file can have. */
record FileColumns(List<Column> columns) {
  private static final String PHONE = "phone";
  private static final String PERSON = "personRef";
  private static final String ENUM = "enum";

  /**
   * A column.
   *
   * @param column its name in the example
   * @param title of the field in the event type; null if it has none
   * @param kind how its cells are read
   * @param values the only ones of an {@code enum}
   * @param otherNames by which it is found as well
   */
  record Column(
      String column,
      String field,
      @Nullable String title,
      String kind,
      boolean required,
      @Nullable List<String> values,
      @Nullable List<String> otherNames,
      String example) {
    /** What it is about. */
    String meaning(Page page) {
      return title == null ? page.word("batches.field", field) : page.fieldTitle(title);
    }

    /** What people write into its cells. */
    String content(Page page) {
      return kind.equals(ENUM)
          ? page.t(
              "batches.columns.one-of",
              String.join(", ", Objects.requireNonNullElse(values, List.of())))
          : page.word("batches.columns.kind", kind);
    }

    /** Whether it can be blank. */
    String need(Page page) {
      if (field.equals(PHONE) || field.equals(PERSON)) {
        return page.t("batches.columns.one-of-two");
      }
      return page.t(required ? "batches.columns.needed" : "batches.columns.optional");
    }
  }

  static FileColumns none() {
    return new FileColumns(List.of());
  }
}
