package dev.notifier.local.chaos.faults;

import java.io.IOException;

/** Kills one of the workers and starts it again immediately. */
@FunctionalInterface
public interface WorkerRestart {
  /**
   * Returns when the worker is up again.
   *
   * @param number of the worker, from 0
   */
  void killAndStart(int number) throws IOException, InterruptedException;
}
