package dev.notifier.console.web;

import dev.notifier.console.api.ApiCaller;
import dev.notifier.console.text.Language;

/**
 * Someone who looks at a page that is kept up to date.
 *
 * @param cookie of the session
 * @param account what the viewer may see, when it was last asked
 */
public record Viewer(String cookie, ApiCaller caller, Language language, Account account) {
  /** The same viewer with other rights. */
  public Viewer with(Account found) {
    return new Viewer(cookie, caller, language, found);
  }

  /** Does not contain the cookie. */
  @Override
  public String toString() {
    return "Viewer[]";
  }
}
