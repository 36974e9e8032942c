package dev.notifier.api.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.notifier.api.security.Authenticator;
import dev.notifier.api.security.Caller;
import dev.notifier.config.access.OidcConfig;
import dev.notifier.contracts.access.Scope;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Finds the caller of an access token (RFC 9068): signature, issuer, audience and times must be
 * right, and the token must name a tenant. Unknown scopes are ignored, because providers have
 * others. Thread-safe.
 */
final class TokenAuthenticator implements Authenticator {
  /** How far the clock of the provider may differ. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** Signatures with a public key; a shared secret would let us make tokens, too. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** Three parts in base64url; anything else is not given to the parser. */
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,6000}\\.[A-Za-z0-9_-]{10,1500}");

  private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,40}");

  /** Without spaces and control characters, because the name is in logs. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@:|+=/-]{1,200}");

  private final OidcConfig config;
  private final NimbusJwtDecoder decoder;

  TokenAuthenticator(OidcConfig config, ProviderKeys keys, InstantSource clock) {
    this.config = config;
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT,
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt"),
            null));
    // Spring's validators check the times.
    processor.setJWTClaimsSetVerifier((_, _) -> {});
    decoder = new NimbusJwtDecoder(processor);
    JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
    times.setClock(clock.withZone(ZoneOffset.UTC));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(times, new JwtIssuerValidator(config.issuer()), this::isMeantForUs)));
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    if (!TOKEN.matcher(token).matches() || !namesKey(token)) {
      return Optional.empty();
    }
    try {
      return caller(decoder.decode(token));
    } catch (JwtException e) {
      return Optional.empty();
    }
  }

  /** Without the id of a key, each key of the provider would have to be tried. */
  private static boolean namesKey(String token) {
    try {
      return JWSHeader.parse(new Base64URL(token.substring(0, token.indexOf('.')))).getKeyID()
          != null;
    } catch (ParseException e) {
      return false;
    }
  }

  /** ID tokens are for the program where the user signed in, and not for an api. */
  private static boolean isIdToken(Jwt token) {
    return token.hasClaim("nonce")
        || token.hasClaim("at_hash")
        || "ID".equals(token.getClaims().get("typ"));
  }

  private OAuth2TokenValidatorResult isMeantForUs(Jwt token) {
    boolean valid =
        token.getExpiresAt() != null
            && !isIdToken(token)
            && token.getAudience() != null
            && token.getAudience().contains(config.audience());
    return valid
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
  }

  private Optional<Caller> caller(Jwt token) {
    String name = text(token.getClaims().get(config.nameClaim()));
    String tenant = text(token.getClaims().get(config.tenantClaim()));
    if (name == null
        || !NAME.matcher(name).matches()
        || tenant == null
        || !TENANT.matcher(tenant).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Caller(
            Caller.TOKEN_PREFIX + name,
            tenant,
            scopes(token.getClaims().get(config.scopesClaim()))));
  }

  private static Set<Scope> scopes(@Nullable Object claim) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Collection<?> values =
        claim instanceof String text
            ? List.of(text.split(" ", -1))
            : claim instanceof Collection<?> list ? list : List.of();
    for (Object value : values) {
      Scope.of(String.valueOf(value)).ifPresent(scopes::add);
    }
    return scopes;
  }

  private static @Nullable String text(@Nullable Object claim) {
    return claim instanceof String text && !text.isBlank() ? text : null;
  }
}
