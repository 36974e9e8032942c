package dev.notifier.templates.link;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Lists of hosts and top-level domains; each row of their files says why it is there. */
final class DomainLists {
  private static final Set<String> ALWAYS_HOSTS = read("always-hosts.txt");
  private static final Set<String> ALWAYS_DOMAINS = read("always-domains.txt");
  private static final Set<String> CODE_DOMAINS = read("code-domains.txt");

  private DomainLists() {}

  /**
   * Whether it is a link whatever precedes and follows: messengers, shorteners, and domains that
   * are used for phishing.
   *
   * @param label before the top-level domain, in lower case
   * @param domain the top-level domain, in lower case
   */
  static boolean isAlwaysLink(String label, String domain) {
    return ALWAYS_DOMAINS.contains(domain) || ALWAYS_HOSTS.contains(label + "." + domain);
  }

  /** Whether file codes and names of offices end in this top-level domain, in lower case. */
  static boolean isInCodes(String domain) {
    return CODE_DOMAINS.contains(domain);
  }

  private static Set<String> read(String name) {
    try (InputStream file = DomainLists.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
