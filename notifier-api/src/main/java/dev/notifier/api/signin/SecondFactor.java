package dev.notifier.api.signin;

/** What a user gives in addition to the password. */
public enum SecondFactor {
  TOTP("totp"),
  PASSKEY("passkey"),
  RECOVERY_CODE("recovery-code");

  private final String id;

  SecondFactor(String id) {
    this.id = id;
  }

  /** As it is stored and sent, such as {@code recovery-code}. */
  public String id() {
    return id;
  }
}
