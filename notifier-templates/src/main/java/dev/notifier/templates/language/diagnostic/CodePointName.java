package dev.notifier.templates.language.diagnostic;

/** Names characters for people who cannot see or distinguish them. */
public final class CodePointName {
  private static final int FIRST_C1 = 0x80;
  private static final int LAST_C1 = 0x9F;

  private CodePointName() {}

  /** Returns the code point and its Unicode name: {@code U+00A0 NO-BREAK SPACE}. */
  public static String of(int codePoint) {
    String number = "U+%04X".formatted(codePoint);
    // Unicode has no names for these; Java's are misleading.
    boolean unnamed = codePoint >= FIRST_C1 && codePoint <= LAST_C1;
    String name = Character.getName(codePoint);
    if (name == null || Character.getType(codePoint) == Character.UNASSIGNED) {
      return number;
    }
    return unnamed ? number + " (a control character)" : number + " " + name;
  }
}
