package dev.notifier.config.addresses;

import java.util.ArrayList;
import java.util.List;

/** The rules of the networks, ports and certificates under {@code notifier.http}. */
public final class HttpRules {
  private HttpRules() {}

  /**
   * What is wrong.
   *
   * @param key below {@code notifier.http}
   * @param problem what is wrong, without a full stop
   * @param advice what to do, without a full stop
   */
  public record Violation(String key, String problem, String advice) {}

  /**
   * Checks the values.
   *
   * @param certificates a PEM file; empty = none
   */
  public static List<Violation> check(
      List<String> trustedProxies,
      List<String> allowedNetworks,
      List<Integer> allowedPorts,
      String certificates) {
    List<Violation> violations = new ArrayList<>();
    ProxyNetworks.check(trustedProxies)
        .ifPresent(found ->
            violations.add(new Violation("trusted-proxies", found.problem(), found.advice())));
    if (!allowedNetworks.stream().allMatch(AddressPolicy::canBeAllowed)) {
      violations.add(
          new Violation(
              "allowed-networks",
              "one of its values is not a private network",
              "Write networks of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or"
                  + " fc00::/7, such as 10.20.0.0/16; public addresses need no entry"));
    }
    if (!allowedPorts.stream().allMatch(AddressPolicy::isPort)) {
      violations.add(
          new Violation(
              "allowed-ports",
              "one of its values is not a port",
              "Write ports from 1 to 65535, such as 443,8443"));
    }
    if (!certificates.isEmpty() && TrustFile.certificates(certificates).isEmpty()) {
      violations.add(
          new Violation(
              "trust-certificates",
              "the file " + certificates + " cannot be read, or has no certificate",
              "Name a PEM file with BEGIN CERTIFICATE that this program may read"));
    }
    return violations;
  }
}
