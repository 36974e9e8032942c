package dev.notifier.worker.http;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.Map;

/** Signs requests with one secret, according to Standard Webhooks 1.0. Thread-safe. */
public final class RequestSigner {
  private final Webhook secret;

  /**
   * @param secret {@code whsec_} and bytes in Base64
   * @throws IllegalArgumentException if it is empty
   */
  public RequestSigner(String secret) {
    try {
      this.secret = new Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("the secret is empty", e);
    }
  }

  /**
   * Returns the signature of a request.
   *
   * @param id the same in each attempt; without a full stop
   * @param timestamp in seconds
   */
  public String sign(String id, long timestamp, String body) {
    try {
      return secret.sign(id, timestamp, body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("the Java runtime has no HMAC-SHA256", e);
    }
  }

  /**
   * Returns the headers of a signed request.
   *
   * @param signatures separated by blanks
   */
  public static Map<String, String> headers(String id, long timestamp, String signatures) {
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", String.valueOf(timestamp),
        "webhook-signature", signatures);
  }
}
