package dev.notifier.store.effects;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was delivered and whose recipient can be followed.
 *
 * @param text what was sent
 * @param personRef the caller's name for the recipient; null if there is none
 * @param phone in E.164 format; null if there is none
 * @param subject the business key that the outcome must have; null if any will do
 * @param sent when it was submitted; an outcome comes later
 */
record Reminder(
    Text text,
    @Nullable String personRef,
    @Nullable String phone,
    @Nullable UUID subject,
    Instant sent) {

  /**
   * What was sent.
   *
   * @param template the full name
   * @param locale of the variant
   * @param audience of the variant; empty if it is for everyone
   */
  record Text(String template, int version, String locale, String audience) {}

  /** Omits who got it. */
  @Override
  public String toString() {
    return "Reminder[" + text + ", sent=" + sent + "]";
  }
}
