package dev.notifier.api.inbound;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What becomes of a request of a provider. */
enum ProviderOutcome {
  /** Kafka has the message, or had it before. */
  STORED(HttpStatus.OK),
  /** It comes from an address that the provider does not have. */
  WRONG_NETWORK(HttpStatus.FORBIDDEN),
  /** The parameters cannot be read, or one of them occurs twice. */
  MALFORMED(HttpStatus.BAD_REQUEST),
  WRONG_SIGNATURE(HttpStatus.FORBIDDEN),
  /** One without signature or of another network came from an address with too many of them. */
  TOO_MANY_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS),
  /** The provider is beyond its limit. */
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
  /** A parameter is missing or too long. */
  INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The sender is no mobile number. */
  WRONG_NUMBER(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The provider is not one of this address. */
  WRONG_ADDRESS(HttpStatus.UNPROCESSABLE_CONTENT),
  /** Kafka has not confirmed the message. */
  NOT_CONFIRMED(HttpStatus.SERVICE_UNAVAILABLE);

  private final HttpStatus status;

  ProviderOutcome(HttpStatus status) {
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }

  /** The name in metrics, such as {@code wrong-signature}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
