package dev.notifier.smsc.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A complete HTTP response. */
@SuppressWarnings("ArrayRecordComponent") // Serialised once, never compared.
record ApiResponse(int status, String contentType, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static ApiResponse ok(Object value) {
    return json(200, JSON.writeValueAsString(value));
  }

  static ApiResponse json(int status, String text) {
    return new ApiResponse(
        status, "application/json; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Creates an error response; {@code message} says what to do. */
  static ApiResponse error(int status, String message) {
    return json(status, JSON.writeValueAsString(Map.of("error", message)));
  }

  static ApiResponse page() {
    try (InputStream in =
        ApiResponse.class.getResourceAsStream("/dev/notifier/smsc/handset.html")) {
      if (in == null) {
        throw new IllegalStateException(
            "handset.html is missing in the jar; build the simulator again");
      }
      return new ApiResponse(200, "text/html; charset=utf-8", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
