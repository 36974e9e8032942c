package dev.notifier.api.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** Bodies that intake rejects: name, media type, body, status and code. */
final class BadBodies {
  private static final String STRUCTURED = RunningApi.STRUCTURED;
  private static final String BATCH = RunningApi.BATCH;

  private BadBodies() {}

  static Stream<Arguments> rows() {
    return Stream.of(
            json(),
            batches(),
            limits(),
            identity(),
            attributes(),
            times(),
            data(),
            phones(),
            mediaTypes())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> json() {
    return Stream.of(
        row("empty body", STRUCTURED, "", 400, "empty-body"),
        row("only whitespace", STRUCTURED, "  \n ", 400, "not-json"),
        row("not JSON", STRUCTURED, "hello", 400, "not-json"),
        row("cut off", STRUCTURED, "{\"specversion\":\"1.0\"", 400, "not-json"),
        row("text after the JSON", STRUCTURED, Sample.card("a") + "{}", 400, "not-json"),
        row("single quotes", STRUCTURED, "{'a':1}", 400, "not-json"),
        row("NaN", STRUCTURED, with("\"daysLeft\":30", "\"daysLeft\":NaN"), 400, "not-json"),
        row("raw line break in a text", STRUCTURED, with("Lò", "L\n"), 400, "not-json"),
        row("an array as one event", STRUCTURED, "[" + Sample.card("a") + "]", 400, "not-an-event"),
        row("a text", STRUCTURED, "\"event\"", 400, "not-an-event"),
        row("null", STRUCTURED, "null", 400, "not-an-event"),
        row("empty object", STRUCTURED, "{}", 400, "missing-attribute"));
  }

  private static Stream<Arguments> batches() {
    return Stream.of(
        row("an object as batch", BATCH, Sample.card("a"), 400, "not-json"),
        row("batch without end", BATCH, "[" + Sample.card("a"), 400, "not-json"),
        row("text after the batch", BATCH, "[1] x", 400, "not-json"),
        row("10,001 events", BATCH, "[" + "1,".repeat(10_000) + "1]", 413, "batch-too-large"),
        row("17 MiB", BATCH, "[\"" + "x".repeat(17 << 20) + "\"]", 413, "body-too-large"));
  }

  private static Stream<Arguments> limits() {
    return Stream.of(
        row("65 KiB event", STRUCTURED, with("Lò", "x".repeat(66_000)), 422, "event-too-large"),
        row("21,000 letters", STRUCTURED, with("Lò", "x".repeat(21_000)), 400, "string-too-long"),
        row(
            "the same key twice",
            STRUCTURED,
            with("\"id\"", "\"id\":\"b\",\"id\""),
            400,
            "duplicate-key"),
        row(
            "33 deep",
            STRUCTURED,
            with(":30}", ":" + "[".repeat(33) + "]".repeat(33) + "}"),
            400,
            "json-too-deep"),
        row(
            "65 digits",
            STRUCTURED,
            with(":30}", ":" + "9".repeat(65) + "}"),
            400,
            "number-too-long"),
        row(
            "19 digits",
            STRUCTURED,
            with(":30}", ":30,\"x\":9999999999999999999}"),
            422,
            "number-out-of-range"),
        row(
            "1e999999999",
            STRUCTURED,
            with(":30}", ":30,\"x\":1e999999999}"),
            422,
            "number-out-of-range"),
        row(
            "1e99999999999",
            STRUCTURED,
            with(":30}", ":30,\"x\":1e99999999999}"),
            422,
            "number-out-of-range"),
        row(
            "1e99999999999 outside data",
            STRUCTURED,
            with("\"subject\":", "\"ext\":-1e99999999999,\"subject\":"),
            422,
            "number-out-of-range"),
        row("1e400 at an integer", STRUCTURED, with(":30}", ":1e400}"), 422, "number-out-of-range"),
        row("NUL", STRUCTURED, with("Lò", "L\\u0000"), 422, "forbidden-character"),
        row("half of a character", STRUCTURED, with("Lò", "L\\ud83d"), 422, "forbidden-character"),
        row(
            "half of a character in a key",
            STRUCTURED,
            with(":30}", ":30,\"\\udc00\":1}"),
            400,
            "not-json"));
  }

  private static Stream<Arguments> identity() {
    return Stream.of(
        row(
            "specversion 0.3",
            STRUCTURED,
            with("\"1.0\"", "\"0.3\""),
            400,
            "unsupported-specversion"),
        row("specversion as number", STRUCTURED, with("\"1.0\"", "1.0"), 400, "invalid-attribute"),
        row("no id", STRUCTURED, with("\"id\":\"a\",", ""), 400, "missing-attribute"),
        row("null id", STRUCTURED, with("\"id\":\"a\"", "\"id\":null"), 400, "missing-attribute"),
        row("empty id", STRUCTURED, with("\"id\":\"a\"", "\"id\":\"\""), 400, "missing-attribute"),
        row("id as number", STRUCTURED, with("\"id\":\"a\"", "\"id\":7"), 400, "invalid-attribute"),
        row("id of 129", STRUCTURED, Sample.card("i".repeat(129)), 422, "attribute-too-long"),
        row(
            "NUL in id",
            STRUCTURED,
            with("\"id\":\"a\"", "\"id\":\"a\\u0000\""),
            400,
            "invalid-attribute"),
        row(
            "half of a character in id",
            STRUCTURED,
            with("\"id\":\"a\"", "\"id\":\"\\ud800\""),
            400,
            "invalid-attribute"));
  }

  private static Stream<Arguments> attributes() {
    return Stream.of(
        row(
            "no source",
            STRUCTURED,
            with("\"source\":\"/tst/son-la\",", ""),
            400,
            "missing-attribute"),
        row(
            "whitespace in source",
            STRUCTURED,
            with("/tst/son-la", "/tst son la"),
            400,
            "invalid-attribute"),
        row(
            "source of 257",
            STRUCTURED,
            with("/tst/son-la", "/".repeat(257)),
            422,
            "attribute-too-long"),
        row("subject of 257", STRUCTURED, with("|D30", "|".repeat(257)), 422, "attribute-too-long"),
        row(
            "capital in a name",
            STRUCTURED,
            with("\"subject\"", "\"Subject\""),
            400,
            "invalid-attribute"),
        row(
            "object as extension",
            STRUCTURED,
            with("\"subject\":", "\"ext\":{},\"subject\":"),
            400,
            "invalid-attribute"),
        row(
            "no type",
            STRUCTURED,
            with("\"type\":\"card.expiring\",", ""),
            400,
            "missing-attribute"),
        row("own source", STRUCTURED, with("/tst/son-la", "/inbound"), 422, "reserved-source"),
        row("own type", STRUCTURED, with("card.expiring", "reply.x"), 422, "reserved-type"),
        row("unknown type", STRUCTURED, with("card.expiring", "card.lost"), 422, "unknown-type"));
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        row("no time", STRUCTURED, time(null), 422, "missing-time"),
        row("time without offset", STRUCTURED, time("2026-12-01T08:00:00"), 422, "invalid-time"),
        row("time without seconds", STRUCTURED, time("2026-12-01T08:00Z"), 422, "invalid-time"),
        row("31 February", STRUCTURED, time("2026-02-31T08:00:00Z"), 422, "invalid-time"),
        row("61 days old", STRUCTURED, time(ago(Duration.ofDays(61))), 422, "event-too-old"),
        row("2 days ahead", STRUCTURED, time(ago(Duration.ofDays(-2))), 422, "event-in-future"));
  }

