package dev.notifier.local.cli;

import dev.notifier.local.users.UsersClient;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The text that shows a one-time link to the person at the terminal, and nowhere else. */
final class LinkText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm XXX");

  private LinkText() {}

  static String of(UsersClient.Link link) {
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
}
