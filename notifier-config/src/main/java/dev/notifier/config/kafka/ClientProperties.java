package dev.notifier.config.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts the security settings to the properties of Kafka's clients, under the names of Kafka's
 * documentation.
 */
final class ClientProperties {
  private static final String LOGIN_MODULES = "org.apache.kafka.common.security.";

  private final KafkaSecurityConfig security;
  private final Map<String, String> properties = new LinkedHashMap<>();

  ClientProperties(KafkaSecurityConfig security) {
    this.security = security;
  }

  Map<String, String> all() {
    properties.put("security.protocol", security.protocol().name());
    if (security.protocol().isSasl()) {
      properties.put("sasl.mechanism", security.mechanism().kafkaName());
      properties.put("sasl.jaas.config", login());
    }
    if (security.protocol().isTls()) {
      tls();
    }
    return Map.copyOf(properties);
  }

  private String login() {
    String module =
        security.mechanism() == KafkaSecurityConfig.Mechanism.PLAIN
            ? "plain.PlainLoginModule"
            : "scram.ScramLoginModule";
    return LOGIN_MODULES
        + module
        + " required username="
        + quoted(security.username())
        + " password="
        + quoted(security.password())
        + ";";
  }

  private void tls() {
    properties.put("ssl.enabled.protocols", "TLSv1.3,TLSv1.2");
    properties.put("ssl.endpoint.identification.algorithm", security.verifyHost() ? "https" : "");
    if (!security.trustCertificates().isEmpty()) {
      properties.put("ssl.truststore.type", "PEM");
      properties.put(
          "ssl.truststore.certificates",
          new PemFile("trust-certificates", security.trustCertificates()).certificates());
    }
    if (!security.certificate().isEmpty()) {
      PemFile certificate = new PemFile("certificate", security.certificate());
      PemFile key = new PemFile("private-key", security.privateKey());
      properties.put("ssl.keystore.type", "PEM");
      properties.put("ssl.keystore.certificate.chain", certificate.certificates());
      properties.put("ssl.keystore.key", key.privateKey());
    }
  }

  /** A text in the syntax of JAAS, in which quotes and backslashes have a meaning. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