  private static Stream<Arguments> data() {
    return Stream.of(
        row(
            "data twice",
            STRUCTURED,
            with("\"subject\":", "\"data_base64\":\"e30=\",\"subject\":"),
            400,
            "invalid-attribute"),
        row("not base64", STRUCTURED, base64("\"e30\u00e9\""), 400, "invalid-attribute"),
        row("base64 as number", STRUCTURED, base64("7"), 400, "invalid-attribute"),
        row("base64 of no JSON", STRUCTURED, base64("\"aGVsbG8=\""), 400, "not-json"),
        row("base64 of Latin-1", STRUCTURED, base64("\"IvIi\""), 400, "invalid-utf8"),
        row("base64 of a list", STRUCTURED, base64("\"W10=\""), 422, "unsupported-data-type"),
        row(
            "another charset inside",
            STRUCTURED,
            with("application/json", "application/json; charset=utf-16"),
            422,
            "unsupported-data-type"),
        row(
            "XML inside",
            STRUCTURED,
            with("application/json", "application/xml"),
            422,
            "unsupported-data-type"),
        row(
            "no data",
            STRUCTURED,
            with("\"data\":", "\"other\":7,\"x\":").replaceFirst("(?s),\"x\":.*", "}"),
            422,
            "missing-data"),
        row(
            "data as text",
            STRUCTURED,
            with("\"data\":", "\"data\":\"x\",\"x\":").replaceFirst("(?s),\"x\":.*", "}"),
            422,
            "unsupported-data-type"),
        row("no recipient", STRUCTURED, with("\"recipient\"", "\"receiver\""), 422, "invalid-data"),
        row(
            "phone as number",
            STRUCTURED,
            with("\"01691234567\"", "1691234567"),
            422,
            "invalid-data"),
        row("days as text", STRUCTURED, with(":30}", ":\"30\"}"), 422, "invalid-data"),
        row(
            "invalid card number",
            STRUCTURED,
            with("\"cardNo\":\"HC40", "\"cardNo\":\"hc40"),
            422,
            "invalid-data"),
        row(
            "invalid date",
            STRUCTURED,
            with("\"2026-12-31\"", "\"31/12/2026\""),
            422,
            "invalid-data"),
        row(
            "invalid expiresAt",
            STRUCTURED,
            with("2099-12-31T22:00:00+07:00", "tomorrow"),
            422,
            "invalid-expires-at"));
  }

