package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many sign-ins do to others. */
class SignInLimitsIT extends SignInApi {
  private static final String WRONG_LINK =
      "{\"link\":\"nl_wrong\",\"password\":\"" + SignedInUser.PASSWORD + "\"}";

  private static final List<String> MANY =
      IntStream.rangeClosed(1, 40).mapToObj(i -> "127.0.9." + i).toList();

  @Test
  void anAddressWithManyFailuresHasToWaitExceptWhoIsKnownThere() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser newcomer = user("{viewer}", "{}");
    Reply last = newcomer.signIn();
    for (int i = 0; i < 200 && last.status() == 401; i++) {
      last = newcomer.signIn();
    }
    assertThat(last.code()).isEqualTo("too-many-attempts");
    assertThat(last.response().headers().firstValue("Retry-After")).isPresent();
    assertThat(lan.signIn().status()).as("the same address").isEqualTo(200);
  }

  @Test
  void linksAreLimitedAndLockNoPassword() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser elsewhere = lan.again();
    elsewhere.address = "127.0.9.1";
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      statuses.add(elsewhere.post("/v1/sign-in/link", WRONG_LINK).status());
    }
    assertThat(statuses).contains(429);
    assertThat(statuses.subList(0, 20)).containsOnly(422);
    assertThat(elsewhere.signIn().status()).as("a password").isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      elsewhere.give("000000");
    }
    assertThat(elsewhere.signIn().status()).as("after wrong codes").isEqualTo(200);
  }

  @Test
  void aUserWhoseSignInIsNotCompleteWritesFewRowsOfTheAudit() {
    SignedInUser lan = user("{viewer}", "{}");
    lan.useLink(api.bean(UserCredentials.class).newLink(lan.id, false));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Reply reply = lan.post("/v1/me/totp", "");
      statuses.add(reply.status());
      if (reply.status() == 429) {
        assertThat(reply.code()).isEqualTo("too-many-requests");
        assertThat(reply.response().headers().firstValue("Retry-After")).isPresent();
      }
    }
    assertThat(statuses).contains(429);
    assertThat(statuses.subList(0, 10)).containsOnly(200);
    skip(Duration.ofMinutes(1));
    assertThat(lan.post("/v1/me/totp", "").status()).isEqualTo(200);
  }

  @Test
  void aUserDoesNotSignInAllTheTime() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 200 && !statuses.contains(429); i++) {
      statuses.add(lan.again().signIn().status());
    }
    assertThat(statuses).contains(429);
    assertThat(statuses.subList(0, 10)).containsOnly(200);
    skip(Duration.ofMinutes(1));
    assertThat(lan.signIn().status()).isEqualTo(200);
  }

  @Test
  void manyPasswordsOfOneAddressAreNotChecked() throws Exception {
    SignedInUser lan = enrolled("{viewer}", "{}");
    AtomicInteger checked = new AtomicInteger();
    long begun = System.nanoTime();
    flood(List.of("127.0.9.200"), 30, checked, () -> signInSeveralTimes(lan));
    Duration lasted = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(checked.get()).isBetween(1, 21 + (int) lasted.toSeconds());
  }

  @Test
  void passwordsOfManyAddressesKeepNoOneFromSigningIn() throws Exception {
    SignedInUser lan = enrolled("{viewer}", "{}");
    OperatorClient admin = new OperatorClient(api, RunningApi.KEY);
    flood(MANY, 1, new AtomicInteger(), () -> signInSeveralTimes(lan) && works(admin));
  }

  /** Those who try again and again wait for who has not. */
  @Test
  void passwordsOfManyAddressesKeepNoOneFromSigningInFromANewNetwork() throws Exception {
    SignedInUser lan = enrolled("{viewer}", "{}");
    AtomicInteger checked = new AtomicInteger();
    flood(
        MANY,
        1,
        checked,
        () -> {
          await().atMost(Duration.ofMinutes(2)).until(() -> checked.get() > 2 * MANY.size());
          for (int i = 1; i <= 5; i++) {
            SignedInUser elsewhere = lan.again();
            elsewhere.address = "127.0." + (20 + i) + ".1";
            Reply reply = elsewhere.signIn();
            assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
          }
          return true;
        });
  }

  private static boolean signInSeveralTimes(SignedInUser user) {
    for (int i = 0; i < 8; i++) {
      Reply reply = user.again().signIn();
      assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    }
    return true;
  }

  private static boolean works(OperatorClient caller) {
    for (int i = 0; i < 20; i++) {
      assertThat(caller.get("/v1/users").status()).isEqualTo(200);
    }
    return true;
  }

  /** Sends wrong passwords from some addresses all the time, while something else happens. */
  private static void flood(
      List<String> addresses, int parallel, AtomicInteger checked, Callable<Boolean> meanwhile)
      throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    List<Future<?>> floods = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      try {
        for (String address : addresses) {
          HttpClient client = client(address);
          for (int i = 0; i < parallel; i++) {
            floods.add(
                threads.submit(() -> {
                  while (!ended.get()) {
                    if (send(client) == 401) {
                      checked.incrementAndGet();
                    }
                    begun.complete(true);
                  }
                  return true;
                }));
          }
        }
        begun.get();
        meanwhile.call();
      } finally {
        ended.set(true);
      }
      for (Future<?> each : floods) {
        each.get();
      }
    }
  }

  private static int send(HttpClient client) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/sign-in"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"nobody\",\"password\":\"a wrong one\"}"))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isIn(401, 429, 503);
    return response.statusCode();
  }

  private static HttpClient client(String address) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .localAddress(InetAddress.ofLiteral(address))
        .build();
  }
}
