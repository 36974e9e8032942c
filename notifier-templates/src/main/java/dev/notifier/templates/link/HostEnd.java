package dev.notifier.templates.link;

/** What follows a host. */
enum HostEnd {
  /** Nothing that belongs to a link: {@code P.GD}, {@code HD.LA, tang 2}. */
  BARE,
  /** A slash and numbers, or words of up to two letters: {@code S.La/2026}, {@code 12.TO/3}. */
  NUMBERS,
  /** The same, followed by abbreviations, as in decisions: {@code 12.TO/3/QD-BHXH}. */
  NUMBERS_AND_WORDS,
  /** A slash and an abbreviation: {@code 15/HD.LA/BHXH}, {@code ACB.LA/OTP}. */
  WORDS,
  /** A path, port, query or fragment: {@code t.me/joinchat}, {@code bit.ly/3x}. */
  LINK;

  private static final int MAX_PORT_DIGITS = 5;
  private static final int MAX_CODE_DIGITS = 7; // phone numbers and ids of chats are longer
  private static final int MAX_SHORT_WORD = 2;
  private static final String CODE_PUNCTUATION = "/-.,;:()'\"!";

  static HostEnd of(LinkText text, int end) {
    return switch (text.at(end)) {
      case '/' -> text.isVisible(end + 1) ? ofPath(text, end + 1) : BARE;
      case '?', '#' -> Character.isLetterOrDigit(text.at(end + 1)) ? LINK : BARE;
      case ':' -> ofPort(text, end + 1);
      default -> BARE;
    };
  }

  /**
   * A colon and a number may be a label and a phone number: only a path shows that it is a port.
   */
  private static HostEnd ofPort(LinkText text, int start) {
    int end = start;
    while (text.isDigit(end)) {
      end++;
    }
    boolean port = end > start && end - start <= MAX_PORT_DIGITS;
    return port && text.at(end) == '/' && text.isVisible(end + 1) ? LINK : BARE;
  }

  private static HostEnd ofPath(LinkText text, int start) {
    HostEnd found = NUMBERS;
    boolean afterNumber = false;
    int i = start;
    while (text.isVisible(i)) {
      int runStart = i;
      if (text.isDigit(i)) {
        i = endOfDigits(text, i);
        if (i - runStart > MAX_CODE_DIGITS || Character.isUpperCase(text.at(i))) {
          return LINK;
        }
        afterNumber = true;
      } else if (Character.isUpperCase(text.at(i))) {
        i = endOfUpperCase(text, i);
        if (text.isDigit(i) || !isCodeWord(text.substring(runStart, i))) {
          return LINK;
        }
        if (found == NUMBERS && i - runStart > MAX_SHORT_WORD) {
          found = afterNumber ? NUMBERS_AND_WORDS : WORDS;
        }
      } else if (isPunctuation(text, i)) {
        i++;
      } else {
        return LINK;
      }
    }
    return found;
  }

  private static boolean isCodeWord(String word) {
    return LabelWords.isAbbreviation(word) || LabelWords.isJoinedAbbreviation(word);
  }

  private static boolean isPunctuation(LinkText text, int index) {
    char c = text.at(index);
    return CODE_PUNCTUATION.indexOf(c) >= 0 || (c == '?' && !text.isVisible(index + 1));
  }

  private static int endOfDigits(LinkText text, int start) {
    int end = start;
    while (text.isDigit(end)) {
      end++;
    }
    return end;
  }

  private static int endOfUpperCase(LinkText text, int start) {
    int end = start;
    while (Character.isUpperCase(text.at(end))) {
      end++;
    }
    return end;
  }
}
