package dev.notifier.local.home;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends the log of this process to files of the home. */
public final class LogFiles {
  private LogFiles() {}

  /**
   * Must be called before the first logger is created, because logback.xml reads these properties.
   *
   * @param process the name of the file for lines that do not belong to a component
   */
  public static void use(Path home, String process) {
    System.setProperty("launcher.logs", home.resolve("logs").toString());
    System.setProperty("launcher.process", process);
    // Tomcat writes to the log of the Java platform.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // The applications in this process must not replace the configuration of its log.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }
}
