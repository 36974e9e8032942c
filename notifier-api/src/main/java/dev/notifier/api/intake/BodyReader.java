package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Reads a body up to its limit. */
final class BodyReader {
  private BodyReader() {}

  /** The size to reserve: what the caller announces, or the most that can come. */
  static long announced(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length > IntakeLimits.MAX_BODY_OCTETS) {
      throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
    }
    return length < 0 ? IntakeLimits.MAX_BODY_OCTETS : length;
  }

  static byte[] read(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(ErrorCode.UNSUPPORTED_CONTENT_ENCODING);
    }
    byte[] body = request.getInputStream().readNBytes(IntakeLimits.MAX_BODY_OCTETS + 1);
    if (body.length > IntakeLimits.MAX_BODY_OCTETS) {
      throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
    }
    return body;
  }
}