  private static Stream<Arguments> phones() {
    return Stream.of(
        row("landline", STRUCTURED, with("01691234567", "02439361111"), 422, "phone-landline"),
        row("1900", STRUCTURED, with("01691234567", "19009068"), 422, "phone-service-number"),
        row("short code", STRUCTURED, with("01691234567", "8079"), 422, "phone-short-code"),
        row(
            "two numbers",
            STRUCTURED,
            with("01691234567", "0912345678;0987654321"),
            422,
            "phone-multiple-numbers"),
        row("letters", STRUCTURED, with("01691234567", "0912345678 (Lan)"), 422, "phone-letters"),
        row("spreadsheet", STRUCTURED, with("01691234567", "9.12E+08"), 422, "phone-spreadsheet"),
        row("foreign", STRUCTURED, with("01691234567", "+14155550100"), 422, "phone-foreign"),
        row("no number", STRUCTURED, with("01691234567", " "), 422, "phone-empty"));
  }

  private static Stream<Arguments> mediaTypes() {
    return Stream.of(
        row("plain JSON", "application/json", Sample.card("a"), 415, "unsupported-media-type"),
        row("XML", "application/xml", "<a/>", 415, "unsupported-media-type"),
        row("a form", "application/x-www-form-urlencoded", "a=b", 415, "unsupported-media-type"),
        row("no media type at all", "nonsense", Sample.card("a"), 415, "unsupported-media-type"),
        row(
            "UTF-16",
            STRUCTURED + "; charset=utf-16",
            Sample.card("a"),
            415,
            "unsupported-charset"),
        row(
            "unknown charset",
            STRUCTURED + "; charset=x-none",
            Sample.card("a"),
            415,
            "unsupported-charset"));
  }

  private static Arguments row(String name, String type, String body, int status, String code) {
    return Arguments.of(name, type, body, status, code);
  }

  private static String with(String from, String to) {
    return Sample.card("a", from, to);
  }

  private static String base64(String value) {
    return with("\"data\":", "\"data_base64\":" + value + ",\"x\":")
        .replaceFirst("(?s),\"x\":.*", "}");
  }

  private static String time(@Nullable String time) {
    return Sample.card("a")
        .replaceFirst(
            "\"time\":\"[^\"]+\"", time == null ? "\"other\":1" : "\"time\":\"" + time + "\"");
  }

  private static String ago(Duration age) {
    Instant then = Clock.systemUTC().instant().minus(age);
    return then.toString();
  }
}
