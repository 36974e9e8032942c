package dev.notifier.config.replies;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The system of the hotline, which gets what agents hand over, and who wants to be called.
 *
 * @param url to which events are sent, https or, on a loopback address, http. Empty = there is none
 * @param secret signs the requests, as Standard Webhooks say: {@code whsec_} and 24 to 64 bytes in
 *     Base64
 */
public record HotlineConfig(
    @DefaultValue("") @Pattern(regexp = SignedUrl.URL, message = SignedUrl.URL_MESSAGE) String url,
    @DefaultValue("") @Pattern(regexp = SignedUrl.SECRET, message = SignedUrl.SECRET_MESSAGE) String secret) {

  /** Whether there is a hotline. */
  public boolean isEnabled() {
    return !url.isEmpty();
  }

  /** Does not contain the secret. */
  @Override
  public String toString() {
    return "HotlineConfig[" + url + "]";
  }
}
