package dev.notifier.templates.link;

/** What follows a host. */
enum HostEnd {
  /** Nothing that belongs to a link: {@code P.GD}, {@code HD.LA, tang 2}. */
  BARE,
  /**
   * A slash and numbers or upper-case words, as in the codes of files and decisions: {@code
   * S.La/2026}, {@code 12.TO/3/QD-BHXH}.
   */
  CODE,
  /** A path, port, query or fragment: {@code t.me/joinchat}, {@code bit.ly/3x}. */
  LINK;

  private static final int MAX_PORT_DIGITS = 5;
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
    for (int i = start; text.isVisible(i); i++) {
      char c = text.at(i);
      boolean letter = Character.isUpperCase(c);
      boolean last = !text.isVisible(i + 1);
      if (letter
          ? text.isDigit(i - 1) || text.isDigit(i + 1)
          : !text.isDigit(i) && CODE_PUNCTUATION.indexOf(c) < 0 && !(c == '?' && last)) {
        return LINK;
      }
    }
    return CODE;
  }
}
