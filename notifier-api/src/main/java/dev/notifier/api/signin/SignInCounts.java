package dev.notifier.api.signin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** Counts attempts to sign in, in {@code notifier.signins}. Thread-safe. */
final class SignInCounts {
  static final String PASSWORD = "password";
  static final String LINK = "link";

  private final MeterRegistry registry;

  SignInCounts(MeterRegistry registry) {
    this.registry = registry;
    // A series must exist before its first attempt, otherwise Prometheus misses that one.
    List<String> factors =
        List.of(
            PASSWORD,
            LINK,
            SecondFactor.TOTP.id(),
            SecondFactor.PASSKEY.id(),
            SecondFactor.RECOVERY_CODE.id());
    for (String factor : factors) {
      for (Outcome outcome : Outcome.values()) {
        counter(factor, outcome);
      }
    }
  }

  /** What became of an attempt. */
  enum Outcome {
    RIGHT,
    WRONG,
    /** The address had too many failures, or the user too many sign-ins. */
    LIMITED,
    /** Too many passwords were checked. */
    OVERLOADED;

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Counts an attempt.
   *
   * @param factor {@link #PASSWORD}, {@link #LINK} or the id of a second factor
   */
  void add(String factor, Outcome outcome) {
    counter(factor, outcome).increment();
  }

  private Counter counter(String factor, Outcome outcome) {
    return registry.counter("notifier.signins", "factor", factor, "outcome", outcome.id());
  }
}
