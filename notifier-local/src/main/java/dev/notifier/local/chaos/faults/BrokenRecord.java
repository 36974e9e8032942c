package dev.notifier.local.chaos.faults;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that no stage can process, as another program or a fault may write it.
 *
 * @param kind what is wrong with it
 * @param partitions it is written to one of the first partitions of its topic
 * @param value null = none
 * @param quarantined whether it has to be in the quarantine; false on compacted topics, whose
 *     readers skip it
 */
public record BrokenRecord(
    String kind, String topic, int partitions, @Nullable String value, boolean quarantined) {
  private static final String NOT_JSON = "not JSON";
  private static final String INCOMPLETE = "incomplete";
  private static final String UNKNOWN_CONSTANT = "unknown constant";

  /**
   * The stage can read it, but PostgreSQL refuses a value: a NUL character, or a time that it
   * cannot store. The stage finds the record only by splitting the batch. There is none for events,
   * whose values are adjusted before they are stored.
   */
  public static final String REFUSED = "refused by PostgreSQL";

  /** The text is {@code id:F stat:DELIVRD}. */
  private static final String REFUSED_RECEIPT =
      """
      {"v":1,"route":"a","session":0,"esmClass":4,"dataCoding":0,"sourceAddress":"84977900001",\
      "destinationAddress":"BHXHVN","shortMessage":"aWQ6RiBzdGF0OkRFTElWUkQ=","tlvs":{},\
      "receivedAt":"+300000-01-01T00:00:00Z"}\
      """;

  private static final String REFUSED_INBOUND =
      """
      {"v":1,"route":"broken\\u0000","session":0,"esmClass":0,"dataCoding":0,\
      "sourceAddress":"84977900001","destinationAddress":"BHXHVN","shortMessage":"LQ==","tlvs":{},\
      "receivedAt":"2026-12-01T01:00:00Z"}\
      """;

  private static final String EVENT =
      """
      {"v":1,"tenant":"default","source":"/broken","id":"%s","type":"card.expiring",\
      "time":"2026-12-01T01:00:00Z","phone":"+84977900001","recipient":{},"data":{},\
      "category":"NO_SUCH_CATEGORY","acceptedAt":"2026-12-01T01:00:00Z"}\
      """;

  private static final String MESSAGE =
      """
      {"v":1,"notificationId":"0193807a-5f3c-7b21-9c44-000000000000","route":"a",\
      "lane":"no-such-lane","category":"SERVICE","phone":"+84977900001",\
      "template":{"id":"card-expiring","version":1,"locale":"vi"},"encoding":"GSM7",\
      "texts":["-"],"pending":[1],"attempt":1}\
      """;

  /**
   * One of each kind for each topic. A record of a newer format version is not among them, because
   * it stops its partition on purpose.
   */
  public static List<BrokenRecord> all() {
    List<BrokenRecord> all = new ArrayList<>();
    for (var lane : Lane.values()) {
      addQueue(Topics.events(lane), Topics.EVENT_PARTITIONS, EVENT, all);
      addQueue(Topics.submit("a", lane), ChaosRoutes.SESSIONS_OF_A, MESSAGE, all);
      addQueue(
          Topics.submit("b", lane), ChaosRoutes.SESSIONS - ChaosRoutes.SESSIONS_OF_A, MESSAGE, all);
      addQueue(Topics.retry(lane, RetryDelay.S5), Topics.RETRY_PARTITIONS, MESSAGE, all);
    }
    for (var topic : List.of(Topics.RECEIPTS, Topics.INBOUND)) {
      add(topic, Topics.TRACK_PARTITIONS, all);
      all.add(new BrokenRecord(INCOMPLETE, topic, Topics.TRACK_PARTITIONS, "{\"v\":1}", true));
    }
    all.add(
        new BrokenRecord(REFUSED, Topics.RECEIPTS, Topics.TRACK_PARTITIONS, REFUSED_RECEIPT, true));
    all.add(
        new BrokenRecord(REFUSED, Topics.INBOUND, Topics.TRACK_PARTITIONS, REFUSED_INBOUND, true));
    add(Topics.BINDS, 1, all);
    for (var topic :
        List.of(Topics.ROUTES, Topics.SESSIONS, Topics.EVENT_TYPES, Topics.TEMPLATES)) {
      all.add(new BrokenRecord(NOT_JSON, topic, 1, "%s", false));
      all.add(new BrokenRecord(INCOMPLETE, topic, 1, "{\"v\":1}", false));
    }
    return List.copyOf(all);
  }

  private static void addQueue(
      String topic, int partitions, String unknownConstant, List<BrokenRecord> all) {
    add(topic, partitions, all);
    all.add(new BrokenRecord(INCOMPLETE, topic, partitions, "{\"v\":1}", true));
    all.add(new BrokenRecord(UNKNOWN_CONSTANT, topic, partitions, unknownConstant, true));
  }

  private static void add(String topic, int partitions, List<BrokenRecord> all) {
    all.add(new BrokenRecord("no value", topic, partitions, null, true));
    all.add(new BrokenRecord(NOT_JSON, topic, partitions, "%s", true));
  }

  /** The name in the verdict. */
  public String label() {
    return kind + " on " + topic;
  }

  /**
   * The bytes to write.
   *
   * @param id makes this record different from the others of its kind
   */
  byte @Nullable [] bytes(String id) {
    return value == null ? null : value.formatted(id).getBytes(StandardCharsets.UTF_8);
  }
}
