package dev.notifier.smsc;

import dev.notifier.smsc.aggregator.AggregatorFormat;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the simulator. */
@Command(
    name = "java -jar smsc-simulator-VERSION-app.jar",
    description = "An SMPP 3.4 SMSC for tests and demos.",
    sortOptions = false,
    usageHelpAutoWidth = true)
final class SimulatorCommand implements Callable<Integer> {
  private static final SimulatorOptions DEFAULTS = SimulatorOptions.defaults();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "SMPP port (default ${DEFAULT-VALUE}; 0 = any free port)")
  private int port = DEFAULTS.smppPort();

  @Option(
      names = "--http-port",
      paramLabel = "N",
      description =
          "HTTP port: handset page, configuration, counts (default ${DEFAULT-VALUE}; 0 = any free port)")
  private int httpPort = DEFAULTS.httpPort();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "address to listen on (default ${DEFAULT-VALUE})")
  private String host = DEFAULTS.host();

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      description =
          "name of this machine that a browser may use, besides localhost and IP addresses; may be"
              + " repeated")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "behaviour as YAML (default: accept and deliver everything)")
  private @Nullable Path config;

  @Option(
      names = "--aggregators",
      paramLabel = "FILE",
      description = "who delivers inbound messages by HTTP, as YAML (default: none)")
  private @Nullable Path aggregators;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "directory for the record and the receipts due (default: in memory)")
  private @Nullable Path data;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "submissions kept for look-up (default ${DEFAULT-VALUE})")
  private int records = DEFAULTS.maxRecords();

  @Option(
      names = "--data-limit-mib",
      paramLabel = "N",
      description = "maximum size of the record on disk (default ${DEFAULT-VALUE})")
  private long dataLimitMib = DEFAULTS.maxDataMib();

  @Option(
      names = "--tls-port",
      paramLabel = "N",
      description = "a second SMPP port with TLS; requires the two options below")
  private @Nullable Integer tlsPort;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "PEM file with the certificate chain")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "PEM file with the private key (not encrypted)")
  private @Nullable Path tlsKey;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // Picocli reads it.
  private boolean help;

  /**
   * Creates a command line whose errors are one line each, with exit code 1. A repeated option
   * overrides the earlier one, so that a container can override the options of its image.
   */
  static CommandLine commandLine() {
    return new CommandLine(new SimulatorCommand())
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> {
          System.err.println(e.getMessage() + "; --help lists all options");
          return 1;
        })
        .setExecutionExceptionHandler((e, command, result) -> {
          if (e instanceof IOException || e instanceof IllegalArgumentException) {
            System.err.println(e.getMessage());
            return 1;
          }
          throw e;
        });
  }

  /** Starts the simulator and runs until SIGTERM or Ctrl-C. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    SmscSimulator simulator = SmscSimulator.start(options());
    System.out.printf(
        "SMPP on %s:%d, handset page http://%s:%d/%n",
        host, simulator.smppPort(), host, simulator.httpPort());
    if (simulator.tlsPort() >= 0) {
      System.out.printf("SMPP over TLS on %s:%d%n", host, simulator.tlsPort());
    }
    closeOnShutdown(simulator);
    new CountDownLatch(1).await();
    return 0;
  }

  /**
   * Returns the parsed options.
   *
   * @throws IOException when the configuration file cannot be read
   * @throws IllegalArgumentException when a value is not valid; the message names the option
   */
  SimulatorOptions options() throws IOException {
    return DEFAULTS
        .withPorts(port, httpPort)
        .withHost(host)
        .withHostNames(allowedHosts)
        .withData(data)
        .withLimits(records, dataLimitMib)
        .withBehaviour(
            config == null
                ? Behaviour.OBEDIENT
                : read("--config", config, BehaviourFormat::fromYaml))
        .withTls(tls())
        .withAggregators(
            aggregators == null
                ? List.of()
                : read("--aggregators", aggregators, AggregatorFormat::fromYaml));
  }

  private SimulatorOptions.@Nullable Tls tls() {
    if (tlsPort == null && tlsCertificate == null && tlsKey == null) {
      return null;
    }
    if (tlsCertificate == null || tlsKey == null) {
      throw new IllegalArgumentException("TLS needs both --tls-certificate and --tls-key");
    }
    return new SimulatorOptions.Tls(tlsPort == null ? 0 : tlsPort, tlsCertificate, tlsKey);
  }

  private static <T> T read(String option, Path file, Function<String, T> reader)
      throws IOException {
    String yaml;
    try {
      yaml = Files.readString(file);
    } catch (IOException e) {
      throw new IOException(
          option + " " + file + " cannot be read; check the path and its permissions", e);
    }
    try {
      return reader.apply(yaml);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + " " + file + ": " + e.getMessage(), e);
    }
  }

  private static void closeOnShutdown(SmscSimulator simulator) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  try {
                    simulator.close();
                  } catch (IOException e) {
                    System.err.println("The record is incomplete: " + e.getMessage());
                  }
                }));
  }
}
