package dev.notifier.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads the header Accept (RFC 9110, 12.5.1). */
final class AcceptHeader {
  /** More than browsers send; a longer list costs more than it says. */
  private static final int MAX_CHARACTERS = 2_000;

  private AcceptHeader() {}

  /** Whether the most specific range that contains a media type has a weight above zero. */
  static boolean allows(HttpServletRequest request, MediaType type) {
    String header = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    if (header.isBlank() || header.equals(MediaType.ALL_VALUE)) {
      return true;
    }
    if (header.length() > MAX_CHARACTERS) {
      return false;
    }
    try {
      int specificity = -1;
      boolean allowed = false;
      for (MediaType range : MediaType.parseMediaTypes(List.of(header))) {
        int own = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
        if (range.includes(type) && own > specificity) {
          specificity = own;
          allowed = range.getQualityValue() > 0;
        }
      }
      return allowed;
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
