package dev.notifier.smsc;

/** Runs the simulator as a program. */
public final class Main {
  private Main() {}

  /** Runs until SIGTERM or Ctrl-C. Exits with code 1 and one line when it cannot start. */
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "dev/notifier/smsc/logback-simulator.xml");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.exit(SimulatorCommand.commandLine().execute(args));
  }
}
