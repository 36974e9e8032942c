package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.util.List;

/** A component that can be started, in this process or as a child of it. */
interface Component {
  ComponentKind kind();

  /** Ports that must be free before the start. */
  List<NeededPort> ports();

  /** Components of the same home that must run before the start. */
  default List<ComponentKind> needs() {
    return List.of();
  }

  /** Stops what a killed process of this component left running, so that its ports are free. */
  default void removeLeftovers() throws IOException, InterruptedException {}

  /**
   * Starts the component and returns when it can be used. If the start fails, nothing is left
   * running.
   *
   * @throws IOException with a message of one line that says what is wrong and what to do
   */
  RunningComponent start() throws CommandException, IOException, InterruptedException;

  /**
   * A port of a component.
   *
   * @param setting the configuration key that selects another port
   */
  record NeededPort(int number, String setting) {}
}
