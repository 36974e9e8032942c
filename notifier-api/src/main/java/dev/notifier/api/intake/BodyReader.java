package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Reads request bodies up to {@link IntakeLimits#MAX_BODY_BYTES}. */
final class BodyReader {
  private BodyReader() {}

  /** The number of bytes to reserve: the announced length, or the limit if none is announced. */
  static long announcedBytes(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length > IntakeLimits.MAX_BODY_BYTES) {
      throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
    }
    return length < 0 ? IntakeLimits.MAX_BODY_BYTES : length;
  }

  static byte[] read(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(ErrorCode.UNSUPPORTED_CONTENT_ENCODING);
    }
    byte[] body = request.getInputStream().readNBytes(IntakeLimits.MAX_BODY_BYTES + 1);
    if (body.length > IntakeLimits.MAX_BODY_BYTES) {
      throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
    }
    return body;
  }
}
