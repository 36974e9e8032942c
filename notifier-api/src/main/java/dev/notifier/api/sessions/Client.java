package dev.notifier.api.sessions;

import dev.notifier.api.security.FailedAttempts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From where a user signs in.
 *
 * @param address as the server sees it
 * @param program for people, such as {@code Firefox on Windows}
 */
public record Client(String address, String program) {
  /** By a part of User-Agent; those that claim to be others come first. */
  private static final Map<String, String> BROWSERS =
      ordered(
          "Edg", "Edge", "OPR", "Opera", "Firefox", "Firefox", "Chrome", "Chrome", "Safari",
          "Safari", "curl", "curl", "Java", "Java", "python", "Python");

  private static final Map<String, String> SYSTEMS =
      ordered(
          "Windows", "Windows", "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Mac OS",
          "macOS", "Linux", "Linux");

  /** The sender of a request. */
  public static Client of(HttpServletRequest request) {
    return new Client(request.getRemoteAddr(), program(request.getHeader("User-Agent")));
  }

  /** The network of the address, such as {@code 203.0.113.*}. */
  public String network() {
    return FailedAttempts.masked(address);
  }

  /** Never what the sender wrote: it may be anything. */
  static String program(@Nullable String userAgent) {
    String text = userAgent == null ? "" : userAgent;
    String browser = first(BROWSERS, text);
    String system = first(SYSTEMS, text);
    if (browser.isEmpty()) {
      return "another program";
    }
    return system.isEmpty() ? browser : browser + " on " + system;
  }

  private static String first(Map<String, String> names, String text) {
    return names.entrySet().stream()
        .filter(name -> text.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
