package dev.notifier.worker.smpp;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Binds connections to carriers. */
@FunctionalInterface
public interface SmppConnector {
  /**
   * Connects and binds. Blocks up to the time-outs in the settings.
   *
   * @param mayWrite asked before every write to the socket; false closes the connection
   * @throws BindRefusedException if the carrier rejected the bind
   * @throws ConnectionLostException if the carrier could not be reached or did not respond
   */
  SmppConnection bind(
      ConnectionSettings settings, SmppConnectionListener listener, BooleanSupplier mayWrite)
      throws ConnectionLostException, BindRefusedException;

  /** Binds over TCP, with TLS if the settings ask for it. */
  static SmppConnector overTcp(LongSupplier nanos) {
    return (settings, listener, mayWrite) ->
        BoundConnection.bind(settings, listener, nanos, mayWrite);
  }
}
