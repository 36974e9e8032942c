package dev.notifier.smsc;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Runs the simulator as a program. */
public final class Main {
  private Main() {}

  /** Runs until SIGTERM or Ctrl-C. Exits with code 1 and one line when it cannot start. */
  public static void main(String[] args) throws InterruptedException {
    System.setProperty("logback.configurationFile", "dev/notifier/smsc/logback-simulator.xml");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      CommandLine line = CommandLine.parse(args);
      if (line.help()) {
        System.out.println(CommandLine.HELP);
        return;
      }
      SmscSimulator simulator = SmscSimulator.start(line.options());
      String host = line.options().host();
      System.out.printf(
          "SMPP on %s:%d, handset page http://%s:%d/%n",
          host, simulator.smppPort(), host, simulator.httpPort());
      if (simulator.tlsPort() >= 0) {
        System.out.printf("SMPP over TLS on %s:%d%n", host, simulator.tlsPort());
      }
      closeOnShutdown(simulator);
      new CountDownLatch(1).await();
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
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
