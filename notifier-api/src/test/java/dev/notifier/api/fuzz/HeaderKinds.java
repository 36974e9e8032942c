package dev.notifier.api.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unusual headers. */
final class HeaderKinds {
  /** The most values of a header for one operation; other operations get others. */
  private static final int MAX_VALUES = 6;

  /** Headers with a meaning, and values for each of them. */
  private static final Map<String, List<String>> HEADERS = new LinkedHashMap<>();

  private static final List<String> LINES =
      List.of(
          "no colon",
          ": no name",
          "a b: blank in the name",
          "a : blank after the name",
          "X-\u00e9: byte in the name",
          "X: \u0000",
          "X: a\u0001b",
          "X: \u00ff\u00fe",
          "X: a\rb",
          " folded: first",
          "X: a\r\n folded",
          "ce-\u0000id: x",
          "X:" + "y".repeat(6_000));

  static {
    HEADERS.put(
        "Accept",
        List.of(
            "text/html",
            "image/png",
            "application/xml",
            "*/*;q=0",
            "",
            "nonsense",
            "a/b/c",
            "*",
            "application/json;q=2",
            "application/json;q=x",
            "application/problem+json",
            "application/json;charset=utf-16",
            "*/json",
            "text/*, */*;q=0.1",
            ";;;",
            "application/",
            "application/vnd.oai.openapi",
            "text/event-stream",
            "application/octet-stream",
            "application/json, ".repeat(300) + "a/b",
            "\u00ff/\u00fe",
            "text/plain;a=\"",
            "application/yaml"));
    HEADERS.put(
        "Content-Type",
        List.of(
            "",
            "nonsense",
            "application/xml",
            "text/plain",
            "text/html",
            "application/pdf",
            "*/*",
            "application/*",
            "application/json",
            "application/yaml",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/merge-patch+json",
            "application/json; charset=utf-16",
            "application/json; charset=none",
            "application/json; charset=\"",
            "application/json;;;",
            "application/json; charset",
            "application/json; a=b; a=c",
            "APPLICATION/JSON",
            "application/json , text/plain",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=utf-7",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=x",
            "multipart/mixed; boundary=x",
            "multipart/form-data; boundary=" + "x".repeat(300),
            "Multipart/Form-Data; Boundary=\"a b\"",
            "application/octet-stream",
            "application/cbor",
            "application/protobuf",
            "application/x-java-serialized-object",
            "\u00ff\u0080",
            "application/" + "x".repeat(4_000),
            "application/json\u0009; charset=utf-8"));
    HEADERS.put(
        "Content-Encoding",
        List.of("gzip", "br", "identity", "deflate, gzip", "nonsense", "", "aws-chunked"));
    HEADERS.put(
        "If-Match",
        List.of(
            "*",
            "\"1\"",
            "1",
            "W/\"1\"",
            "\"1\", \"2\"",
            "",
            "\"",
            "\"x\"",
            "\"-1\"",
            "\"0\"",
            "\"999999999\"",
            "\"99999999999999999999\"",
            "\"1e5\"",
            "\"\u00ff\"",
            "null",
            "\"1\"x",
            "\"" + "1".repeat(5_000) + "\""));
    HEADERS.put("If-None-Match", List.of("*", "\"1\"", "W/\"x\"", "\"", "nonsense"));
    HEADERS.put("If-Modified-Since", List.of("nonsense", "Thu, 32 Foo 9999 99:99:99 GMT", ""));
    HEADERS.put("If-Unmodified-Since", List.of("Sat, 01 Jan 2000 00:00:00 GMT", "nonsense"));
    HEADERS.put(
        "Range", List.of("bytes=0-1", "bytes=9-1", "bytes=-", "lines=1", "bytes=0-1,".repeat(100)));
    HEADERS.put(
        "Authorization",
        List.of(
            "",
            "Bearer",
            "Bearer ",
            "Basic YTpi",
            "Basic %",
            "Bearer \u00ff",
            "Digest x",
            "Bearer a b c",
            "Bearer " + "x".repeat(5_000)));
    HEADERS.put(
        "Prefer", List.of("return=minimal", "return=maximal", "=", "wait=9999999999", "\u00ff"));
    HEADERS.put("Expect", List.of("100-continue", "200-ok", "", "100-continue, x"));
    HEADERS.put("Origin", List.of("http://localhost", "null", "nonsense", "https://\u00ff"));
    HEADERS.put("Access-Control-Request-Method", List.of("DELETE", "nonsense"));
    HEADERS.put("Upgrade", List.of("h2c", "websocket", "TLS/1.0", "nonsense"));
    HEADERS.put(
        "Connection", List.of("Upgrade, HTTP2-Settings", "keep-alive", "nonsense", "close, close"));
    HEADERS.put("Cookie", List.of("a=b", "=", "JSESSIONID=x; a=\"", "$Version=9", "a=\u0001"));
    HEADERS.put("Forwarded", List.of("for=\"[::1]:99999\";proto=x", "nonsense;;="));
    HEADERS.put("X-Forwarded-For", List.of("999.999.999.999", "a, b, c"));
    HEADERS.put("X-Forwarded-Host", List.of("a:99999", "a b"));
    HEADERS.put("X-Forwarded-Port", List.of("99999999999", "x"));
    HEADERS.put("X-Forwarded-Proto", List.of("nonsense", "https"));
    HEADERS.put("X-Forwarded-Prefix", List.of("/../..", "nonsense"));
    HEADERS.put("X-HTTP-Method-Override", List.of("DELETE", "nonsense"));
    HEADERS.put(
        "Accept-Language", List.of("vi", "xx-invalid-" + "x".repeat(100), "*;q=x", ";;", "\u00ff"));
    HEADERS.put("Accept-Charset", List.of("utf-16", "none", "*;q=0"));
    HEADERS.put("Accept-Encoding", List.of("gzip", "identity;q=0", "*;q=0", "br;q=x"));
    HEADERS.put("traceparent", List.of("nonsense", "00-0-0-0"));
    HEADERS.put("baggage", List.of("=;=", "\u00ff"));
    HEADERS.put("Host", List.of("", "a:b", "a:99999", "[::1", "a b", "\u00ff", "../..", "a,b"));
    HEADERS.put("ce-id", List.of("x", "%", "%ff", "\u00ff", "\"", ""));
    HEADERS.put("ce-specversion", List.of("1.0", "9"));
    HEADERS.put("Content-Length", List.of("0"));
    HEADERS.put("Max-Forwards", List.of("0", "x"));
    HEADERS.put("Last-Event-ID", List.of("x"));
  }

