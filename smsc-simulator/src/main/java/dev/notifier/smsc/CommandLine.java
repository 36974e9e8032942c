package dev.notifier.smsc;

import dev.notifier.smsc.behaviour.BehaviourFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The options of the program. */
record CommandLine(boolean help, SimulatorOptions options) {
  static final String HELP =
      """
      An SMPP 3.4 message centre for trying things out.

      java -jar smsc-simulator-VERSION-app.jar [options]
        --port N             SMPP port (default 2775; 0 = any free port)
        --http-port N        HTTP port: handset page, configuration, counts (default 2780)
        --host ADDRESS       address to listen on (default 127.0.0.1)
        --config FILE        behaviour, a YAML file (default: accept and deliver everything)
        --data DIR           keep the record and the receipts due on disk
        --records N          full records kept for look-up (default 100000)
        --data-limit-mib N   longest record on disk (default 8192)
        --tls-port N         a second SMPP port that speaks TLS (with the two options below)
        --tls-certificate FILE  its certificate chain, PEM
        --tls-key FILE       its private key, PEM (PKCS#8, not encrypted)
        --help               this text\
      """;

  private static final Path NO_FILE = Path.of("");

  static CommandLine parse(String[] args) throws IOException {
    SimulatorOptions options = SimulatorOptions.usual();
    for (int i = 0; i < args.length; i++) {
      String option = args[i];
      if (option.equals("--help") || option.equals("-h")) {
        return new CommandLine(true, options);
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(
            option + " is unknown or needs a value; --help lists all");
      }
      options = with(options, option, args[++i]);
    }
    return new CommandLine(false, whole(options));
  }

  private static SimulatorOptions with(SimulatorOptions options, String option, String value)
      throws IOException {
    return switch (option) {
      case "--port" -> options.withPorts(number(option, value), options.httpPort());
      case "--http-port" -> options.withPorts(options.smppPort(), number(option, value));
      case "--host" -> options.withHost(value);
      case "--data" -> options.withData(Path.of(value));
      case "--records" -> options.withLimits(number(option, value), options.maxDataMib());
      case "--data-limit-mib" -> options.withLimits(options.maxRecords(), number(option, value));
      case "--tls-port" -> options.withTls(tls(options).withPort(number(option, value)));
      case "--tls-certificate" ->
          options.withTls(tls(options).withFiles(Path.of(value), tls(options).key()));
      case "--tls-key" ->
          options.withTls(tls(options).withFiles(tls(options).certificate(), Path.of(value)));
      case "--config" -> options.withBehaviour(BehaviourFormat.fromYaml(read(Path.of(value))));
      default -> throw new IllegalArgumentException(option + " is unknown; --help lists all");
    };
  }

  private static SimulatorOptions.Tls tls(SimulatorOptions options) {
    SimulatorOptions.Tls given = options.tls();
    return given == null ? new SimulatorOptions.Tls(0, NO_FILE, NO_FILE) : given;
  }

  private static SimulatorOptions whole(SimulatorOptions options) {
    SimulatorOptions.Tls tls = options.tls();
    if (tls != null && (tls.certificate().equals(NO_FILE) || tls.key().equals(NO_FILE))) {
      throw new IllegalArgumentException("TLS needs both --tls-certificate and --tls-key");
    }
    return options;
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a whole number, not " + value, e);
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(
          "--config " + file + " cannot be read: check the path and its rights", e);
    }
  }
}
