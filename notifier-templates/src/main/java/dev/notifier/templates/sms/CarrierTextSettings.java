package dev.notifier.templates.sms;

/**
 * The requirements of a route's carrier for texts.
 *
 * @param profile alphabet and concatenation
 * @param unsupportedCharacters characters that the carrier rejects in every text, such as {@code
 *     &%#}; empty = it accepts all
 */
public record CarrierTextSettings(WireProfile profile, String unsupportedCharacters) {
  public static final CarrierTextSettings DEFAULT =
      new CarrierTextSettings(WireProfile.DEFAULT, "");
}
