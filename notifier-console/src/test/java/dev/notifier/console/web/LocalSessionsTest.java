package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalSessionsTest {
  private static final String CODE = "the-code";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T01:00:00Z"));
  private final LocalSessions sessions =
      new LocalSessions(CODE, "the-key", now::get, new Random(1));

  @Test
  void theCodeSignsInOnce() {
    String cookie = sessions.signIn(CODE).orElseThrow();
    assertThat(sessions.tokenOf(cookie)).isEqualTo("the-key");
    assertThat(cookie).doesNotContain("the-key");
    assertThat(sessions.signIn(CODE)).isEmpty();
  }

  @Test
  void aWrongCodeDoesNotSignIn() {
    assertThat(sessions.signIn("another")).isEmpty();
    assertThat(sessions.signIn("")).isEmpty();
    assertThat(sessions.signIn(CODE)).isPresent();
  }

  @Test
  void theCodeIsValidForHalfAnHour() {
    now.set(now.get().plus(LocalSessions.VALID));
    assertThat(sessions.signIn(CODE)).isEmpty();
  }

  @Test
  void theSessionEnds() {
    String cookie = sessions.signIn(CODE).orElseThrow();
    now.set(now.get().plus(Duration.ofHours(12)));
    assertThat(sessions.tokenOf(cookie)).isEmpty();
  }

  @Test
  void aSignOutEndsTheSession() {
    String cookie = sessions.signIn(CODE).orElseThrow();
    sessions.end("local-another");
    assertThat(sessions.tokenOf(cookie)).isEqualTo("the-key");
    sessions.end(cookie);
    assertThat(sessions.tokenOf(cookie)).isEmpty();
  }

  @Test
  void tokensOfUsersAreTheirCookies() {
    assertThat(sessions.tokenOf("ns_1")).isEqualTo("ns_1");
    assertThat(sessions.tokenOf("local-invented")).isEmpty();
  }

  @Test
  void withoutACodeThereIsNoSession() {
    LocalSessions none = new LocalSessions("", "the-key", now::get, new Random(1));
    assertThat(none.signIn("")).isEmpty();
  }
}
