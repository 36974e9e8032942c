package dev.notifier.smsc;

import dev.notifier.smsc.aggregator.Aggregator;
import dev.notifier.smsc.behaviour.Behaviour;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a simulator.
 *
 * @param host address to listen on
 * @param hostNames names of this machine that a browser may use, in addition to {@code localhost}
 *     and IP addresses
 * @param smppPort 0 = any free port
 * @param httpPort 0 = any free port
 * @param data directory of the record; null = in memory only
 * @param maxRecords submissions kept for look-up, 1 to 10,000,000
 * @param maxDataMib size of the record on disk at which submits are refused with "queue full"
 *     (0x14)
 * @param behaviour initial behaviour
 * @param tls null = no TLS port
 * @param aggregators who delivers inbound messages by HTTP
 */
public record SimulatorOptions(
    String host,
    List<String> hostNames,
    int smppPort,
    int httpPort,
    @Nullable Path data,
    int maxRecords,
    long maxDataMib,
    Behaviour behaviour,
    @Nullable Tls tls,
    List<Aggregator> aggregators) {
  /**
   * A second SMPP port with TLS.
   *
   * @param port 0 = any free port
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the unencrypted private key
   */
  public record Tls(int port, Path certificate, Path key) {
    public Tls {
      checkPort("--tls-port", port);
    }
  }

  private static final int DEFAULT_RECORDS = 100_000;
  private static final int MAX_RECORDS = 10_000_000;
  private static final long DEFAULT_DATA_MIB = 8 * 1024;

  public SimulatorOptions {
    hostNames = List.copyOf(hostNames);
    aggregators = List.copyOf(aggregators);
    if (maxRecords < 1 || maxRecords > MAX_RECORDS) {
      throw new IllegalArgumentException("--records must be 1 to " + MAX_RECORDS);
    }
    if (maxDataMib < 1) {
      throw new IllegalArgumentException("--data-limit-mib must be 1 or more");
    }
    checkPort("--port", smppPort);
    checkPort("--http-port", httpPort);
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(option + " must be 0 (any free port) to 65535");
    }
  }

  /**
   * Returns the defaults: loopback, ports 2775 and 2780, nothing on disk, {@link
   * Behaviour#OBEDIENT}.
   */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1",
        List.of(),
        2775,
        2780,
        null,
        DEFAULT_RECORDS,
        DEFAULT_DATA_MIB,
        Behaviour.OBEDIENT,
        null,
        List.of());
  }

  public SimulatorOptions withHost(String other) {
    return new SimulatorOptions(
        other,
        hostNames,
        smppPort,
        httpPort,
        data,
        maxRecords,
        maxDataMib,
        behaviour,
        tls,
        aggregators);
  }

  public SimulatorOptions withHostNames(List<String> names) {
    return new SimulatorOptions(
        host, names, smppPort, httpPort, data, maxRecords, maxDataMib, behaviour, tls, aggregators);
  }

  public SimulatorOptions withPorts(int smpp, int http) {
    return new SimulatorOptions(
        host, hostNames, smpp, http, data, maxRecords, maxDataMib, behaviour, tls, aggregators);
  }

  public SimulatorOptions withData(@Nullable Path directory) {
    return new SimulatorOptions(
        host,
        hostNames,
        smppPort,
        httpPort,
        directory,
        maxRecords,
        maxDataMib,
        behaviour,
        tls,
        aggregators);
  }

  public SimulatorOptions withLimits(int records, long dataMib) {
    return new SimulatorOptions(
        host, hostNames, smppPort, httpPort, data, records, dataMib, behaviour, tls, aggregators);
  }

  public SimulatorOptions withBehaviour(Behaviour other) {
    return new SimulatorOptions(
        host, hostNames, smppPort, httpPort, data, maxRecords, maxDataMib, other, tls, aggregators);
  }

  public SimulatorOptions withTls(@Nullable Tls other) {
    return new SimulatorOptions(
        host,
        hostNames,
        smppPort,
        httpPort,
        data,
        maxRecords,
        maxDataMib,
        behaviour,
        other,
        aggregators);
  }

  public SimulatorOptions withAggregators(List<Aggregator> others) {
    return new SimulatorOptions(
        host, hostNames, smppPort, httpPort, data, maxRecords, maxDataMib, behaviour, tls, others);
  }
}
