package dev.notifier.api.problem;

import jakarta.servlet.ServletRequest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifies a request in its response, in problem documents and in the log. */
public final class RequestId {
  /** The header in requests and responses. */
  public static final String HEADER = "X-Request-Id";

  /** The name of the value in the context of the log. */
  public static final String LOG_KEY = "requestId";

  /** The prefix of the id in {@code instance}. */
  static final String URN = "urn:notifier:request:";

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  private RequestId() {}

  /** The caller's id if it is 1 to 64 letters, digits and {@code . _ ~ -}, otherwise a new one. */
  public static String choose(@Nullable String header, RandomGenerator random) {
    return header != null && SANE.matcher(header).matches()
        ? header
        : HexFormat.of().toHexDigits(random.nextLong());
  }

  /** Sets the id of a request. */
  public static void set(ServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }

  /** The id of a request; null if the server rejected the request before it had one. */
  public static @Nullable String of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : null;
  }
}
