package dev.notifier.replies.queries;

import dev.notifier.replies.text.InboundWord;
import dev.notifier.replies.text.InboundWords;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads an identifier, even if blanks, dots or hyphens are in it. */
final class IdentifierReader {
  private static final int COST_OF_DIGITS = 2;
  private static final int COST_OF_ZERO = 3;
  private static final int COST_OF_OPEN_FORM = 4;
  private static final int COST_OF_WORD = 6;

  /** A longer word without a digit is an ordinary one. */
  private static final int MAX_LETTERS = 2;

  private static final Pattern DATE = Pattern.compile("\\d{1,2}([./ -])\\d{1,2}\\1(19|20)?\\d{2}");

  private IdentifierReader() {}

  /**
   * An identifier.
   *
   * @param cost the higher, the less certain; 0 if it is as it should be
   */
  record Found(String written, Optional<QueryResult.Repair> repair, int cost) {}

  /** Returns the most certain reading of all these words as one identifier. */
  static Optional<Found> read(List<IdentifierForm> forms, InboundWords words) {
    String joined = joined(words);
    if (joined.isEmpty() || joined.length() > IdentifierShape.MAX_CHARACTERS) {
      return Optional.empty();
    }
    Optional<Found> best = Optional.empty();
    for (IdentifierForm form : forms) {
      Optional<Found> found = read(form, joined, words);
      if (found.isPresent() && (best.isEmpty() || found.get().cost() < best.get().cost())) {
        best = found;
      }
    }
    return best;
  }

  private static Optional<Found> read(IdentifierForm form, String joined, InboundWords words) {
    IdentifierShape shape = form.shape();
    if (shape.length().isEmpty() && !isPlausible(words)) {
      return Optional.empty();
    }
    if (shape.matches(joined)) {
      String written = shape.length().isPresent() ? form.write(joined) : asWritten(words);
      return Optional.of(new Found(written, Optional.empty(), cost(shape, words)));
    }
    Optional<String> repaired = shape.repair(joined);
    if (repaired.isPresent()) {
      return Optional.of(
          new Found(
              form.write(repaired.get()), Optional.of(QueryResult.Repair.DIGITS), COST_OF_DIGITS));
    }
    return form.lostZero()
        ? shape
            .repair("0" + joined)
            .map(whole ->
                new Found(
                    form.write(whole), Optional.of(QueryResult.Repair.LEADING_ZERO), COST_OF_ZERO))
        : Optional.empty();
  }

  /**
   * Whether words can be an identifier without a fixed length: it begins and ends with a word that
   * has a digit, what is between them is short, and it is no date.
   */
  private static boolean isPlausible(InboundWords words) {
    return words.get(0).hasDigit()
        && words.get(words.size() - 1).hasDigit()
        && words.list().stream()
            .allMatch(word -> word.hasDigit() || word.plain().length() <= MAX_LETTERS)
        && !DATE.matcher(words.plain()).matches();
  }

  /** An identifier of any form must not swallow the words after it. */
  private static int cost(IdentifierShape shape, InboundWords words) {
    if (shape.length().isPresent()) {
      return 0;
    }
    int wordsWithoutDigit = (int) words.list().stream().filter(word -> !word.hasDigit()).count();
    return COST_OF_OPEN_FORM + COST_OF_WORD * wordsWithoutDigit;
  }

  /** The marks of an identifier without a fixed form may matter. */
  private static String asWritten(InboundWords words) {
    return words.list().stream().map(InboundWord::plain).collect(Collectors.joining());
  }

  private static String joined(InboundWords words) {
    StringBuilder joined = new StringBuilder();
    for (InboundWord word : words.list()) {
      for (int i = 0; i < word.plain().length(); i++) {
        char c = word.plain().charAt(i);
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
          joined.append(c);
        } else if (Character.isLetterOrDigit(c)) {
          return "";
        }
      }
    }
    return joined.toString();
  }
}
