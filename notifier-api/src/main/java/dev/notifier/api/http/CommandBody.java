package dev.notifier.api.http;

import dev.notifier.api.body.RequestBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request of an operator. */
public final class CommandBody {
  private final String mediaType;
  private final byte[] bytes;

  private CommandBody(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /**
   * The accepted bodies.
   *
   * @param subject what the body is, as the subject of a sentence, such as "A change of a route"
   * @param mediaTypes in lower case, the usual one first
   */
  public record Allowed(String subject, List<String> mediaTypes, int maxBytes) {}

  /**
   * Reads a body. A handler must have no side effects before this call, because it runs again once
   * the body has arrived.
   *
   * @throws ProblemException if it is too large or has another media type
   */
  public static CommandBody read(HttpServletRequest request, Allowed allowed) throws IOException {
    String type = requireType(request, allowed.subject(), allowed.mediaTypes());
    if (request.getContentLengthLong() > allowed.maxBytes()) {
      throw rejected(
          ErrorCode.BODY_TOO_LARGE,
          allowed.subject() + " has at most " + (allowed.maxBytes() >> 10) + " KiB. Send less.");
    }
    return new CommandBody(type, RequestBody.of(request, allowed.maxBytes()).bytes());
  }

  /**
   * Requires a media type.
   *
   * @return the media type of the body
   * @throws ProblemException if it has another one
   */
  public static String requireType(
      HttpServletRequest request, String subject, List<String> mediaTypes) {
    String type =
        String.valueOf(request.getContentType()).replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
    if (!mediaTypes.contains(type)) {
      throw rejected(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          subject
              + " is not accepted in this media type. Send "
              + String.join(" or ", mediaTypes)
              + ".");
    }
    return type;
  }

  /**
   * Reads an object from a body that may be missing; without a body, the object is empty.
   *
   * @throws ProblemException if the body is not such an object
   */
  public static ObjectNode readOptional(HttpServletRequest request, Allowed allowed)
      throws IOException {
    return RequestBody.isPresent(request)
        ? read(request, allowed).object()
        : JsonNodeFactory.instance.objectNode();
  }

  /**
   * Parses the body as an object, in JSON or YAML according to the media type.
   *
   * @throws ProblemException if it is not one
   */
  public ObjectNode object() {
    return mediaType.endsWith("json") ? JsonYamlReader.json(bytes) : JsonYamlReader.yaml(bytes);
  }

  /** The body as text. */
  public String text() {
    return JsonYamlReader.text(bytes);
  }

  private static ProblemException rejected(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
