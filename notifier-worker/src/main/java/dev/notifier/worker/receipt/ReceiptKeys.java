package dev.notifier.worker.receipt;

import org.jspecify.annotations.Nullable;

/**
 * The keys in the text of a receipt and where their values begin, found in one pass.
 *
 * <p>What follows {@code text:} may be the beginning of the message, which may look like a receipt
 * itself. The first keys before it are the carrier's. If the id and the state come before it, the
 * rest is not read. Otherwise {@code text:} may be in the middle or at the start: then the last
 * keys behind it are the carrier's, except those that are as many as the keys of receipts quoted in
 * the message. A message in quotation marks is not read at all. Used by one thread.
 */
final class ReceiptKeys {
  static final int ID = 0;
  static final int STAT = 1;
  static final int ERROR = 2;
  static final int SUBMITTED = 3;
  static final int DONE = 4;
  private static final int VALUES = 5;

  private static final int TEXT = 5;
  private static final int SUB = 6;
  private static final int DELIVERED = 7;
  private static final int SUBMIT = 8;
  private static final int DONE_ALONE = 9;
  private static final int NONE = -1;

  private static final String[] NAMES = {
    "id", "stat", "err", "submit", "done", "text", "sub", "dlvrd", "submit", "done"
  };
  private static final String DATE = "date";
  private static final String SEPARATORS = ",;|&";

  private final ReceiptText text;
  private final int[] headFirst = {NONE, NONE, NONE, NONE, NONE};
  private final int[] tailFirst = {NONE, NONE, NONE, NONE, NONE};
  private final int[] tailLast = {NONE, NONE, NONE, NONE, NONE};
  private final int[] tailCount = new int[VALUES];
  private boolean inTail;

  /** Where the value of the last key that was recognized begins. */
  private int valueStart;

  private ReceiptKeys(ReceiptText text) {
    this.text = text;
  }

  static ReceiptKeys find(ReceiptText text) {
    ReceiptKeys keys = new ReceiptKeys(text);
    keys.scan();
    return keys;
  }

