package dev.notifier.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    // Tomcat 11 answers those that it cannot parse without a status line if it has parsed the
    // request
    // before this one, of another connection, as HTTP/0.9.
    Map<String, String> malformed = new LinkedHashMap<>();
    malformed.put("blank", " x");
    malformed.put("tab", "\tx");
    malformed.put("control character", "\u0001");
    malformed.put("raw UTF-8", "\u00c3\u00a9");
    malformed.put("raw Latin-1", "\u00e9");
    malformed.put("raw brackets", "[]{}|^`<>\"");
    malformed.put("fragment", "#x");
    malformed.put("line break", "\rX: y");
    malformed.forEach(
        (name, end) -> requests.add(name + " in target").target(target + end).silenceAllowed());
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
