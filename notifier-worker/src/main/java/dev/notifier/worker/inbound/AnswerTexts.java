package dev.notifier.worker.inbound;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the placeholders of fixed texts and of entries of the knowledge base. */
final class AnswerTexts {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([^}]*?) *}}");

  /** When a person answers or calls, until offices have calendars. */
  private static final Map<String, String> WHEN =
      Map.of("vi", "trong giờ làm việc", "en", "during office hours");

  private AnswerTexts() {}

  /** Returns a fixed text in a language of the address. */
  static String of(
      AddressConfig address, AnswerText text, String language, Map<String, String> more) {
    String fixed =
        Objects.requireNonNull(
            Objects.requireNonNull(address.texts().get(text)).get(language),
            "a text lacks a language of its address");
    Map<String, String> values = new HashMap<>(more);
    values.put("reply.when", WHEN.getOrDefault(language, WHEN.getOrDefault("vi", "")));
    return filled(address, fixed, values);
  }

  /** Fills the placeholders of a text; unknown ones are left out. */
  static String filled(AddressConfig address, String text, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(address.placeholders());
    values.putAll(more);
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }
}
