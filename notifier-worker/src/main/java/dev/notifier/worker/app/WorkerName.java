package dev.notifier.worker.app;

import org.jspecify.annotations.Nullable;

/**
 * The name of this worker. A process id is not enough: in containers, all workers have the same.
 */
final class WorkerName {
  /** Container engines set this variable to the name of the container. */
  private static final String HOST = "HOSTNAME";

  private WorkerName() {}

  /** Does not ask a name server, which can take longer than the start of the worker. */
  static String ofThisProcess() {
    return of(System.getenv(HOST), ProcessHandle.current().pid());
  }

  /**
   * Returns a name like {@code worker-3f2a9c1b7d4e-1}, or {@code worker-4711} without a host name.
   *
   * @param host null or empty if unknown
   */
  static String of(@Nullable String host, long pid) {
    return host == null || host.isEmpty() ? "worker-" + pid : "worker-" + host + "-" + pid;
  }
}