  private HeaderKinds() {}

  static void add(Requests requests) {
    HEADERS.forEach((name, values) -> {
      for (String value : requests.some(values, MAX_VALUES)) {
        requests.add("header " + name).replaced(name, value);
      }
      String first = values.getFirst();
      requests.add("two headers " + name).replaced(name, first).header(name, first);
      requests.add("two values of " + name).replaced(name, first).header(name, values.getLast());
    });
    requests.add("without header Host").without("Host");
    requests.add("without header Authorization").without("Authorization");
    requests.add("without header Content-Type").without("Content-Type");
    requests.add("two headers Host").header("Host", "example.org");
    for (String line : LINES) {
      requests.add("malformed header").line(line);
    }
    RawRequest many = requests.add("150 headers");
    RawRequest attributes = requests.add("80 attributes");
    for (int i = 0; i < 150; i++) {
      many.header("X-" + i, "y");
    }
    for (int i = 0; i < 80; i++) {
      attributes.header("ce-a" + i, "%C3%A9");
    }
    requests.add("header of 9,000").header("X", "y".repeat(9_000));
    requests.add("header injection").header("X", "y\r\n\r\nGET / HTTP/1.1\r\nHost: x");
    requests
        .add("preflight")
        .method("OPTIONS")
        .header("Origin", "https://example.org")
        .header("Access-Control-Request-Method", "PUT")
        .header("Access-Control-Request-Headers", "authorization, \u00ff");
  }
}