  private void scan() {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.at(i);
      if (isFirstLetter(c) && !isWordCharacter(before)) {
        int key = keyAt(i);
        if (key == TEXT && !inTail) {
          inTail = true;
          i = afterQuotedText(valueStart) - 1;
          c = ' ';
        } else if (key >= 0 && key < VALUES && hasValue()) {
          add(key);
        }
      }
      before = c;
    }
  }

  private void add(int key) {
    if (!inTail) {
      headFirst[key] = headFirst[key] == NONE ? valueStart : headFirst[key];
      return;
    }
    tailFirst[key] = tailFirst[key] == NONE ? valueStart : tailFirst[key];
    tailLast[key] = valueStart;
    tailCount[key]++;
  }

  /** Whether there is an id or a state. */
  boolean isReceipt() {
    return hasAny(ID) || hasAny(STAT);
  }

  private boolean hasAny(int key) {
    return headFirst[key] != NONE || tailCount[key] > 0;
  }

  /** Where the value of each key begins, or -1, in the likelier order of the text. */
  int[] likelier() {
    int[] starts = headFirst.clone();
    boolean idFirst = headFirst[ID] != NONE;
    boolean statFirst = headFirst[STAT] != NONE;
    if (idFirst && statFirst) {
      addUnquoted(starts);
    } else if (idFirst || statFirst) {
      int missing = idFirst ? STAT : ID;
      int present = idFirst ? ID : STAT;
      if (tailCount[missing] > tailCount[present]) {
        starts[missing] = tailLast[missing];
      }
      addUnquoted(starts);
    } else {
      int quotedUntil = tailCount[ID] > 1 ? firstOf(tailLast) : NONE;
      for (int key = 0; key < VALUES; key++) {
        boolean quoted = key > STAT && tailLast[key] < quotedUntil;
        if (starts[key] == NONE && !quoted) {
          starts[key] = tailLast[key];
        }
      }
      if (tailCount[STAT] < tailCount[ID] && starts[STAT] < starts[ID]) {
        starts[STAT] = NONE; // It may be that of the quoted id.
      }
    }
    return starts;
  }

  /** Adds errors and dates from behind the text, unless it quotes a receipt. */
  private void addUnquoted(int[] starts) {
    boolean quotesState = headFirst[STAT] != NONE && tailCount[STAT] > 0;
    if (tailCount[ID] > 0 || quotesState) {
      return;
    }
    for (int key = ERROR; key < VALUES; key++) {
      starts[key] = starts[key] == NONE ? tailLast[key] : starts[key];
    }
  }

  /**
   * Where the values begin if the text is at the end after all, behind the keys and behind another
   * {@code text:}; null if that is not possible.
   */
  int @Nullable [] alternative() {
    if (headFirst[ID] != NONE || headFirst[STAT] != NONE || tailCount[ID] < 2) {
      return null;
    }
    int end = firstOf(tailLast);
    int[] starts = headFirst.clone();
    for (int key = 0; key < VALUES; key++) {
      boolean quoted = key <= STAT || tailFirst[key] < end;
      if (starts[key] == NONE && quoted) {
        starts[key] = tailFirst[key];
      }
    }
    return starts;
  }

  private static int firstOf(int[] starts) {
    return starts[STAT] == NONE ? starts[ID] : Math.min(starts[ID], starts[STAT]);
  }

  /** The value that begins at a start; null without one. Ends before a blank or the next key. */
  @Nullable String value(int start) {
    return start == NONE ? null : text.value(start, endOfWord(start));
  }

  /** Like {@link #value}, and a blank may separate a date from a time of day. */
  @Nullable String date(int start) {
    if (start == NONE) {
      return null;
    }
    int end = endOfDateAndTime(start);
    return text.value(start, end == NONE ? endOfWord(start) : end);
  }

  private int endOfWord(int start) {
    int i = start;
    while (i < text.length() && !text.isBlank(i)) {
      if (SEPARATORS.indexOf(text.at(i)) >= 0 && i > start && keyAt(i + 1) != NONE) {
        return i;
      }
      i++;
    }
    return i;
  }

  /** Such as {@code 2026-12-01 08:01:05}. */
  private int endOfDateAndTime(int start) {
    int day = endOf(start, "-/", 10);
    int time = day + 1;
    if (day - start < 6 || day >= text.length() || !text.isBlank(day) || !isDigit(start)) {
      return NONE;
    }
    int end = endOf(time, ":", 8);
    return end - time >= 4 && isDigit(time) && isDigit(time + 1) ? end : NONE;
  }

  private int endOf(int start, String separators, int max) {
    int i = start;
    while (i < text.length()
        && i - start < max
        && (isDigit(i) || separators.indexOf(text.at(i)) >= 0)) {
      i++;
    }
    return i;
  }

  private boolean isDigit(int i) {
    return text.at(i) >= '0' && text.at(i) <= '9';
  }

  /** If a value is missing, the next key must not be read as the value. */
  private boolean hasValue() {
    int start = valueStart;
    boolean followedByKey = keyAt(start) != NONE;
    valueStart = start;
    return start < text.length() && !followedByKey;
  }

  /** The key that begins here; sets {@link #valueStart} if there is one. */
  private int keyAt(int start) {
    if (start >= text.length()) {
      return NONE;
    }
    int key = nameAt(start);
    if (key == NONE) {
      return NONE;
    }
    int end = start + NAMES[key].length();
    int date = afterDate(end);
    int colon = afterBlanks(date == NONE ? end : date);
    if (colon >= text.length() || text.at(colon) != ':') {
      return NONE;
    }
    valueStart = afterBlanks(colon + 1);
    if (date == NONE) {
      return key == SUBMITTED ? SUBMIT : key == DONE ? DONE_ALONE : key;
    }
    return key == SUBMITTED || key == DONE ? key : SUB;
  }

  private int nameAt(int start) {
    return switch (text.at(start) | 0x20) {
      case 'i' -> isWord(ID, start);
      case 's' -> {
        int stat = isWord(STAT, start);
        int submit = stat == NONE ? isWord(SUBMITTED, start) : stat;
        yield submit == NONE ? isWord(SUB, start) : submit;
      }
      case 'e' -> isWord(ERROR, start);
      case 'd' -> {
        int done = isWord(DONE, start);
        yield done == NONE ? isWord(DELIVERED, start) : done;
      }
      case 't' -> isWord(TEXT, start);
      default -> NONE;
    };
  }

  private int isWord(int key, int start) {
    return isWordAt(NAMES[key], start) ? key : NONE;
  }

  private boolean isWordAt(String word, int start) {
    if (start + word.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(text.at(start + i)) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The end of {@code date}, with or without blanks or underscores before it. */
  private int afterDate(int start) {
    int i = start;
    while (i < text.length() && (text.isBlank(i) || text.at(i) == '_')) {
      i++;
    }
    return isWordAt(DATE, i) ? i + DATE.length() : NONE;
  }

  private int afterBlanks(int start) {
    int i = start;
    while (i < text.length() && text.isBlank(i)) {
      i++;
    }
    return i;
  }

  /** The end of a text in quotation marks, or the start if it is in none. */
  private int afterQuotedText(int start) {
    if (start >= text.length() || text.at(start) != '"') {
      return start;
    }
    for (int i = start + 1; i < text.length(); i++) {
      boolean ends = i + 1 == text.length() || " ,;".indexOf(text.at(i + 1)) >= 0;
      if (text.at(i) == '"' && ends) {
        return i + 1;
      }
    }
    return start;
  }

  private static boolean isFirstLetter(char c) {
    return switch (c | 0x20) {
      case 'i', 's', 'e', 'd', 't' -> c < 0x80;
      default -> false;
    };
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static boolean isWordCharacter(char c) {
    boolean digit = c >= '0' && c <= '9';
    return digit || c == '_' || (lower(c) >= 'a' && lower(c) <= 'z');
  }
}
