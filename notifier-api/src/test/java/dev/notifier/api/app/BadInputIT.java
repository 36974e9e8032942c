package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invalid requests and the problems that they return; a new body is a new row of {@link BadBodies}.
 */
class BadInputIT {
  private static final String STRUCTURED = RunningApi.STRUCTURED;

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = ApiWithStore.shared().start();
    // Before the event types are read, each event is 503, whatever is wrong with it.
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.post("application/cloudevents+json", "{}").status() != 503);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.notifier.api.app.BadBodies#rows")
  void rejectsTheBody(String kind, String contentType, String body, int status, String code) {
    Reply reply = api.post(contentType, body);

    assertThat(reply.code()).as(reply.response().body()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().path("status").asInt()).isEqualTo(status);
    assertThat(reply.json().path("detail").asString()).isNotBlank().endsWith(".");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of(
            "compressed",
            415,
            "unsupported-content-encoding",
            new String[] {"Content-Encoding", "gzip"}),
        Arguments.of(
            "attribute twice", 400, "invalid-attribute", new String[] {"ce-id", "a", "ce-id", "b"}),
        Arguments.of(
            "percent without digits", 400, "invalid-attribute", new String[] {"ce-id", "100%"}),
        Arguments.of("not UTF-8", 400, "invalid-attribute", new String[] {"ce-id", "%C3%28"}),
        Arguments.of(
            "binary without data",
            422,
            "missing-data",
            new String[] {
              "ce-id",
              "a",
              "ce-source",
              "/s",
              "ce-type",
              "card.expiring",
              "ce-specversion",
              "1.0",
              "ce-time",
              Sample.now()
            }),
        Arguments.of(
            "datacontenttype in binary mode",
            400,
            "invalid-attribute",
            new String[] {"ce-id", "a", "ce-datacontenttype", "application/json"}),
        Arguments.of("binary without type", 400, "missing-attribute", new String[] {"ce-id", "a"}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void rejectsTheHeaders(String kind, int status, String code, String[] headers) {
    Reply reply =
        api.post(
            "application/json",
            "",
            headers.length == 2 && headers[0].startsWith("C")
                ? new String[] {headers[0], headers[1], "ce-id", "a"}
                : headers);

    assertThat(reply.code()).as(reply.response().body()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void rejectsInvalidUtf8(byte[] body) {
    assertThat(api.post(STRUCTURED, body).code()).isEqualTo("invalid-utf8");
  }

  /** Latin-1, an overlong encoding of a slash, an encoded surrogate. */
  static Stream<byte[]> notUtf8() {
    String card = Sample.card("a", "Lò", "@@@");
    return Stream.of("\u00f2@@", "\u00c0\u00af@", "\u00ed\u00a0\u0080")
        .map(bytes -> card.replace("@@@", bytes).getBytes(StandardCharsets.ISO_8859_1));
  }
}
