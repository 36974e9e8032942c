package dev.notifier.templates.sms;

/**
 * What a route wants texts to look like.
 *
 * @param profile alphabet and concatenation
 * @param unsupportedCharacters characters that the carrier takes in no text, such as {@code &%#};
 *     empty = it takes all
 */
public record CarrierTextSettings(WireProfile profile, String unsupportedCharacters) {
  public static final CarrierTextSettings DEFAULT =
      new CarrierTextSettings(WireProfile.DEFAULT, "");
}
