package dev.notifier.worker.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this worker is told from others: in a container every process has the same number. */
final class WorkerName {
  private WorkerName() {}

  /** Like {@code worker-3f2a9c1b7d4e-1}: the machine's name and the process's number. */
  static String ofThisProcess() {
    return "worker-" + host() + "-" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
