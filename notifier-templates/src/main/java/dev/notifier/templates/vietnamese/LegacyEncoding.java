package dev.notifier.templates.vietnamese;

/**
 * An encoding that a text was written in before somebody read it wrongly: what people on a phone
 * would see is garbage. A right text of any language is none of them.
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

  /** For people: {@code TCVN3 (ABC fonts, .VnTime)}. */
  public String title() {
    return title;
  }
}
