package dev.notifier.templates.sms;

/**
 * What a carrier wants texts to look like: decides where they are cut.
 *
 * @param alphabet of texts that GSM 03.38 holds; never UCS2
 * @param concatenation of texts that take several segments
 */
public record WireProfile(Encoding alphabet, Concatenation concatenation) {
  /** What most carriers take. */
  public static final WireProfile DEFAULT = new WireProfile(Encoding.GSM7, Concatenation.UDH8);

  public WireProfile {
    if (alphabet == Encoding.UCS2) {
      throw new IllegalArgumentException("UCS2 is what is left when an alphabet lacks a character");
    }
  }
}
