package dev.notifier.worker.smpp;

import java.util.function.BooleanSupplier;

/** Makes links. */
@FunctionalInterface
public interface SmppConnector {
  /**
   * Connects and binds. Blocks up to the settings' time-outs.
   *
   * @param mayWrite asked before every write to the socket; false ends the link
   */
  SmppConnection bind(
      ConnectionSettings settings, SmppConnectionListener listener, BooleanSupplier mayWrite)
      throws ConnectionLostException, BindRefusedException;

  /** Links over real sockets. */
  static SmppConnector overTcp(java.util.function.LongSupplier nanos) {
    return (settings, listener, mayWrite) ->
        BoundConnection.bind(settings, listener, nanos, mayWrite);
  }
}
