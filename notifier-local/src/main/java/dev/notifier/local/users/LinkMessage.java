package dev.notifier.local.users;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The text that shows a one-time link to the person at the terminal, and nowhere else. */
public final class LinkMessage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm XXX");

  private LinkMessage() {}

  /** The lines for a link. */
  public static String of(UsersClient.Link link) {
    return """
      User      %s
      Link      %s
                sets a password, once, until %s; ./notifier link makes another one
    """
        .formatted(
            link.user(),
            link.secret(),
            TIME.format(link.expiresAt().atOffset(ZoneOffset.ofHours(7))));
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
