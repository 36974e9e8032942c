package dev.notifier.worker.webhooks;

import dev.notifier.worker.http.OutboundException;
import dev.notifier.worker.http.OutboundResponse;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param status of the response; null if there was none
 * @param error null if it was accepted; never has data of the receiver
 * @param retryAfter what the receiver asks for
 */
record AttemptResult(
    Kind kind, @Nullable Integer status, @Nullable String error, @Nullable String retryAfter) {
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;
  private static final int TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;

  /** What follows. */
  enum Kind {
    ACCEPTED,
    /** Another attempt may succeed. */
    FAILED,
    /** The receiver does not want it; others may be accepted. */
    REFUSED
  }

  static AttemptResult of(OutboundResponse response) {
    int status = response.status();
    if (status >= OK && status < REDIRECT) {
      return new AttemptResult(Kind.ACCEPTED, status, null, null);
    }
    if (status >= REDIRECT && status < CLIENT_ERROR) {
      return new AttemptResult(
          Kind.FAILED, status, "status " + status + ": redirects are not followed", null);
    }
    boolean refused =
        status >= CLIENT_ERROR && status < SERVER_ERROR && status != TIMEOUT && status != TOO_MANY;
    return new AttemptResult(
        refused ? Kind.REFUSED : Kind.FAILED, status, "status " + status, response.retryAfter());
  }

  static AttemptResult of(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return of(cause);
    }
    return failed(failure instanceof OutboundException known ? text(known) : "internal error");
  }

  /** Nothing was sent: the privacy key has changed since the secret was made. */
  static AttemptResult noSecret() {
    return failed("the secret cannot be decrypted: replace it");
  }

  private static AttemptResult failed(String error) {
    return new AttemptResult(Kind.FAILED, null, error, null);
  }

  private static String text(OutboundException failure) {
    return String.valueOf(failure.getMessage());
  }

  boolean isAccepted() {
    return kind == Kind.ACCEPTED;
  }

  /** Whether the receiver wants nothing more (Standard Webhooks 1.0). */
  boolean isGone() {
    return status != null && status == GONE;
  }
}
