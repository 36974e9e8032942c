package dev.notifier.config.access;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access tokens of an OpenID Connect provider, as JSON Web Tokens (RFC 9068). Without an issuer,
 * none is accepted.
 *
 * @param issuer the {@code iss} of its tokens
 * @param jwkSetUri where it publishes its keys (RFC 7517); https, or http on a loopback address
 * @param audience must be in the {@code aud} of a token
 * @param scopesClaim the claim with the scopes: a list, or a text separated by spaces
 * @param tenantClaim the claim with the tenant
 * @param nameClaim the claim with the name of the caller, for the audit
 */
public record OidcConfig(
    @DefaultValue("") @Size(max = 500, message = "must have at most 500 characters") String issuer,
    @DefaultValue("") @Pattern(regexp = URI, message = URI_MESSAGE) String jwkSetUri,
    @DefaultValue("notifier") @Pattern(regexp = TEXT, message = TEXT_MESSAGE) String audience,
    @DefaultValue("scope") @Pattern(regexp = TEXT, message = TEXT_MESSAGE) String scopesClaim,
    @DefaultValue("tenant") @Pattern(regexp = TEXT, message = TEXT_MESSAGE) String tenantClaim,
    @DefaultValue("sub") @Pattern(regexp = TEXT, message = TEXT_MESSAGE) String nameClaim) {
  private static final String URI =
      "|https://\\S{1,500}|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?(/\\S{0,500})?";
  private static final String URI_MESSAGE =
      "must be an https address, or an http address of this machine";
  private static final String TEXT = "\\S{1,200}";
  private static final String TEXT_MESSAGE = "must have 1 to 200 characters without spaces";

  /** Whether tokens are accepted. */
  public boolean isEnabled() {
    return !issuer.isEmpty();
  }
}
