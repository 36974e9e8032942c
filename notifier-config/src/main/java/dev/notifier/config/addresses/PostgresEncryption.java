package dev.notifier.config.addresses;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the URL of PostgreSQL requires encryption. */
public final class PostgresEncryption {
  /** The hosts of a URL of the driver; without them, it connects to this machine. */
  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");

  private static final Pattern MODE = Pattern.compile("[?&](sslmode|ssl)=([^&]*)");
  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

  private PostgresEncryption() {}

  /**
   * What to do if the data may go to another machine unencrypted, without the URL, which may have a
   * password.
   *
   * @param url as the driver reads it; may be empty
   */
  public static Optional<String> warning(String url) {
    Matcher hosts = HOSTS.matcher(url);
    if (!hosts.matches() || LocalAddresses.areLocal(hosts.group(1)) || isRequired(url)) {
      return Optional.empty();
    }
    return Optional.of(
        "notifier.postgres.url: the connection to PostgreSQL on another machine does not require"
            + " encryption. Add sslmode=verify-full and sslrootcert to the URL");
  }

  /** The driver takes the last one of a parameter; {@code ssl=true} means verify-full. */
  private static boolean isRequired(String url) {
    String mode = "";
    Matcher parameters = MODE.matcher(url);
    while (parameters.find()) {
      String value = parameters.group(2);
      if (parameters.group(1).equals("sslmode")) {
        mode = value;
      } else if (mode.isEmpty() && (value.isEmpty() || value.equals("true"))) {
        mode = "verify-full";
      }
    }
    return ENCRYPTED.contains(mode);
  }
}
