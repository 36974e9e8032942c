package dev.notifier.store.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the changes of a tenant's notifications are sent to.
 *
 * @param version counts the changes by callers
 * @param url an https address without credentials
 * @param batchSize the most changes of a request; 1 = one CloudEvent each, otherwise batches
 * @param secrets the present one first
 * @param suspension null while it is delivered to
 * @param replay the latest command where to read from; the first is at its creation
 * @param tests how many test events were asked for
 */
public record Webhook(
    String id,
    int version,
    String tenant,
    String name,
    String url,
    WebhookFilter filter,
    int batchSize,
    List<SealedSecret> secrets,
    @Nullable Suspension suspension,
    Replay replay,
    int tests) {

  /** Why a webhook is suspended. */
  public enum Reason {
    /** A caller asked for it. */
    COMMAND("command"),
    /** It has not accepted anything for a long time. */
    FAILING("failing"),
    /** It refused many changes one after the other. */
    REFUSING("refusing"),
    /** It answered 410 Gone. */
    GONE("gone");

    private final String id;

    Reason(String id) {
      this.id = id;
    }

    /** As callers see it. */
    public String id() {
      return id;
    }

    static Reason of(String id) {
      for (Reason reason : values()) {
        if (reason.id.equals(id)) {
          return reason;
        }
      }
      // Of a newer version: only a command ends it.
      return COMMAND;
    }
  }

  /**
   * That nothing is delivered.
   *
   * @param by the caller, or {@code worker}
   */
  public record Suspension(Instant at, Reason reason, String by) {}

  /**
   * A command to read again.
   *
   * @param number counts them
   * @param from the first record that is read was written then or later
   */
  public record Replay(int number, Instant from) {}

  /** A copy that is suspended, or not. */
  public Webhook withSuspension(@Nullable Suspension other) {
    return new Webhook(
        id, version, tenant, name, url, filter, batchSize, secrets, other, replay, tests);
  }

  /** A copy with other secrets. */
  public Webhook withSecrets(List<SealedSecret> others) {
    return new Webhook(
        id, version, tenant, name, url, filter, batchSize, others, suspension, replay, tests);
  }
}
