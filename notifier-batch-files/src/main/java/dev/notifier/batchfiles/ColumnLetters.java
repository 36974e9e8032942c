package dev.notifier.batchfiles;

/** The letters of columns as spreadsheets show them: A, B … Z, AA. */
public final class ColumnLetters {
  private static final int LETTERS = 26;

  private ColumnLetters() {}

  /**
   * Returns the letters of a column.
   *
   * @param index from 0
   */
  public static String of(int index) {
    StringBuilder letters = new StringBuilder();
    for (int rest = index; rest >= 0; rest = rest / LETTERS - 1) {
      letters.append((char) ('A' + rest % LETTERS));
    }
    return letters.reverse().toString();
  }

  /**
   * Returns the column that has letters, from 0.
   *
   * @param letters as {@link #of} returns them
   */
  public static int index(String letters) {
    int index = 0;
    for (int i = 0; i < letters.length(); i++) {
      index = index * LETTERS + (letters.charAt(i) - 'A' + 1);
    }
    return index - 1;
  }
}
