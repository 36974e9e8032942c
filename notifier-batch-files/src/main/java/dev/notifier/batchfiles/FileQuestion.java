package dev.notifier.batchfiles;

import java.util.List;

/**
 * A question to the person who uploaded a file. It is open until the setting is given.
 *
 * @param subject the field or the column that is concerned, or empty
 * @param choices the possible answers, the most likely one first; for the mapping, names of columns
 * @param samples at most three rows or cells of the file that help to answer; personal data
 */
public record FileQuestion(
    QuestionKind kind, String subject, List<String> choices, List<String> samples) {
  public static final int MAX_SAMPLES = 3;

  public FileQuestion {
    choices = List.copyOf(choices);
    samples = samples.stream().limit(MAX_SAMPLES).map(HeaderNames::sample).toList();
  }

  /** Without the samples. */
  @Override
  public String toString() {
    return "FileQuestion[" + kind + ", " + choices.size() + " choices]";
  }
}
