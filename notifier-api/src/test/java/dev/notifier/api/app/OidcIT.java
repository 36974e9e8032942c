package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.GenericApplicationContext;

class OidcIT {
  /** How far the clock of the api is ahead, in nanoseconds. */
  private static final AtomicLong SKIPPED = new AtomicLong();

  private static OidcProvider provider;
  private static RunningApi api;

  @BeforeAll
  static void start() throws IOException {
    provider = new OidcProvider();
    api =
        RunningApi.start(
            OidcIT::clock,
            TestKafka.shared().bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--spring.main.allow-bean-definition-overriding=true",
            "--notifier.oidc.issuer=" + OidcProvider.ISSUER,
            "--notifier.oidc.jwk-set-uri=" + provider.jwkSetUri());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(provider.token(claims -> claims)).status() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
    provider.close();
  }

  private static void clock(GenericApplicationContext context) {
    context.registerBean(
        "nanos", LongSupplier.class, () -> () -> System.nanoTime() + SKIPPED.get());
  }

  private static Reply get(String token) {
    return new OperatorClient(api, token).get("/v1/event-types?limit=1");
  }

  @Test
  void aTokenHasTheScopesThatItNames() {
    assertThat(get(provider.token(claims -> claims)).status()).isEqualTo(200);
    assertThat(
            get(provider.token(claims -> claims.claim("scope", List.of("event-types:write"))))
                .status())
        .isEqualTo(200);
    Reply without = get(provider.token(claims -> claims.claim("scope", "openid events:write")));
    assertThat(without.code()).isEqualTo("missing-scope");
    assertThat(get(provider.token(claims -> claims.claim("scope", 7))).code())
        .isEqualTo("missing-scope");
  }

  @Test
  void aTokenOfASuspendedTenantIsRefused() {
    OperatorClient admin = new OperatorClient(api, RunningApi.KEY);
    String token = provider.token(claims -> claims.claim("tenant", "oidc-clinic"));
    assertThat(get(token).status()).as("unknown tenant").isEqualTo(401);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.put("/v1/tenants/oidc-clinic", "{\"title\":\"Huế\"}").status() == 201);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get(token).status()).isEqualTo(200));
    admin.put("/v1/tenants/oidc-clinic", "{\"title\":\"Huế\",\"suspended\":true}");
    assertThat(get(token).code()).isEqualTo("tenant-suspended");
  }

  static Stream<Arguments> invalid() {
    Instant now = Instant.now();
    return Stream.of(
        change("another issuer", claims -> claims.issuer("https://sso.example")),
        change("no issuer", claims -> claims.issuer(null)),
        change("another audience", claims -> claims.audience("billing")),
        change("no audience", claims -> claims.audience((String) null)),
        change("expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(120)))),
        change("no expiry", claims -> claims.expirationTime(null)),
        change("not valid yet", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120)))),
        change("the nonce of an ID token", claims -> claims.claim("nonce", "n")),
        change("no tenant", claims -> claims.claim("tenant", null)),
        change("tenant of another kind", claims -> claims.claim("tenant", List.of("default"))),
        change("tenant with a slash", claims -> claims.claim("tenant", "default/x")),
        change("no name", claims -> claims.subject(null)),
        change("name with a line feed", claims -> claims.subject("a\nb")));
  }

  private static Arguments change(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void rejectsATokenWith(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    assertThat(get(provider.token(change)).status()).as(name).isEqualTo(401);
  }

  @Test
  void rejectsTokensThatTheProviderDidNotSign() {
    String valid = provider.token(claims -> claims);
    assertThat(get(provider.forged()).status()).isEqualTo(401);
    assertThat(get(valid.substring(0, valid.lastIndexOf('.') + 1)).status()).isEqualTo(401);
    assertThat(get(valid + "A").status()).isEqualTo(401);
    assertThat(get(provider.withoutKeyId()).status()).isEqualTo(401);
    assertThat(
            get(new PlainJWT(new JWTClaimsSet.Builder().issuer(OidcProvider.ISSUER).build())
                    .serialize())
                .status())
        .isEqualTo(401);
    String header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("1").build().toBase64URL().toString();
    assertThat(get(header + valid.substring(valid.indexOf('.'))).status()).isEqualTo(401);
  }

  @Test
  void readsTheKeysAgainAfterAnUnknownOne() {
    provider.rotate("2");
    // The keys are read again at most every ten seconds.
    SKIPPED.addAndGet(Duration.ofSeconds(10).toNanos());
    api.reconnect();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(provider.token(claims -> claims)).status() == 200);
  }
}
