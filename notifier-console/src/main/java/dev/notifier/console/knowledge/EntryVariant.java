package dev.notifier.console.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry in one language.
 *
 * @param questions how people ask
 * @param sms the answer by SMS, as the text of a template
 * @param longText the answer of other channels
 */
record EntryVariant(
    String language, String title, List<String> questions, String sms, String longText) {
  static EntryVariant of(Map<?, ?> variant) {
    return new EntryVariant(
        text(variant.get("language")),
        text(variant.get("title")),
        variant.get("questions") instanceof List<?> questions
            ? questions.stream().map(String::valueOf).toList()
            : List.of(),
        text(variant.get("sms")),
        text(variant.get("long")));
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  /** One question in each line, as a text area has them. */
  String lines() {
    return String.join("\n", questions);
  }

  /** The questions that another variant has, and this one has not. */
  List<String> missing(EntryVariant other) {
    return other.questions.stream().filter(question -> !questions.contains(question)).toList();
  }
}
