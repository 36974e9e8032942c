package dev.notifier.config.kafka;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption of the connections to the brokers, and the login. Files are PEM. Without trust
 * certificates the platform's are trusted; without a certificate the client does not authenticate
 * itself with one.
 *
 * @param protocol Kafka's {@code security.protocol}
 * @param mechanism Kafka's {@code sasl.mechanism}; used with a SASL protocol only
 * @param username of the login
 * @param password of the login; never logged
 * @param verifyHost whether a broker's certificate must name its host
 * @param trustCertificates file of the trusted certificates
 * @param certificate file of the client certificate with its chain
 * @param privateKey file of its private key, PKCS#8 and not encrypted
 */
public record KafkaSecurityConfig(
    @DefaultValue("PLAINTEXT") @NotNull Protocol protocol,
    @DefaultValue("SCRAM-SHA-512") @NotNull Mechanism mechanism,
    @DefaultValue("")
        @Pattern(regexp = NO_CONTROL_CHARACTERS, message = "must have no control characters") String username,
    @DefaultValue("")
        @Pattern(regexp = NO_CONTROL_CHARACTERS, message = "must have no control characters") String password,
    @DefaultValue("true") boolean verifyHost,
    @DefaultValue("") String trustCertificates,
    @DefaultValue("") String certificate,
    @DefaultValue("") String privateKey) {
  /** Kafka's parser of logins does not accept them. */
  private static final String NO_CONTROL_CHARACTERS = "\\P{Cntrl}*";

  /** How a client connects. */
  public enum Protocol {
    /** Not encrypted, without a login. */
    PLAINTEXT,
    /** Encrypted, without a login except that of a client certificate. */
    SSL,
    /** Not encrypted, with a login. */
    SASL_PLAINTEXT,
    /** Encrypted, with a login. */
    SASL_SSL;

    /** Whether the connection is encrypted. */
    public boolean isTls() {
      return this == SSL || this == SASL_SSL;
    }

    /** Whether there is a login. */
    public boolean isSasl() {
      return this == SASL_PLAINTEXT || this == SASL_SSL;
    }
  }

  /** How a client proves that it knows the password. */
  public enum Mechanism {
    SCRAM_SHA_512("SCRAM-SHA-512"),
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** Sends the password itself, so use it with encryption only. */
    PLAIN("PLAIN");

    private final String kafkaName;

    Mechanism(String kafkaName) {
      this.kafkaName = kafkaName;
    }

    String kafkaName() {
      return kafkaName;
    }
  }

  /** A login with SCRAM-SHA-512 and without encryption, for a broker on this machine. */
  public static KafkaSecurityConfig scram(String username, String password) {
    return new KafkaSecurityConfig(
        Protocol.SASL_PLAINTEXT, Mechanism.SCRAM_SHA_512, username, password, true, "", "", "");
  }

  /**
   * The properties of Kafka's clients. Reads the PEM files, so a client that is created later uses
   * renewed certificates.
   *
   * @throws PemFileException if a file cannot be used; its message names the key
   */
  public Map<String, String> clientProperties() {
    return new ClientProperties(this).all();
  }

  /** Does not contain the password. */
  @Override
  public String toString() {
    return "KafkaSecurityConfig[" + protocol + ", username=" + username + "]";
  }
}
