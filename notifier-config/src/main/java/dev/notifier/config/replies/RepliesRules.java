package dev.notifier.config.replies;

import dev.notifier.config.addresses.AddressRange;
import dev.notifier.config.replies.ProviderConfig.Algorithm;
import dev.notifier.config.replies.ProviderConfig.Parameters;
import dev.notifier.config.replies.ProviderConfig.Signature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules between the keys under {@code notifier.replies}. */
public final class RepliesRules {
  private static final String PROVIDERS = "notifier.replies.providers.";
  private static final int MIN_SECRET = 16;

  /** Networks that are no limit. */
  private static final int MIN_PREFIX = 8;

  private final String key;
  private final ProviderConfig provider;
  private final Report report;

  private RepliesRules(String name, ProviderConfig provider, Report report) {
    this.key = PROVIDERS + name + ".";
    this.provider = provider;
    this.report = report;
  }

  /** Takes what is wrong. */
  @FunctionalInterface
  public interface Report {
    /**
     * Takes an error.
     *
     * @param key the full key
     * @param problem what is wrong, without a full stop
     * @param advice what to do, without a full stop
     */
    void add(String key, String problem, String advice);
  }

  /** Reports all violations; none contains a secret. */
  public static void check(RepliesConfig replies, Report report) {
    signed("notifier.replies.queries", replies.queries().url(), replies.queries().secret(), report);
    signed("notifier.replies.hotline", replies.hotline().url(), replies.hotline().secret(), report);
    new TreeMap<>(replies.providers())
        .forEach((name, provider) -> new RepliesRules(name, provider, report).check());
  }

  /** Another system must be able to check who sends. */
  private static void signed(String section, String url, String secret, Report report) {
    if (!url.isEmpty() && secret.isEmpty()) {
      report.add(
          section + ".secret",
          "it is empty, but " + section + ".url is set",
          "Set the secret that signs the requests");
    }
  }

  private void check() {
    parameters(provider.parameters());
    networks();
    signature(provider.signature());
    if (!TimeForm.isValid(provider.timeFormat())) {
      report.add(
          key + "time-format",
          "this is no form of a date with a time",
          "Write iso, unix, unix-millis, or a pattern such as yyyyMMddHHmmss");
    }
  }

  private void parameters(Parameters names) {
    required("sender", names.sender());
    required("content", names.content());
    required("id", names.id());
    if (names.address().isEmpty() && provider.addresses().size() > 1) {
      report.add(
          key + "parameters.address",
          "it is empty, but the provider has several addresses",
          "Name the parameter with the address, or leave one address");
    }
    Set<String> different = new HashSet<>();
    List<String> used = all(names).filter(name -> !name.isEmpty()).toList();
    if (!used.stream().allMatch(different::add)) {
      report.add(key + "parameters", "two of them have the same name", "Correct one of them");
    }
  }

  private void required(String name, String value) {
    if (value.isEmpty()) {
      report.add(key + "parameters." + name, "it is empty", "Name the parameter");
    }
  }

  private void networks() {
    List<String> networks = provider.allowedNetworks();
    for (int i = 0; i < networks.size(); i++) {
      String each = key + "allowed-networks[" + i + "]";
      String text = networks.get(i);
      if (AddressRange.parse(text).isEmpty()) {
        report.add(
            each,
            "this is no network or address",
            "Write one such as 203.0.113.0/24; bits behind the prefix must be 0");
      } else if (prefix(text) < MIN_PREFIX) {
        report.add(each, "this is no limit", "Write the network of the provider");
      }
    }
  }

  private static int prefix(String network) {
    int slash = network.indexOf('/');
    return slash < 0 ? Integer.MAX_VALUE : Integer.parseInt(network.substring(slash + 1));
  }

  private void signature(Signature signature) {
    String signatureKey = key + "signature.";
    if (signature.algorithm() == Algorithm.NONE) {
      if (provider.allowedNetworks().isEmpty()) {
        report.add(
            signatureKey + "algorithm",
            "there is no signature, and the provider may send from anywhere",
            "Set allowed-networks, or a signature");
      }
      return;
    }
    required("sign", provider.parameters().sign());
    if (signature.secret().length() < MIN_SECRET) {
      report.add(
          signatureKey + "secret",
          "it has less than " + MIN_SECRET + " characters",
          "Agree on a longer one with the provider");
    }
    if (signature.algorithm() == Algorithm.HMAC_SHA256 && signature.separator().isEmpty()) {
      report.add(
          signatureKey + "separator",
          "the signature does not say where one value ends and the next one begins",
          "Agree on a separator with the provider, such as |");
    }
    signed(signature, signatureKey + "signed");
  }

  /** What is not signed could be changed by everyone who has seen one message. */
  private void signed(Signature signature, String signedKey) {
    Parameters names = provider.parameters();
    for (String name : List.of(names.sender(), names.content(), names.address(), names.id())) {
      if (!name.isEmpty() && !signature.signed().contains(name)) {
        report.add(
            signedKey,
            "the parameter " + name + " is not signed",
            "Add it, and have the provider sign it");
      }
    }
    boolean hasSecret = signature.signed().contains(Signature.SECRET);
    if (hasSecret != (signature.algorithm() == Algorithm.MD5)) {
      report.add(
          signedKey,
          hasSecret ? "it contains the secret, which is the key" : "it does not contain the secret",
          hasSecret ? "Remove secret" : "Add secret where the provider adds it");
    }
    if (signature.signed().contains(names.sign())) {
      report.add(signedKey, "it contains the signature itself", "Remove it");
    }
  }

  private static Stream<String> all(Parameters names) {
    return Stream.of(
        names.sender(), names.content(), names.address(), names.id(), names.time(), names.sign());
  }
}
