package dev.notifier.config.access;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Passkeys of users (WebAuthn Level 3). Without a relying party id, there are none.
 *
 * @param relyingPartyId the domain to which passkeys belong (WebAuthn Level 3, 4); a change makes
 *     all of them useless
 * @param origins the addresses of the pages that may use them (RFC 6454), such as {@code
 *     https://sms.example}
 */
public record PasskeysConfig(
    @DefaultValue("")
        @Size(max = 253, message = "must have at most 253 characters") @Pattern(
            regexp = "|" + DOMAIN,
            message = "must be a domain in lower case, without scheme and port")
        String relyingPartyId,
    @DefaultValue
        @Size(max = MAX_ORIGINS, message = "must have at most " + MAX_ORIGINS + " addresses") List<@Pattern(regexp = ORIGIN, message = ORIGIN_MESSAGE) String> origins) {
  /** The only host for which a browser needs no TLS. */
  private static final String LOCALHOST = "localhost";

  private static final int MAX_ORIGINS = 10;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  /** The last label is no number, so an IP address is none: browsers refuse it. */
  private static final String DOMAIN =
      "(?:" + LOCALHOST + "|(?:" + LABEL + "\\.)+(?!\\d+$|\\d+:)" + LABEL + ")";

  static final String ORIGIN =
      "(?:https://" + DOMAIN + "|http://(?:[a-z0-9-]+\\.)*localhost)(?::\\d{1,5})?";
  static final String ORIGIN_MESSAGE =
      "must be https://host or https://host:port in lower case, without a path, or http://localhost:port";

  public PasskeysConfig {
    origins = List.copyOf(origins);
  }

  /** Whether users can have passkeys. */
  public boolean isEnabled() {
    return !relyingPartyId.isEmpty();
  }
}
