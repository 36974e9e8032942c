package dev.notifier.worker.submit;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.record.Counts;
import dev.notifier.testing.TestServices;

/** A message centre of a test's own: the simulator in this JVM, or its image. */
interface Centre extends AutoCloseable {
  /** One that obeys. */
  static Centre start() {
    return switch (TestServices.chosen()) {
      case EMBEDDED -> new LocalCentre();
      case CONTAINERS -> new ContainerCentre();
    };
  }

  String host();

  int smppPort();

  Counts counts();

  /** Puts a behaviour in force for all that comes after this returns. */
  void configure(Behaviour behaviour);

  /** Closes all links without a word. */
  void dropSessions();

  @Override
  void close();
}
