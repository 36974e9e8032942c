package dev.notifier.worker.bind;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.record.Counts;
import dev.notifier.testing.TestServices;

/** The SMSC simulator of one test: in this JVM, or as a container. */
interface Smsc extends AutoCloseable {
  /** Starts one that accepts everything. */
  static Smsc start() {
    return switch (TestServices.chosen()) {
      case EMBEDDED -> new EmbeddedSmsc();
      case CONTAINERS -> new ContainerSmsc();
    };
  }

  String host();

  int smppPort();

  Counts counts();

  /** Changes the behaviour for everything that arrives after this returns. */
  void configure(Behaviour behaviour);

  /** Closes all sessions without an unbind. */
  void dropSessions();

  @Override
  void close();
}
