package dev.notifier.console.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Path and query of a call. Immutable. */
public final class ApiPath {
  private static final Pattern PLACE = Pattern.compile("\\{}");

  private final String text;

  private ApiPath(String text) {
    this.text = text;
  }

  /**
   * A path.
   *
   * @param template such as {@code /v1/routes/{}/pause}
   * @param values of the places, which are encoded
   */
  public static ApiPath of(String template, String... values) {
    int[] next = {0};
    return new ApiPath(
        PLACE
            .matcher(template)
            .replaceAll(place -> Matcher.quoteReplacement(encode(values[next[0]++]))));
  }

  /** With a parameter of the query, if it has a value. */
  public ApiPath with(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return this;
    }
    return new ApiPath(text + (text.contains("?") ? "&" : "?") + name + "=" + encode(value));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** For the request. */
  @Override
  public String toString() {
    return text;
  }
}
