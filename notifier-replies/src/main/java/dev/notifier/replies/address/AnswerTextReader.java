package dev.notifier.replies.address;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the fixed answers: each of them in each language. */
final class AnswerTextReader {
  /** Two segments in GSM-7. */
  private static final int MAX_CHARACTERS = 306;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([^}]*?) *}}");
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "reply.address",
          "reply.optOut",
          "reply.optIn",
          "reply.help",
          "reply.example",
          "reply.person",
          "reply.when",
          "reply.choices");
  private static final Map<String, AnswerText> TEXTS =
      Stream.of(AnswerText.values())
          .collect(Collectors.toMap(AnswerText::key, Function.identity()));

  private final List<String> languages;

  AnswerTextReader(List<String> languages) {
    this.languages = languages;
  }

  Map<AnswerText, Map<String, String>> read(Field field) {
    Map<String, Field> fields = field.mapping(TEXTS.keySet());
    Map<AnswerText, Map<String, String>> texts = new EnumMap<>(AnswerText.class);
    for (AnswerText text : AnswerText.values()) {
      field
          .required(fields, text.key())
          .ifPresent(variants -> texts.put(text, Map.copyOf(variants(variants))));
    }
    return texts;
  }

  private Map<String, String> variants(Field field) {
    Map<String, Field> fields = field.mapping(Set.copyOf(languages));
    Map<String, String> variants = new LinkedHashMap<>();
    for (String language : languages) {
      field
          .required(fields, language)
          .ifPresent(variant -> {
            String text = variant.text();
            if (text != null) {
              check(variant, text);
              variants.put(language, text);
            }
          });
    }
    return variants;
  }

  private static void check(Field field, String text) {
    if (text.isBlank() || text.length() > MAX_CHARACTERS) {
      field.problem("write 1 to " + MAX_CHARACTERS + " characters");
    }
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (!PLACEHOLDERS.contains(matcher.group(1))) {
        field.problem(
            "unknown placeholder; use "
                + String.join(", ", PLACEHOLDERS.stream().sorted().toList()));
      }
    }
    String rest = PLACEHOLDER.matcher(text).replaceAll("");
    if (rest.chars().anyMatch(c -> "&%#<>[]{}\\@".indexOf(c) >= 0)) {
      field.problem("carriers reject & % # < > [ ] { } \\ @; write something else");
    }
  }
}
