package dev.notifier.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A response.
 *
 * @param headers the lines as they were sent
 * @param body without the framing of chunks
 */
record RawResponse(int status, List<String> headers, String body) {
  /** The first value of a header; empty if there is none. */
  String header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(header -> header.substring(prefix.length()).strip())
        .findFirst()
        .orElse("");
  }

  /**
   * Parses the responses on a connection, without those of the class 1xx.
   *
   * @throws IllegalArgumentException if the bytes are not a sequence of responses
   */
  static List<RawResponse> parse(byte[] bytes, boolean head) {
    return new Parser(new String(bytes, StandardCharsets.ISO_8859_1), head).responses();
  }

  private static final class Parser {
    private final String text;
    private final boolean head;
    private int position;

    Parser(String text, boolean head) {
      this.text = text;
      this.head = head;
    }

    List<RawResponse> responses() {
      List<RawResponse> responses = new ArrayList<>();
      while (position < text.length()) {
        RawResponse response = next();
        if (response.status() >= 200) {
          responses.add(response);
        }
      }
      return responses;
    }

    private RawResponse next() {
      String statusLine = line();
      if (!statusLine.matches("HTTP/1\\.[01] [1-9][0-9]{2}.*")) {
        throw new IllegalArgumentException("no status line: " + statusLine);
      }
      int status = Integer.parseInt(statusLine.substring(9, 12));
      List<String> headers = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        headers.add(line);
      }
      RawResponse start = new RawResponse(status, headers, "");
      boolean empty = head || status < 200 || status == 204 || status == 304;
      String body = empty ? "" : body(start);
      return new RawResponse(
          status,
          headers,
          new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private String body(RawResponse response) {
      if (response.header("Transfer-Encoding").equals("chunked")) {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16);
            size > 0;
            size = Integer.parseInt(line(), 16)) {
          body.append(take(size));
          line();
        }
        line();
        return body.toString();
      }
      String length = response.header("Content-Length");
      return take(length.isEmpty() ? text.length() - position : Integer.parseInt(length));
    }

    private String take(int length) {
      if (position + length > text.length()) {
        throw new IllegalArgumentException("the response ends early");
      }
      position += length;
      return text.substring(position - length, position);
    }

    private String line() {
      int end = text.indexOf("\r\n", position);
      if (end < 0) {
        throw new IllegalArgumentException("a line has no end");
      }
      String line = text.substring(position, end);
      position = end + 2;
      return line;
    }
  }
}
