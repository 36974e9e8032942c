package dev.notifier.local.components;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A component that was started. It may be stopped from another thread than the one that started it.
 *
 * @param pid the process that must be asked to end in order to stop the component
 * @param address where it is reached, for users
 * @param endpoints the fields that it adds to endpoints.json
 * @param alive whether it still runs; false after it ended by itself
 * @param stopper stops it gracefully; does nothing if it has ended
 */
record RunningComponent(
    long pid,
    String address,
    Map<String, String> endpoints,
    BooleanSupplier alive,
    Runnable stopper) {

  /** A component that runs in this process and ends with it. */
  static RunningComponent inThisProcess(
      String address, Map<String, String> endpoints, BooleanSupplier alive, Runnable stopper) {
    return new RunningComponent(ProcessHandle.current().pid(), address, endpoints, alive, stopper);
  }

  boolean isAlive() {
    return alive.getAsBoolean();
  }

  void stop() {
    stopper.run();
  }
}
