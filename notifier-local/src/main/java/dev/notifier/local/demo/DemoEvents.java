package dev.notifier.local.demo;

import dev.notifier.local.components.TestNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes events of all types from their samples: each for another person, some for numbers that get
 * no message. Not thread-safe.
 */
final class DemoEvents {
  /** The offset of Vietnam, by which days begin. */
  static final ZoneOffset OFFSET = ZoneOffset.ofHours(7);

  /** The type of messages that persons can opt out of. */
  static final String NOTICE = "notice.published";

  /** How many of the first persons of each day want no notices. */
  static final int OPTED_OUT = 10;

  private static final String OTP = "account.password.reset";
  private static final String LANDLINE = "024 3825 1234";
  private static final int TAIL_VALUES = 10_000;
  private static final int TAIL = 4;

  /** Their last four characters are digits, which every pattern allows to differ. */
  private static final List<String> IDENTIFIERS = List.of("cardNo", "personId", "accountId");

  private final Map<String, ObjectNode> samples;
  private final List<String> types;
  private final DemoPeople optedOut;
  private final DemoPeople people;
  private final RandomGenerator random;
  private final Clock clock;
  private final String source;
  private final long run;
  private int made;

  /**
   * @param samples valid data of each event type
   * @param clock says when the run began, by which its events differ from those of others
   */
  DemoEvents(Map<String, ObjectNode> samples, RandomGenerator random, Clock clock) {
    Instant begun = clock.instant();
    this.samples = samples;
    this.types = samples.keySet().stream().sorted().toList();
    this.optedOut = DemoPeople.of(begun.atOffset(OFFSET).toLocalDate());
    this.run = begun.getEpochSecond();
    this.people = new DemoPeople(run);
    this.random = random;
    this.clock = clock;
    this.source = "/demo/" + begun.atOffset(OFFSET).toLocalDate();
  }

  /** The next events. */
  ArrayNode next(int count) {
    ArrayNode events = JsonMapper.shared().createArrayNode();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private ObjectNode next() {
    int index = made++;
    int chance = random.nextInt(100);
    boolean toOptedOut = chance < 4;
    String type = toOptedOut ? NOTICE : type(chance);
    ObjectNode event = JsonMapper.shared().createObjectNode();
    event.put("specversion", "1.0").put("id", run + "-" + index).put("source", source);
    event.put("type", type).put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.set("data", data(type, index, toOptedOut));
    return event;
  }

  /** Some urgent ones, some in bulk, and all others alike. */
  private String type(int chance) {
    if (chance < 14) {
      return OTP;
    }
    return chance < 30 ? NOTICE : types.get(random.nextInt(types.size()));
  }

  private ObjectNode data(String type, int index, boolean toOptedOut) {
    ObjectNode data = samples.getOrDefault(type, JsonMapper.shared().createObjectNode()).deepCopy();
    ObjectNode recipient = data.withObject("recipient");
    recipient.put("fullName", people.name(index)).put("honorific", people.honorific(index));
    recipient.put("phone", toOptedOut ? optedOut.phone(random.nextInt(OPTED_OUT)) : phone(index));
    String tail = String.format(Locale.ROOT, "%04d", index % TAIL_VALUES);
    for (String field : IDENTIFIERS) {
      String value = data.path(field).asString("");
      if (value.length() > TAIL) {
        data.put(field, value.substring(0, value.length() - TAIL) + tail);
      }
    }
    return data;
  }

  private String phone(int index) {
    return switch (random.nextInt(100)) {
      case 0, 1 -> LANDLINE;
      case 2 -> TestNumber.UNKNOWN_NUMBER.phone();
      case 3 -> TestNumber.UNDELIVERED.phone();
      default -> people.phone(index);
    };
  }
}
