package dev.notifier.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One part of a start, in this process or beside it. {@link #stop()} may come from another thread
 * than {@link #start()}, after it.
 */
interface Component {
  ComponentKind kind();

  /** Ports that have to be free before the start. */
  List<NeededPort> ports();

  /** Ends what a killed process of this part left running, so that its ports are free again. */
  default void clearRemains() throws IOException, InterruptedException {}

  /**
   * Starts it and returns when it can be used.
   *
   * @throws IOException with one line that says what is wrong and what to do
   */
  Started start() throws IOException, InterruptedException;

  /** Whether it still runs; false after it ended by itself. */
  boolean isAlive();

  /** Stops it in order; does nothing if it does not run. */
  void stop();

  /**
   * @param setting the key that chooses another port
   */
  record NeededPort(int number, String setting) {}

  /**
   * @param pid the process to ask to end, and which ends the part with it
   * @param address where it is reached, for people
   * @param endpoints what it adds to endpoints.json
   */
  record Started(long pid, String address, Map<String, String> endpoints) {}
}
