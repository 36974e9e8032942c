package dev.notifier.worker.app;

import org.jspecify.annotations.Nullable;

/** How this worker is told from others: in a container every process has the same number. */
final class WorkerName {
  /** What container engines set to the name of the machine that they pretend to be. */
  private static final String HOST = "HOSTNAME";

  private WorkerName() {}

  /** The name, found without asking a name server: that can take longer than a start. */
  static String ofThisProcess() {
    return of(System.getenv(HOST), ProcessHandle.current().pid());
  }

  /**
   * Like {@code worker-3f2a9c1b7d4e-1}, or {@code worker-4711} where the machine has no name.
   *
   * @param host null or empty = unknown
   */
  static String of(@Nullable String host, long pid) {
    return host == null || host.isEmpty() ? "worker-" + pid : "worker-" + host + "-" + pid;
  }
}
