package dev.notifier.smsc;

import dev.notifier.smsc.behaviour.Behaviour;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is started.
 *
 * @param host the address both servers listen on
 * @param smppPort 0 = any free port
 * @param httpPort 0 = any free port
 * @param data where the record is kept; null = in memory only
 * @param maxRecords full records kept for look-up, 1 to 10,000,000
 * @param maxDataMib length of the record on disk beyond which submits are answered "queue full"
 *     (0x14)
 * @param behaviour what it does at first
 * @param tls null = no TLS port
 */
public record SimulatorOptions(
    String host,
    int smppPort,
    int httpPort,
    @Nullable Path data,
    int maxRecords,
    long maxDataMib,
    Behaviour behaviour,
    @Nullable Tls tls) {
  /**
   * A second SMPP port that speaks TLS.
   *
   * @param port 0 = any free port
   * @param certificate PEM, the chain
   * @param key PEM, PKCS#8, not encrypted
   */
  public record Tls(int port, Path certificate, Path key) {
    public Tls {
      checkPort("--tls-port", port);
    }

    Tls withPort(int other) {
      return new Tls(other, certificate, key);
    }

    Tls withFiles(Path otherCertificate, Path otherKey) {
      return new Tls(port, otherCertificate, otherKey);
    }
  }

  private static final int USUAL_RECORDS = 100_000;
  private static final int MAX_RECORDS = 10_000_000;
  private static final long USUAL_DATA_MIB = 8 * 1024;

  public SimulatorOptions {
    if (maxRecords < 1 || maxRecords > MAX_RECORDS) {
      throw new IllegalArgumentException("--records must be 1 to " + MAX_RECORDS);
    }
    if (maxDataMib < 1) {
      throw new IllegalArgumentException("--data-limit-mib must be 1 or more");
    }
    checkPort("--port", smppPort);
    checkPort("--http-port", httpPort);
  }

  /** Without TLS. */
  public SimulatorOptions(
      String host,
      int smppPort,
      int httpPort,
      @Nullable Path data,
      int maxRecords,
      long maxDataMib,
      Behaviour behaviour) {
    this(host, smppPort, httpPort, data, maxRecords, maxDataMib, behaviour, null);
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(option + " must be 0 (any free port) to 65535");
    }
  }

  /** Loopback, ports 2775 and 2780, nothing on disk, obedient. */
  public static SimulatorOptions usual() {
    return new SimulatorOptions(
        "127.0.0.1", 2775, 2780, null, USUAL_RECORDS, USUAL_DATA_MIB, Behaviour.OBEDIENT);
  }

  public SimulatorOptions withHost(String other) {
    return new SimulatorOptions(
        other, smppPort, httpPort, data, maxRecords, maxDataMib, behaviour, tls);
  }

  public SimulatorOptions withPorts(int smpp, int http) {
    return new SimulatorOptions(host, smpp, http, data, maxRecords, maxDataMib, behaviour, tls);
  }

  public SimulatorOptions withData(@Nullable Path directory) {
    return new SimulatorOptions(
        host, smppPort, httpPort, directory, maxRecords, maxDataMib, behaviour, tls);
  }

  public SimulatorOptions withLimits(int records, long dataMib) {
    return new SimulatorOptions(host, smppPort, httpPort, data, records, dataMib, behaviour, tls);
  }

  public SimulatorOptions withBehaviour(Behaviour other) {
    return new SimulatorOptions(host, smppPort, httpPort, data, maxRecords, maxDataMib, other, tls);
  }

  public SimulatorOptions withTls(@Nullable Tls other) {
    return new SimulatorOptions(
        host, smppPort, httpPort, data, maxRecords, maxDataMib, behaviour, other);
  }
}
