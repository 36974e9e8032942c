package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The body of an operator's call. */
public final class CommandBody {
  private final String mediaType;
  private final byte[] octets;

  private CommandBody(String mediaType, byte[] octets) {
    this.mediaType = mediaType;
    this.octets = octets;
  }

  /**
   * What may come.
   *
   * @param what it is, as the subject of a sentence, such as "A change of a route"
   * @param mediaTypes in lower case, the usual one first
   */
  public record Allowed(String what, List<String> mediaTypes, int maxOctets) {}

  /**
   * Reads.
   *
   * @throws ProblemException when it is too large or in another form
   */
  public static CommandBody read(HttpServletRequest request, Allowed allowed) throws IOException {
    String type =
        String.valueOf(request.getContentType()).replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
    if (!allowed.mediaTypes().contains(type)) {
      throw refused(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          allowed.what()
              + " does not come in this media type. Send "
              + String.join(" or ", allowed.mediaTypes())
              + ".");
    }
    byte[] octets = request.getInputStream().readNBytes(allowed.maxOctets() + 1);
    if (octets.length > allowed.maxOctets()) {
      throw refused(
          ErrorCode.BODY_TOO_LARGE,
          allowed.what() + " has at most " + (allowed.maxOctets() >> 10) + " KiB. Send less.");
    }
    return new CommandBody(type, octets);
  }

  /** One of those that are allowed. */
  public String mediaType() {
    return mediaType;
  }

  /** The body itself, not a copy. */
  public byte[] octets() {
    return octets;
  }

  private static ProblemException refused(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
