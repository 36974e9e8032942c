package dev.notifier.templates.vietnamese;

/**
 * An encoding from before Unicode, or UTF-8, in which a text was written and that was misread:
 * recipients would see garbage.
 */
public enum LegacyEncoding {
  UTF8_AS_1252("UTF-8 that was read as Windows-1252"),
  WINDOWS_1258("Windows-1258 (Vietnamese)"),
  TCVN3("TCVN3 (ABC fonts, .VnTime)"),
  VNI("VNI-Windows (VNI fonts)"),
  VIQR("VIQR (marks typed as ASCII signs)");

  private final String title;

  LegacyEncoding(String title) {
    this.title = title;
  }

  /** Returns the name to show: {@code TCVN3 (ABC fonts, .VnTime)}. */
  public String title() {
    return title;
  }
}
