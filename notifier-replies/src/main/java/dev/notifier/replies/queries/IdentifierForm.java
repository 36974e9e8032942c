package dev.notifier.replies.queries;

import java.util.Optional;

/**
 * One of the forms that an identifier may have.
 *
 * @param name such as {@code health-card}
 * @param layout how it is written, with {@code #} for each character: {@code #####.#/####/#####};
 *     empty: the characters alone
 * @param lostZero whether one zero at its start may be missing, because spreadsheets remove it
 */
public record IdentifierForm(String name, IdentifierShape shape, String layout, boolean lostZero) {
  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the layout has not one {@code #} for each character, or if
   *     a zero cannot be lost
   */
  public IdentifierForm {
    int places = (int) layout.chars().filter(c -> c == '#').count();
    if (!layout.isEmpty() && !shape.length().equals(Optional.of(places))) {
      throw new IllegalArgumentException(
          "the layout needs one # for each character of the shape, whose length must be fixed");
    }
    if (lostZero && (shape.length().isEmpty() || !shape.beginsWithZero())) {
      throw new IllegalArgumentException(
          "only an identifier of fixed length that may begin with 0 can lose a zero");
    }
  }

  /** Returns the identifier as it is written. */
  String write(String characters) {
    if (layout.isEmpty()) {
      return characters;
    }
    StringBuilder written = new StringBuilder(layout.length());
    int next = 0;
    for (int i = 0; i < layout.length(); i++) {
      char c = layout.charAt(i);
      written.append(c == '#' ? characters.charAt(next++) : c);
    }
    return written.toString();
  }
}
