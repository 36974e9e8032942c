package dev.notifier.api.passkeys;

/** Why the response of an authenticator is not accepted. */
enum Refusal {
  UNREADABLE(
      "The response of the authenticator cannot be read. Send what toJSON() of the credential returns"),
  WRONG_KIND(
      "The response is that of another ceremony. Use create() to add a passkey and get() to sign in"),
  CHALLENGE("The response belongs to another challenge. Request new options and try again"),
  ORIGIN(
      "The page has an address that notifier.users.passkeys.origins does not list, or it is embedded"
          + " in another page. Open it under a listed address"),
  DOMAIN("The passkey belongs to another domain. Use one of this domain"),
  NOT_PRESENT("The user did not confirm it. Touch the authenticator or confirm on the screen"),
  ALGORITHM("The key of the authenticator has an unknown algorithm. Use another authenticator"),
  UNKNOWN_PASSKEY("The user has no such passkey. Use one that GET /v1/me/passkeys lists"),
  SIGNATURE("The signature is not that of the passkey. Request new options and try again"),
  COPIED(
      "The passkey was used more often than Notifier knows, so somebody may have a copy. Remove it,"
          + " and add it again"),
  INVALID("The response breaks a rule of WebAuthn. Use another authenticator or browser");

  private final String detail;

  Refusal(String detail) {
    this.detail = detail;
  }

  /** What is wrong and what to do. */
  String detail() {
    return detail + ".";
  }
}
