package dev.notifier.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    return weight(request, type) > 0;
  }

  /** The first of the media types that have the highest weight; empty if none is accepted. */
  static Optional<MediaType> best(HttpServletRequest request, List<MediaType> types) {
    double highest = 0;
    @Nullable MediaType best = null;
    for (MediaType type : types) {
      double weight = weight(request, type);
      if (weight > highest) {
        highest = weight;
        best = type;
      }
    }
    return Optional.ofNullable(best);
  }

  private static double weight(HttpServletRequest request, MediaType type) {
    String header = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    if (header.isBlank() || header.equals(MediaType.ALL_VALUE)) {
      return 1;
    }
    if (header.length() > MAX_CHARACTERS) {
      return 0;
    }
    try {
      int specificity = -1;
      double weight = 0;
      for (MediaType range : MediaType.parseMediaTypes(List.of(header))) {
        int own = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
        if (range.includes(type) && own > specificity) {
          specificity = own;
          weight = range.getQualityValue();
        }
      }
      return weight;
    } catch (InvalidMediaTypeException e) {
      return 0;
    }
  }
}
