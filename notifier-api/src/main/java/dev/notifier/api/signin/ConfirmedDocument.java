package dev.notifier.api.signin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * What follows when an authenticator app was confirmed.
 *
 * @param recoveryCodes shown once
 */
record ConfirmedDocument(@JsonUnwrapped SignedIn signedIn, List<String> recoveryCodes) {
  static ConfirmedDocument of(AuthenticatorApps.Confirmed confirmed) {
    return new ConfirmedDocument(confirmed.signedIn(), confirmed.recoveryCodes());
  }

  /** Omits the codes. */
  @Override
  public String toString() {
    return "ConfirmedDocument[]";
  }
}
