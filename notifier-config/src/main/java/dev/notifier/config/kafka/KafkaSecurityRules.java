package dev.notifier.config.kafka;

import dev.notifier.config.addresses.LocalAddresses;
import dev.notifier.config.kafka.KafkaSecurityConfig.Mechanism;
import dev.notifier.config.kafka.KafkaSecurityConfig.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rules between the keys under {@code notifier.kafka.security}, and the checks of its files.
 */
public final class KafkaSecurityRules {
  private final KafkaSecurityConfig security;
  private final Predicate<String> isSet;
  private final List<Violation> violations = new ArrayList<>();

  private KafkaSecurityRules(KafkaSecurityConfig security, Predicate<String> isSet) {
    this.security = security;
    this.isSet = isSet;
  }

  /**
   * A rule that the settings break.
   *
   * @param key below {@code notifier.kafka.security}
   */
  public record Violation(String key, String problem, String advice) {}

  /**
   * Returns all violations. Reads the PEM files.
   *
   * @param isSet whether the author wrote a key, named as in {@link Violation}
   */
  public static List<Violation> check(KafkaSecurityConfig security, Predicate<String> isSet) {
    KafkaSecurityRules rules = new KafkaSecurityRules(security, isSet);
    rules.login();
    rules.files();
    return List.copyOf(rules.violations);
  }

  /**
   * What is allowed but unwise; without secrets.
   *
   * @param bootstrapServers the addresses of the brokers; empty if there are none yet
   */
  public static List<String> warnings(String bootstrapServers, KafkaSecurityConfig security) {
    List<String> warnings = new ArrayList<>();
    if (security.protocol() == Protocol.PLAINTEXT && !LocalAddresses.areLocal(bootstrapServers)) {
      warnings.add(
          "notifier.kafka.security: the connection to Kafka on another machine has no encryption"
              + " and no login. Set notifier.kafka.security.protocol to SASL_SSL");
    }
    if (security.protocol() == Protocol.SASL_PLAINTEXT && security.mechanism() == Mechanism.PLAIN) {
      warnings.add(
          "notifier.kafka.security: PLAIN without encryption sends the password readably. Use"
              + " SASL_SSL or SCRAM-SHA-512");
    }
    if (security.protocol().isTls() && !security.verifyHost()) {
      warnings.add(
          "notifier.kafka.security.verify-host is false: any server with a trusted certificate is"
              + " accepted as a broker, and may receive the password. Set it to true, and give the"
              + " brokers certificates with their names");
    }
    return List.copyOf(warnings);
  }

  /** A setting without effect is an error: its author believes that the connection is safe. */
  private void login() {
    if (security.protocol().isSasl()) {
      required("username", security.username());
      required("password", security.password());
    } else {
      unusedSwitch("mechanism", "SASL_SSL or SASL_PLAINTEXT");
      unused("username", security.username(), "SASL_SSL or SASL_PLAINTEXT");
      unused("password", security.password(), "SASL_SSL or SASL_PLAINTEXT");
    }
  }

  private void files() {
    if (!security.protocol().isTls()) {
      unusedSwitch("verify-host", "SASL_SSL or SSL");
      unused("trust-certificates", security.trustCertificates(), "SASL_SSL or SSL");
      unused("certificate", security.certificate(), "SASL_SSL or SSL");
      unused("private-key", security.privateKey(), "SASL_SSL or SSL");
      return;
    }
    if (!security.trustCertificates().isEmpty()) {
      read(() -> new PemFile("trust-certificates", security.trustCertificates()).certificates());
    }
    PemFile certificate = new PemFile("certificate", security.certificate());
    PemFile key = new PemFile("private-key", security.privateKey());
    boolean usable = true;
    if (!security.certificate().isEmpty()) {
      usable &= read(certificate::certificates);
    }
    if (!security.privateKey().isEmpty()) {
      usable &= read(key::privateKey);
    }
    if (security.certificate().isEmpty() != security.privateKey().isEmpty()) {
      add(
          security.certificate().isEmpty() ? "certificate" : "private-key",
          "it is empty, but the other one of certificate and private-key is set",
          "Set both or neither");
    } else if (usable && !security.certificate().isEmpty()) {
      read(() -> certificate.requireKey(key));
    }
  }

  private boolean read(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (PemFileException e) {
      add(e.key(), e.problem(), e.advice());
      return false;
    }
  }

  private void required(String key, String value) {
    if (value.isEmpty()) {
      add(key, "it is empty, but " + security.protocol() + " needs a login", "Set it");
    }
  }

  private void unused(String key, String value, String protocols) {
    if (!value.isEmpty()) {
      noEffect(key, protocols);
    }
  }

  /** A key that has a value even if it is not set. */
  private void unusedSwitch(String key, String protocols) {
    if (isSet.test(key)) {
      noEffect(key, protocols);
    }
  }

  private void noEffect(String key, String protocols) {
    add(
        key,
        "it has no effect with the protocol " + security.protocol(),
        "Set notifier.kafka.security.protocol to " + protocols + ", or remove this key");
  }

  private void add(String key, String problem, String advice) {
    violations.add(new Violation(key, problem, advice));
  }
}
