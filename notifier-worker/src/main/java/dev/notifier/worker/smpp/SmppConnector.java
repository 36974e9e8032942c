package dev.notifier.worker.smpp;

import java.util.function.LongSupplier;

/** Binds connections to carriers. */
@FunctionalInterface
public interface SmppConnector {
  /**
   * Connects and binds. Blocks up to the time-outs in the settings.
   *
   * @param permission asked before every write to the socket; without it, the connection is closed
   * @throws BindRefusedException if the carrier rejected the bind
   * @throws ConnectionLostException if the carrier could not be reached or did not respond
   */
  SmppConnection bind(
      ConnectionSettings settings, SmppConnectionListener listener, WritePermission permission)
      throws ConnectionLostException, BindRefusedException;

  /** Binds over TCP, with TLS if the settings ask for it. */
  static SmppConnector overTcp(LongSupplier nanos) {
    return (settings, listener, permission) ->
        BoundConnection.bind(settings, listener, nanos, permission);
  }
}
