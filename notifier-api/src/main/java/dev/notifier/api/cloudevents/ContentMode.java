package dev.notifier.api.cloudevents;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The content mode of a request with events (CloudEvents HTTP binding 1.0, 3). */
public enum ContentMode {
  /** One event as a JSON object. */
  STRUCTURED,
  /** Several events as a JSON array. */
  BATCH,
  /** One event, with its attributes in headers and its data in the body. */
  BINARY;

  /** The prefix of the headers that carry attributes, in lower case. */
  static final String HEADER_PREFIX = "ce-";

  /**
   * The content mode of a request, by its media type and headers.
   *
   * @throws ProblemException if it is none, or not in UTF-8
   */
  public static ContentMode of(HttpServletRequest request) {
    MediaType type = mediaType(request.getContentType());
    String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    ContentMode mode =
        switch (name) {
          case "application/cloudevents+json" -> STRUCTURED;
          case "application/cloudevents-batch+json" -> BATCH;
          default -> {
            if (!JsonMediaType.isJson(type) || !hasAttributes(request)) {
              throw new ProblemException(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
            }
            yield BINARY;
          }
        };
    requireUtf8(type);
    return mode;
  }

  private static MediaType mediaType(@Nullable String header) {
    try {
      if (header != null) {
        return MediaType.parseMediaType(header);
      }
    } catch (InvalidMediaTypeException e) {
      // A charset that this Java does not support makes the whole type invalid.
      if (header.toLowerCase(Locale.ROOT).contains("charset=")) {
        throw new ProblemException(ErrorCode.UNSUPPORTED_CHARSET);
      }
    }
    throw new ProblemException(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  private static void requireUtf8(MediaType type) {
    if (!JsonMediaType.isUtf8(type)) {
      throw new ProblemException(ErrorCode.UNSUPPORTED_CHARSET);
    }
  }

  private static boolean hasAttributes(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames()).stream()
        .anyMatch(name -> name.regionMatches(true, 0, HEADER_PREFIX, 0, HEADER_PREFIX.length()));
  }
}
