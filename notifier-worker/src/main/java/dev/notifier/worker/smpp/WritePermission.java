package dev.notifier.worker.smpp;

/**
 * What the owner of a bind may write to its carrier now. Asked before every write to the socket, by
 * any thread; a write without permission closes the connection.
 */
@FunctionalInterface
public interface WritePermission {
  /** Whether it may submit. Another owner may already have sent the same segments again. */
  boolean maySubmit();

  /**
   * Whether it may write responses, enquire_link and unbind. Another owner cannot repeat them, and
   * an acknowledgement is written only for a message that is stored.
   */
  default boolean mayRespond() {
    return maySubmit();
  }
}
