package dev.notifier.smsc.aggregator;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An aggregator that delivers the messages to some addresses by HTTP GET, and repeats each until
 * the response is the success text.
 *
 * @param addresses short codes, 1 to 100
 * @param preferred whether messages to them are sent by HTTP unless the request says otherwise;
 *     missing = true
 * @param url where it sends, without a query
 * @param parameters names of the parameters by what they are: {@code sender}, {@code content},
 *     {@code address}, {@code keyword} (the first word), {@code id}, {@code time}, {@code sign};
 *     what is missing is not sent
 * @param timeFormat pattern of the time, in the time zone of the machine
 * @param signature missing = none
 * @param success the response, without blanks around it, that ends the attempts
 * @param attempts how often a message is sent at most, 1 to 100; 0 = 10
 * @param firstPauseMs pause before the second attempt, which doubles up to a minute; 0 = 1,000
 */
public record Aggregator(
    List<String> addresses,
    @Nullable Boolean preferred,
    URI url,
    Map<String, String> parameters,
    String timeFormat,
    Signature signature,
    String success,
    int attempts,
    long firstPauseMs) {
  private static final List<String> ROLES =
      List.of("sender", "content", "address", "keyword", "id", "time", "sign");

  private static final int MAX_ADDRESSES = 100;
  private static final int DEFAULT_ATTEMPTS = 10;
  private static final int MAX_ATTEMPTS = 100;
  private static final long DEFAULT_PAUSE_MS = 1_000;
  private static final long MAX_PAUSE_MS = 60_000;

  @SuppressWarnings("NullAway") // Jackson passes null for a missing key.
  public Aggregator {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
    check(!addresses.isEmpty() && addresses.size() <= MAX_ADDRESSES, "addresses must be 1 to 100");
    check(
        url != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
        "url must begin with http:// or https://");
    preferred = preferred == null || preferred;
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    check(ROLES.containsAll(parameters.keySet()), "parameters must be of " + ROLES);
    timeFormat = Objects.requireNonNullElse(timeFormat, "yyyyMMddHHmmss");
    check(isFormat(timeFormat), "timeFormat must be a pattern such as yyyyMMddHHmmss");
    signature = signature == null ? Signature.NONE : signature;
    success = Objects.requireNonNullElse(success, "OK");
    attempts = attempts == 0 ? DEFAULT_ATTEMPTS : attempts;
    check(attempts > 0 && attempts <= MAX_ATTEMPTS, "attempts must be 1 to 100");
    firstPauseMs = firstPauseMs == 0 ? DEFAULT_PAUSE_MS : firstPauseMs;
    check(firstPauseMs > 0 && firstPauseMs <= MAX_PAUSE_MS, "firstPauseMs must be 1 to 60000");
  }

  /**
   * How messages are signed: in hexadecimal digits, over values in UTF-8.
   *
   * @param algorithm {@code none}, {@code md5} or {@code hmac-sha256}
   * @param secret never shown
   * @param signed names of the signed parameters in their order; of {@code md5}, {@code secret}
   *     stands for the secret
   * @param separator between the values
   */
  public record Signature(String algorithm, String secret, List<String> signed, String separator) {
    static final Signature NONE = new Signature("none", "", List.of(), "");

    @SuppressWarnings("NullAway") // Jackson passes null for a missing key.
    public Signature {
      algorithm = Objects.requireNonNullElse(algorithm, "none").toLowerCase(Locale.ROOT);
      check(
          List.of("none", "md5", "hmac-sha256").contains(algorithm),
          "algorithm must be none, md5 or hmac-sha256");
      secret = Objects.requireNonNullElse(secret, "");
      check(algorithm.equals("none") || !secret.isEmpty(), "the signature needs a secret");
      signed = signed == null ? List.of() : List.copyOf(signed);
      separator = Objects.requireNonNullElse(separator, "");
    }

    /** Does not contain the secret. */
    @Override
    public String toString() {
      return "Signature[" + algorithm + "]";
    }
  }

  /** The pause before the next attempt. */
  long pauseMs(int attemptsMade) {
    long pause = firstPauseMs;
    for (int i = 1; i < attemptsMade && pause < MAX_PAUSE_MS; i++) {
      pause *= 2;
    }
    return Math.min(pause, MAX_PAUSE_MS);
  }

  /** The parameters of a message, with the signature. */
  Map<String, String> parameters(Message message, LocalDateTime time) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> roles =
        Map.of(
            "sender", message.from(),
            "content", message.text(),
            "address", message.to(),
            "keyword", message.text().strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT),
            "id", message.id(),
            "time", DateTimeFormatter.ofPattern(timeFormat, Locale.ROOT).format(time));
    roles.forEach((role, value) -> {
      String name = parameters.get(role);
      if (name != null) {
        values.put(name, value);
      }
    });
    String sign = parameters.get("sign");
    if (sign != null) {
      values.put(sign, AggregatorSignature.of(signature, values));
    }
    return values;
  }

  /**
   * A message of a handset.
   *
   * @param id the same in every attempt
   */
  public record Message(String id, String from, String to, String text) {}

  private static boolean isFormat(String format) {
    try {
      return !DateTimeFormatter.ofPattern(format, Locale.ROOT).format(LocalDateTime.MIN).isEmpty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static void check(boolean condition, String error) {
    if (!condition) {
      throw new IllegalArgumentException(error);
    }
  }
}
