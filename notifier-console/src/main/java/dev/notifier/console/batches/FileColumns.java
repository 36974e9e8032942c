package dev.notifier.console.batches;

import dev.notifier.console.layout.Page;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/event-types/{name}/columns}: what a file can have. */
record FileColumns(List<Column> columns) {
  private static final String PHONE = "phone";
  private static final String PERSON = "personRef";
  private static final String LOCALE = "locale";
  private static final String RECIPIENT = "recipient.";
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
    /**
     * What it is about, in plain words with an example. A type's own field has the words of its
     * title, whatever its name is.
     */
    String meaning(Page page) {
      String name = field.startsWith(RECIPIENT) ? field.substring(RECIPIENT.length()) : field;
      String words = title == null ? page.word("batches.field", field) : page.fieldTitle(title);
      boolean shipped =
          title == null
              || page.find("event-field.recipient." + name).filter(words::equals).isPresent();
      return shipped ? page.find("batches.columns.help." + name).orElse(words) : words;
    }

    /** What people write into its cells. */
    String content(Page page) {
      if (field.equals(LOCALE)) {
        return page.t("batches.columns.language");
      }
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
