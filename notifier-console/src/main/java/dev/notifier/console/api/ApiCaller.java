package dev.notifier.console.api;

/**
 * On whose behalf a call is made.
 *
 * @param token of the session; empty before the sign-in
 * @param address of the browser
 * @param program the header User-Agent of the browser; may be empty
 * @param automatic whether no person has caused the request: it does not extend the session
 */
public record ApiCaller(String token, String address, String program, boolean automatic) {
  /** Does not contain the token. */
  @Override
  public String toString() {
    return "ApiCaller[]";
  }
}
