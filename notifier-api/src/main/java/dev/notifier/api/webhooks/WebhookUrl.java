package dev.notifier.api.webhooks;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.config.addresses.AddressPolicy;
import dev.notifier.config.addresses.AddressPolicy.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules for the address of a webhook, as far as they need no look-up of a name: each delivery
 * checks what the name means then.
 */
final class WebhookUrl {
  /** Labels of letters, digits and hyphens; the last one is no number, so it is no address. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Other names of private networks depend on the addresses that they have. */
  private static final Pattern LOCAL = Pattern.compile("(.*\\.)?localhost");

  private static final int MAX_NAME = 253;
  private static final int HTTPS_PORT = 443;

  private final AddressPolicy policy;

  WebhookUrl(AddressPolicy policy) {
    this.policy = policy;
  }

  /**
   * Checks an address.
   *
   * @throws ProblemException if it is not one to which Notifier may send
   */
  void check(String url) {
    violation(url)
        .ifPresent(detail -> {
          throw new ProblemException(
              Problem.of(List.of(new Violation("/url", ErrorCode.INVALID_WEBHOOK, detail))));
        });
  }

  private Optional<String> violation(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("This is not a URL. Send one such as https://portal.example/hooks.");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return Optional.of("Only https is allowed. Send an address that begins with https://.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null || uri.getHost() == null) {
      return Optional.of(
          "The URL has a host, and neither a user nor a fragment. The signature proves who sent the"
              + " request.");
    }
    if (uri.getPort() != -1 && !AddressPolicy.isPort(uri.getPort())) {
      return Optional.of("The port is from 1 to 65535. Correct it, or leave it out for 443.");
    }
    int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
    return hostViolation(uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  private Optional<String> hostViolation(String host, int port) {
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      Verdict verdict = policy.check(literal.get(), port);
      return switch (verdict) {
        case ALLOWED -> Optional.empty();
        case PRIVATE ->
            Optional.of(
                "The address is private. Send another one, or ask the operator to add its network to"
                    + " notifier.http.allowed-networks.");
        case PRIVATE_PORT ->
            Optional.of(
                "The port of a private address is not allowed. Send another one, or ask the operator"
                    + " to add it to notifier.http.allowed-ports.");
        case NEVER -> Optional.of("Requests are never sent to this address. Send another one.");
      };
    }
    if (host.length() > MAX_NAME || !NAME.matcher(host).matches()) {
      return Optional.of("The host is no name. Send a name such as portal.example.");
    }
    return LOCAL.matcher(host).matches()
        ? Optional.of("Requests are never sent to names of this machine. Send another name.")
        : Optional.empty();
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
