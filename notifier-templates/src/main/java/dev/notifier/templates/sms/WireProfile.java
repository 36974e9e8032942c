package dev.notifier.templates.sms;

/**
 * The alphabet and concatenation of a carrier, which determine where texts are split.
 *
 * @param alphabet of texts in GSM 03.38; never UCS2
 * @param concatenation of texts with several segments
 */
public record WireProfile(Encoding alphabet, Concatenation concatenation) {
  /** What most carriers accept. */
  public static final WireProfile DEFAULT = new WireProfile(Encoding.GSM7, Concatenation.UDH8);

  public WireProfile {
    if (alphabet == Encoding.UCS2) {
      throw new IllegalArgumentException(
          "the alphabet must not be UCS2, which is used when the alphabet lacks a character");
    }
  }
}
