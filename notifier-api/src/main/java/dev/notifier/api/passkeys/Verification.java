package dev.notifier.api.passkeys;

/** Whether the response of an authenticator is accepted. */
sealed interface Verification<T> {
  /** It is, and says this. */
  record Accepted<T>(T value) implements Verification<T> {}

  /** It is not. */
  record Refused<T>(Refusal reason) implements Verification<T> {}
}
