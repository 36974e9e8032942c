package dev.notifier.smsc.handset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer, whole in memory. */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
record Answer(int status, String contentType, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Answer ok(Object value) {
    return json(200, JSON.writeValueAsString(value));
  }

  static Answer json(int status, String text) {
    return new Answer(
        status, "application/json; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** An error that says what to do. */
  static Answer error(int status, String whatToDo) {
    return json(status, JSON.writeValueAsString(Map.of("error", whatToDo)));
  }

  static Answer page() {
    try (InputStream in = Answer.class.getResourceAsStream("/dev/notifier/smsc/handset.html")) {
      if (in == null) {
        throw new IllegalStateException("handset.html is missing from the jar: build it again");
      }
      return new Answer(200, "text/html; charset=utf-8", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
