package dev.notifier.local.users;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The text that shows a one-time link to the person at the terminal, and nowhere else. */
public final class LinkMessage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm XXX");

  private LinkMessage() {}

  /**
   * The lines for a link.
   *
   * @param console the address of the console, with a slash at its end; empty if there is none
   */
  public static String of(UsersClient.Link link, Optional<String> console) {
    return """
      User      %s
      Link      %s
                sets a password, once, until %s; ./notifier link makes another one
    """
            .formatted(
                link.user(),
                link.secret(),
                TIME.format(link.expiresAt().atOffset(ZoneOffset.ofHours(7))))
        + console
            .map(address -> "            open %slink and paste the link there\n".formatted(address))
            .orElse("");
  }

  /** The lines for a user whose link must not be shown: they may go into a log. */
  public static String without(UsersClient.Link link) {
    return """
      User      %s
                run ./notifier link in a terminal for a link that sets a password
    """
        .formatted(link.user());
  }
}
