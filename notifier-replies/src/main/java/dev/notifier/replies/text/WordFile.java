package dev.notifier.replies.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A list of words in the jar: one or more in a line, comments begin with a number sign. */
public final class WordFile {
  private WordFile() {}

  /**
   * Returns the lines that have words, without blanks at both ends.
   *
   * @param name relative to the package of the caller
   * @throws IllegalStateException if the jar does not have it
   */
  public static List<String> lines(Class<?> caller, String name) {
    try (InputStream file = caller.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("word list " + name + " is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words, which blanks separate. */
  public static List<String> words(Class<?> caller, String name) {
    return lines(caller, name).stream()
        .flatMap(line -> List.of(line.split(" +", -1)).stream())
        .toList();
  }
}
