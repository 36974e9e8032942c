package dev.notifier.api.body;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The complete body of a request. A handler that calls {@link #of} runs twice: first until the
 * call, which ends it; and again once the body has arrived. So it first decides everything that it
 * can decide without the body, and has no side effects until then.
 */
public final class RequestBody implements AutoCloseable {
  private static final String ATTRIBUTE = RequestBody.class.getName();
  private static final byte[] EMPTY = {};

  private final byte[] bytes;
  private final BodyBudget.@Nullable Reservation reservation;

  RequestBody(byte[] bytes, BodyBudget.@Nullable Reservation reservation) {
    this.bytes = bytes;
    this.reservation = reservation;
  }

  /**
   * Returns the body.
   *
   * @throws ProblemException if it is compressed or larger than {@code maxBytes}
   */
  public static RequestBody of(HttpServletRequest request, int maxBytes) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestBody body) {
      return body;
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(ErrorCode.UNSUPPORTED_CONTENT_ENCODING);
    }
    if (request.getContentLengthLong() > maxBytes) {
      throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
    }
    if (!isPresent(request)) {
      return new RequestBody(EMPTY, null);
    }
    throw new BodyNotReadException(maxBytes);
  }

  /** Without a length and without chunks, a request has no body (RFC 9112, section 6.3). */
  public static boolean isPresent(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  void attach(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static void release(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestBody body) {
      body.close();
    }
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Releases the reserved memory. The bytes may be used until the end of the request. */
  @Override
  public void close() {
    if (reservation != null) {
      reservation.close();
    }
  }
}
