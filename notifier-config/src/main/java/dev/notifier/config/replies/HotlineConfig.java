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
    @DefaultValue("") @Pattern(regexp = URL, message = URL_MESSAGE) String url,
    @DefaultValue("") @Pattern(regexp = SECRET, message = SECRET_MESSAGE) String secret) {
  private static final String URL =
      "|https://[^\\s/?#@]{1,255}(/[^\\s?#]{0,200})?"
          + "|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?(/[^\\s?#]{0,200})?";
  private static final String URL_MESSAGE =
      "must be an https address, or an http address of this machine, without ? and #";
  private static final String SECRET = "|whsec_[A-Za-z0-9+/]{32,86}={0,2}";
  private static final String SECRET_MESSAGE = "must be whsec_ and 24 to 64 bytes in Base64";

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
