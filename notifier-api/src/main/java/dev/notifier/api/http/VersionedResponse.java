package dev.notifier.api.http;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Responses with the version of what they show, which {@link IfMatch} expects. Stateless. */
public final class VersionedResponse {
  private VersionedResponse() {}

  /** A response with the version as its ETag. */
  public static <T> ResponseEntity<T> of(HttpStatus status, int version, T body) {
    return ResponseEntity.status(status).eTag("\"" + version + "\"").body(body);
  }
}
