package dev.notifier.worker.optouts;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.VersionedTopicReader;
import dev.notifier.numbers.RecipientKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opt-outs on {@code notifier.opt-outs}. One takes effect here when its record is read, usually
 * within a tenth of a second. Thread-safe.
 */
public final class OptOutTopic implements OptOuts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OptOutTopic.class);

  /** After this time without reading the topic, what can wait does. */
  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  private static final int KEY_LENGTH = 32;

  private final OptOutTable table;
  private final RecipientKey numbers;
  private final VersionedTopicReader topic;
  private volatile @Nullable String newer;

  /**
   * @param numbers the HMAC of numbers, which the keys of the topic are
   * @param nanoTime a monotonic clock
   */
  public OptOutTopic(KafkaClients clients, RecipientKey numbers, LongSupplier nanoTime) {
    this(clients, numbers, nanoTime, new OptOutTable());
  }

  OptOutTopic(
      KafkaClients clients, RecipientKey numbers, LongSupplier nanoTime, OptOutTable table) {
    this.table = table;
    this.numbers = numbers;
    topic = new VersionedTopicReader(clients, Topics.OPT_OUTS, this::apply, nanoTime);
  }

  /** Starts reading. Called once. */
  public void start() {
    topic.start();
  }

  /**
   * Waits until the topic has been read to its end once since the start.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public boolean awaitComplete(Duration timeout) throws InterruptedException {
    return topic.awaitComplete(timeout);
  }

  @Override
  public boolean isOptedOut(String phone, long tenant, Category category) {
    int purpose = OptOutPurpose.bitOf(category);
    return purpose != 0 && !isEmpty() && (table.bits(numbers.bitsOf(phone), tenant) & purpose) != 0;
  }

  @Override
  public boolean isWrongPerson(String phone, long tenant, MessageSubject about) {
    return table.hasSubjects() && table.excludes(numbers.bitsOf(phone), tenant, about);
  }

  @Override
  public boolean mayMiss(Category category, long tenant) {
    return switch (category) {
      case OTP -> false;
      case SERVICE -> !topic.isComplete();
      case GENERAL_INFO, ADVERTISING -> topic.isStale(MAX_AGE) || table.lacks(tenant);
    };
  }

  @Override
  public boolean mayMissPersons(long tenant) {
    return table.lacksSubjects(tenant);
  }

  @Override
  public boolean mayMissAny() {
    return topic.isStale(MAX_AGE) || table.lacking() > 0 || table.lackingSubjects() > 0;
  }

  @Override
  public boolean isEmpty() {
    return table.size() == 0;
  }

  /** Counts the entries of the table and its memory. */
  public void register(MeterRegistry registry) {
    Gauge.builder("notifier.opt.outs.entries", table, OptOutTable::size)
        .description("The opt-outs that this worker knows, one for each number and tenant")
        .register(registry);
    Gauge.builder("notifier.opt.outs.size", table, OptOutTable::bytes)
        .description("The memory of these opt-outs")
        .baseUnit("bytes")
        .register(registry);
  }

  /** How many entries the table has. */
  int size() {
    return table.size();
  }

  /** What is wrong, with what to do, without personal data; null if nothing is. */
  public @Nullable String problem() {
    if (table.lacksNational()) {
      return Topics.OPT_OUTS
          + " has more entries than the "
          + table.maxEntries()
          + " that fit into a quarter of the heap; GENERAL_INFO and ADVERTISING wait, because an"
          + " opt-out may be unknown: give all workers more memory";
    }
    String error = topic.error();
    if (error != null) {
      return error;
    }
    if (!topic.isComplete()) {
      return topic.progress() + "; SERVICE messages wait for it";
    }
    return topic.isStale(MAX_AGE)
        ? Topics.OPT_OUTS
            + " was not read to its end for "
            + MAX_AGE.toSeconds()
            + " s; GENERAL_INFO and ADVERTISING wait"
        : newer;
  }

  /** What concerns the messages of some tenants only; empty if nothing does. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (table.lacking() > 0) {
      warnings.add(
          warning(table.lacking(), "GENERAL_INFO and ADVERTISING wait, because an opt-out may be"));
    }
    if (table.lackingSubjects() > 0) {
      warnings.add(
          warning(
              table.lackingSubjects(),
              "SERVICE messages about a person or unit wait, because a wrong person may be"));
    }
    return warnings;
  }

  private String warning(int tenants, String effect) {
    return Topics.OPT_OUTS
        + " has more entries of "
        + tenants
        + " tenants than their share of "
        + table.maxEntries()
        + "; their "
        + effect
        + " unknown: give all workers more memory";
  }

  private void apply(byte[] key, byte[] value) {
    if (key.length != KEY_LENGTH) {
      LOG.warn("Skipped an opt-out whose key is no HMAC of a number");
      return;
    }
    switch (OptOutRecord.FORMAT.decode(value)) {
      case Decoded.Complete<OptOutRecord>(OptOutRecord record) -> table.apply(number(key), record);
      case Decoded.Unreadable<OptOutRecord>(var problem, var detail) ->
          LOG.warn("Skipped an opt-out that cannot be used: {}, {}", problem, detail);
      case Decoded.Newer<OptOutRecord>(int version, int known) ->
          newer =
              Topics.OPT_OUTS
                  + " has records of version "
                  + version
                  + ", and this program reads versions up to "
                  + known
                  + "; update it";
    }
  }

  private static UUID number(byte[] key) {
    String hex = new String(key, StandardCharsets.US_ASCII);
    return new UUID(
        HexFormat.fromHexDigitsToLong(hex, 0, KEY_LENGTH / 2),
        HexFormat.fromHexDigitsToLong(hex, KEY_LENGTH / 2, KEY_LENGTH));
  }

  @Override
  public void close() {
    topic.close();
  }
}
