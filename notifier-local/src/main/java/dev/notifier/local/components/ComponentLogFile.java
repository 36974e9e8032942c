package dev.notifier.local.components;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;

/** Sorts log lines into one file per component, by the logger that wrote them. */
public final class ComponentLogFile extends AbstractDiscriminator<ILoggingEvent> {
  private String process = "notifier";

  /** The name of the file for lines that do not belong to a component. */
  public void setProcess(String process) {
    this.process = process;
  }

  @Override
  public String getKey() {
    return "file";
  }

  @Override
  public String getDiscriminatingValue(ILoggingEvent event) {
    var logger = event.getLoggerName();
    if (logger.startsWith("org.apache.kafka.clients")
        || logger.startsWith("org.apache.kafka.common")) {
      return process;
    }
    if (logger.startsWith("org.apache.kafka")
        || logger.startsWith("kafka")
        || logger.startsWith("state.change.logger")) {
      return "kafka";
    }
    if (logger.startsWith("dev.notifier.smsc")) {
      return "smsc";
    }
    return process;
  }
}
