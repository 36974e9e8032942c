package dev.notifier.worker.track;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of a carrier's message id. */
final class CarrierIds {
  /** SMPP v3.4, 5.2.23, and what the index is made for. */
  static final int MAX_CHARACTERS = 64;

  private CarrierIds() {}

  /**
   * The id as it came, without blanks and control characters around and inside it; null when
   * nothing is left or it is longer than any answer's id can be.
   */
  static @Nullable String cleaned(@Nullable String raw) {
    if (raw == null) {
      return null;
    }
    String id = Texts.printable(raw).strip();
    return id.isEmpty() || id.length() > MAX_CHARACTERS ? null : id;
  }

  /**
   * The form in which answer and receipt are compared: upper case, because carriers write the same
   * hexadecimal id in both. Other bases are not converted.
   */
  static @Nullable String canonical(@Nullable String raw) {
    String id = cleaned(raw);
    return id == null ? null : id.toUpperCase(Locale.ROOT);
  }
}
