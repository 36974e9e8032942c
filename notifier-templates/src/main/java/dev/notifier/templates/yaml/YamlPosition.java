package dev.notifier.templates.yaml;

/**
 * A position in a text.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 */
public record YamlPosition(int line, int column) {
  /** The start of a text. */
  public static final YamlPosition START = new YamlPosition(1, 1);

  /** Returns the position of an offset in UTF-16 units; lines end with a line feed. */
  public static YamlPosition of(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new YamlPosition(line, text.codePointCount(lineStart, offset) + 1);
  }
}
