package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The body of an operator's request. */
public final class CommandBody {
  private final String mediaType;
  private final byte[] bytes;

  private CommandBody(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /**
   * What an endpoint accepts.
   *
   * @param what the subject of error messages, such as "A change of a route"
   * @param mediaTypes in lower case, the preferred one first
   */
  public record Allowed(String what, List<String> mediaTypes, int maxBytes) {}

  /**
   * Reads the body of a request.
   *
   * @throws ProblemException if it is too large or has another media type
   */
  public static CommandBody read(HttpServletRequest request, Allowed allowed) throws IOException {
    String type =
        String.valueOf(request.getContentType()).replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
    if (!allowed.mediaTypes().contains(type)) {
      throw rejected(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          allowed.what()
              + " is not accepted in this media type. Send "
              + String.join(" or ", allowed.mediaTypes())
              + ".");
    }
    byte[] bytes = request.getInputStream().readNBytes(allowed.maxBytes() + 1);
    if (bytes.length > allowed.maxBytes()) {
      throw rejected(
          ErrorCode.BODY_TOO_LARGE,
          allowed.what() + " has at most " + (allowed.maxBytes() >> 10) + " KiB. Send less.");
    }
    return new CommandBody(type, bytes);
  }

  /** The media type of the body, in lower case and without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /** The body itself, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  private static ProblemException rejected(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
