package dev.notifier.worker.inbound;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the placeholders of fixed texts and of entries of the knowledge base. */
final class AnswerTexts {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([^}]*?) *}}");

  private AnswerTexts() {}

  /**
   * Returns a fixed text in a language of the address.
   *
   * @param at when the question came
   */
  static String of(
      AddressConfig address,
      AnswerText text,
      String language,
      Instant at,
      Map<String, String> more) {
    String fixed =
        Objects.requireNonNull(
            Objects.requireNonNull(address.texts().get(text)).get(language),
            "a text lacks a language of its address");
    Map<String, String> values = new HashMap<>(more);
    values.put("reply.when", AnswerTimes.words(address.officeHours(), at, language));
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
