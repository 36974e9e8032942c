package dev.notifier.api.directory;

import dev.notifier.api.directory.DirectoryWriter.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What became of the lines of a load.
 *
 * @param lines those that are not blank
 * @param unchanged lines that the directory has already, or newer ones
 * @param consents how many statements about consents are new
 * @param errors of the first refused lines
 */
record LoadDocument(
    long lines,
    long created,
    long changed,
    long unchanged,
    long consents,
    long refused,
    List<LineError> errors) {
  private static final int MAX_ERRORS = 1_000;

  /**
   * Why a line was refused: its first violation, or that there is no room for the person.
   *
   * @param line from 1
   * @param pointer of the value, such as {@code /phones/0}; empty for the whole line
   */
  record LineError(long line, String pointer, String code, String detail) {}

  /** Counts lines. Used by one thread. */
  static final class Counts {
    private final List<LineError> errors = new ArrayList<>();
    private long lines;
    private long created;
    private long changed;
    private long unchanged;
    private long consents;
    private long refused;

    void line() {
      lines++;
    }

    void refused(long line, String pointer, String code, String detail) {
      refused++;
      if (errors.size() < MAX_ERRORS) {
        errors.add(new LineError(line, pointer, code, detail));
      }
    }

    void stored(Written page) {
      created += page.stored().created();
      changed += page.stored().changed();
      unchanged += page.stored().unchanged();
      consents += page.consents();
    }

    /** For the audit. */
    Map<String, Long> detail() {
      return Map.of(
          "created", created, "changed", changed, "consents", consents, "refused", refused);
    }

    LoadDocument document() {
      return new LoadDocument(
          lines,
          created,
          changed,
          unchanged,
          consents,
          refused,
          errors.stream().sorted(Comparator.comparingLong(LineError::line)).toList());
    }
  }
}
