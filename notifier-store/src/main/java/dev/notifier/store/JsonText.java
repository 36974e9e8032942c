package dev.notifier.store;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;

/** Converts values to and from JSON text, as json and jsonb columns need it. */
public final class JsonText {
  private JsonText() {}

  public static String write(Object value) {
    return new String(RecordJson.write(value), StandardCharsets.UTF_8);
  }

  public static <T> T read(String json, Class<T> type) {
    return RecordJson.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
