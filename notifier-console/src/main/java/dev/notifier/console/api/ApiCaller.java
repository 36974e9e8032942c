package dev.notifier.console.api;

/**
 * On whose behalf a call is made.
 *
 * @param token of the session; empty before the sign-in
 * @param address of the browser
 * @param program the header User-Agent of the browser; may be empty
 * @param practice whether the person practises, so that no message reaches anyone
 */
public record ApiCaller(
    String token, String address, String program, Cause cause, boolean practice) {
  /** What has caused a call. */
  public enum Cause {
    /** A person. */
    PERSON,
    /** A page that refreshes itself, as the browser says. */
    PAGE,
    /** This program, which keeps open pages up to date. A browser cannot say so. */
    PROGRAM
  }

  /** Whether no person has caused the request: it does not extend the session. */
  public boolean automatic() {
    return cause != Cause.PERSON;
  }

  /** Does not contain the token. */
  @Override
  public String toString() {
    return "ApiCaller[]";
  }
}
