package dev.notifier.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Unusual methods, versions of the protocol and request lines. */
final class LineKinds {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "CONNECT",
          "PROPFIND",
          "get",
          "PRI",
          "G@T",
          "M".repeat(300),
          "QUERY",
          "");
  private static final List<String> PROTOCOLS =
      List.of(
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "HTTP/9.9",
          "HTTP/1.12345",
          "http/1.1",
          "FTP/1.1",
          "HTTP",
          "HTTP/1.1 x");

  private LineKinds() {}

  static void add(Requests requests) {
    for (String method : METHODS) {
      requests.add("method " + name(method)).method(method);
    }
    for (String protocol : PROTOCOLS) {
      requests.add("protocol " + protocol).protocol(protocol).silenceAllowed();
    }
    requests.add("no protocol").protocol("").silenceAllowed();
    String target = requests.operation().validTarget();
    requests.add("absolute target").target("http://localhost" + target);
    requests.add("absolute target elsewhere").target("https://example.org:99999" + target);
    requests.add("authority as target").target("example.org:443");
    requests.add("star as target").target("*");
    requests.add("target without slash").target(target.substring(1));
    requests.add("blank in target").target(target + " x");
    requests.add("tab in target").target(target + "\tx");
    requests.add("control character in target").target(target + "\u0001");
    requests.add("raw UTF-8 in target").target(target + "\u00c3\u00a9");
    requests.add("raw Latin-1 in target").target(target + "\u00e9");
    requests.add("raw brackets in target").target(target + "[]{}|^`<>\"");
    requests.add("fragment in target").target(target + "#x");
    requests.add("line break in target").target(target + "\rX: y");
    requests.add("target of 9,000").target(target + "/" + "x".repeat(9_000));
    requests.add("TLS").bytes(new byte[] {22, 3, 1, 0, 5, 1, 0, 0, 1, 3}).silenceAllowed();
    requests
        .add("HTTP/2 preface")
        .bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
        .silenceAllowed();
    requests.add("only line breaks").bytes(new byte[] {13, 10, 13, 10}).silenceAllowed();
    byte[] noise = new byte[200];
    requests.random().nextBytes(noise);
    requests.add("noise").bytes(noise).silenceAllowed();
  }

  private static String name(String method) {
    return method.isEmpty() ? "missing" : method.length() > 20 ? "of 300" : method;
  }
}
