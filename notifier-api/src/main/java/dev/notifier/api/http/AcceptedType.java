package dev.notifier.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;

/** The media type in which a caller wants the response of an operation that has several. */
public final class AcceptedType {
  /** A JWS in the compact serialization. */
  public static final MediaType JOSE = MediaType.parseMediaType("application/jose");

  /** Those of a certificate; the first one is the usual one. */
  static final List<MediaType> OF_CERTIFICATES = List.of(JOSE, MediaType.TEXT_HTML);

  private static final String ATTRIBUTE = AcceptedType.class.getName();

  private AcceptedType() {}

  /**
   * The media type that the caller accepts.
   *
   * @throws IllegalStateException if the operation has only one
   */
  public static MediaType of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof MediaType type) {
      return type;
    }
    throw new IllegalStateException("The operation has one media type");
  }

  static void set(HttpServletRequest request, MediaType type) {
    request.setAttribute(ATTRIBUTE, type);
  }
}
