package dev.notifier.console.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences that programs say in English, such as why a job has failed, found again by their form:
 * the English text of a key is the sentence, with places for what differs. Immutable.
 */
final class Sentences {
  /** How the keys of what programs have stored begin. */
  static final String GROUP = "said.";

  /** How the keys of what is found in texts of templates begin, whose forms are shorter. */
  static final String FINDINGS = "found.";

  /** How the keys of those begin that are only a part of another one. */
  private static final String PARTS = FINDINGS + "part.";

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private static final Pattern FINDING_AT_END = Pattern.compile(": \\{\\d}$");

  /** A sentence may have another one as a value, and that one, too. */
  private static final int DEPTH = 3;

  private static final int LONGEST = 1000;

  private final List<Form> forms;

  /**
   * A form.
   *
   * @param fixed how many characters of its own it has
   * @param endKnown whether its last value, behind a colon, must be known as well
   */
  private record Form(String key, Pattern pattern, int fixed, boolean endKnown) {}

  /**
   * Reads the forms.
   *
   * @param english the English texts of all keys
   * @param group how the keys of the forms begin
   */
  Sentences(Map<String, String> english, String group) {
    List<Form> all = new ArrayList<>();
    english.forEach((key, text) -> {
      if (key.startsWith(group)) {
        all.add(form(key, text));
      }
    });
    // The one with the most words of its own goes first.
    all.sort(Comparator.comparingInt(Form::fixed).reversed().thenComparing(Form::key));
    forms = List.copyOf(all);
  }

  private static Form form(String key, String text) {
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      pattern.append(Pattern.quote(text.substring(end, place.start()))).append("(.+?)");
      end = place.end();
    }
    pattern.append(Pattern.quote(text.substring(end)));
    return new Form(
        key,
        Pattern.compile(pattern.toString(), Pattern.DOTALL),
        PLACE.matcher(text).replaceAll("").length(),
        key.startsWith(FINDINGS) && FINDING_AT_END.matcher(text).find());
  }

  /** The sentence in another language; empty if none has this form. */
  Optional<String> translate(Texts texts, Language language, String sentence) {
    return translate(texts, language, sentence, DEPTH);
  }

  private Optional<String> translate(Texts texts, Language language, String sentence, int depth) {
    if (depth == 0 || sentence.length() > LONGEST) {
      return Optional.empty();
    }
    for (Form form : forms) {
      Matcher found = form.pattern().matcher(sentence);
      if ((depth < DEPTH || !form.key().startsWith(PARTS)) && found.matches()) {
        Object[] values = new Object[found.groupCount()];
        boolean known = true;
        for (int i = 0; i < values.length; i++) {
          String value = found.group(i + 1);
          Optional<String> translated = translate(texts, language, value, depth - 1);
          values[i] = translated.orElse(value);
          known = translated.isPresent();
        }
        if (known || !form.endKnown()) {
          return texts.find(language, form.key(), values);
        }
      }
    }
    return Optional.empty();
  }
}
