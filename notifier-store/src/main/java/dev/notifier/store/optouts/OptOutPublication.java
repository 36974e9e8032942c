package dev.notifier.store.optouts;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.store.optouts.OptOutChanges.Published;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the states of numbers on {@code notifier.opt-outs} in bounded pages: those that have
 * changed, and now and then all. Several programs may do so at the same time. Used by the thread of
 * a reconciler.
 */
public final class OptOutPublication implements Supplier<List<String>> {
  /** No recipient has this number. Its HMAC changes with the key. */
  public static final String NO_NUMBER = "+0";

  private static final int PAGE = 500;

  /** More than the largest import has; the next run continues. */
  private static final int MAX_PAGES = 40_000;

  /** How often it is asked whether the topic was made again. */
  private static final Duration TARGET_AGE = Duration.ofSeconds(30);

  private final OptOutChanges changes;
  private final Topic topic;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private @Nullable String target;
  private long targetAt;

  /** Where states are published. Both methods may take seconds and throw. */
  public interface Topic {
    /** Names the topic and the key of the HMAC; changes when one of them is another one. */
    String target();

    /** Publishes values by key, and waits until they are stored. */
    void publish(Map<String, byte[]> page);
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public OptOutPublication(
      OptOutChanges changes, Topic topic, InstantSource clock, LongSupplier nanoTime) {
    this.changes = changes;
    this.topic = topic;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** The topic and the key for which the states are published, as the only entry. */
  @Override
  public List<String> get() {
    long now = nanoTime.getAsLong();
    if (target == null || now - targetAt > TARGET_AGE.toNanos()) {
      target = topic.target();
      targetAt = now;
    }
    return List.of(target);
  }

  /** Whether something is to be published. */
  public boolean isDue(String forTarget) {
    return changes.isDue(forTarget, clock.instant());
  }

  /** Publishes what is due. Changes come before the rest, so that a round does not delay them. */
  public void publish(String forTarget) {
    boolean more = true;
    Published published = Published.NOTHING;
    for (int page = 0; more && page < MAX_PAGES; page++) {
      published = changes.publishChanged(published, PAGE, this::send);
      more = published.changes() > 0;
      more |= changes.publishRound(forTarget, clock.instant(), PAGE, this::send);
    }
  }

  private void send(Map<UUID, OptOutRecord> states) {
    Map<String, byte[]> page = new LinkedHashMap<>();
    states.forEach((recipient, state) ->
        page.put(recipient.toString().replace("-", ""), RecordJson.write(state)));
    topic.publish(page);
  }
}
