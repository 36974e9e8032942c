package dev.notifier.worker.smpp;

import java.util.function.BooleanSupplier;

/** Makes links. */
@FunctionalInterface
public interface Links {
  /**
   * Connects and binds. Blocks up to the settings' time-outs.
   *
   * @param mayWrite asked before every write to the socket; false ends the link
   */
  Link bind(LinkSettings settings, LinkListener listener, BooleanSupplier mayWrite)
      throws LinkDownException, BindRefusedException;

  /** Links over real sockets. */
  static Links overTcp(java.util.function.LongSupplier nanos) {
    return (settings, listener, mayWrite) -> SmppLink.bind(settings, listener, nanos, mayWrite);
  }
}
