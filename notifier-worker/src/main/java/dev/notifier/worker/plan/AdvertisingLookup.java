package dev.notifier.worker.plan;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.AdvertisingFacts;
import dev.notifier.store.advertising.AdvertisingFacts.Question;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Finds out which advertising may be sent. All events of a batch are looked up with one query, and
 * a batch without advertising needs none. Thread-safe.
 */
public final class AdvertisingLookup {
  private final AdvertisingFacts facts;
  private final RecipientKey keys;
  private final InstantSource clock;

  /**
   * @param privacyKey {@code notifier.privacy-key}
   */
  public AdvertisingLookup(DataSource database, String privacyKey, InstantSource clock) {
    this.facts = new AdvertisingFacts(database);
    this.keys = new RecipientKey(privacyKey.getBytes(StandardCharsets.UTF_8));
    this.clock = clock;
  }

  /**
   * What is known for the advertising of a batch.
   *
   * @param events with the numbers to which they go
   * @throws SQLException if PostgreSQL is unavailable
   */
  AdvertisingCheck of(List<EventRecord> events) throws SQLException {
    Map<AdvertisingCheck.Target, Question> questions = new HashMap<>();
    for (EventRecord event : events) {
      MobileNumber number = MobileNumber.ofE164(event.phone());
      if (event.category() == Category.ADVERTISING && number != null) {
        String phone = number.e164();
        questions.computeIfAbsent(
            new AdvertisingCheck.Target(event.tenant(), phone),
            _ -> new Question(keys.bitsOf(phone), phone, event.tenant()));
      }
    }
    if (questions.isEmpty()) {
      return AdvertisingCheck.NONE;
    }
    Instant now = clock.instant();
    Map<Question, AdvertisingFacts.Facts> found = facts.find(questions.values(), now);
    AdvertisingCheck check = new AdvertisingCheck();
    questions.forEach((target, question) -> check.add(target, found.get(question)));
    return check;
  }
}
