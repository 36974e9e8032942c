package dev.notifier.api.problem;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The texts of {@link ErrorCode}, without full stops. Immutable. */
final class ErrorTexts {
  private static final String RESOURCE = "/error-codes.properties";
  private static final Properties TEXTS = read();

  private ErrorTexts() {}

  /** What is wrong. */
  static String title(String id) {
    return text(id + ".title");
  }

  /** What to do. */
  static String advice(String id) {
    return text(id + ".advice");
  }

  private static String text(String key) {
    return Objects.requireNonNull(TEXTS.getProperty(key), () -> key + " is not in " + RESOURCE);
  }

  private static Properties read() {
    try (var in = Objects.requireNonNull(ErrorTexts.class.getResourceAsStream(RESOURCE), RESOURCE);
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
