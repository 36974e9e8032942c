package dev.notifier.contracts.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.contracts.sending.SendingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BusinessKeyDigestTest {
  private static final SubjectDigest DIGESTS = SubjectDigest.of("secret");
  private static final String PHONE = "+84912345678";
  private static final SendingRules WINDOW = rules(null);

  @Test
  void eventsOfOneFactHaveOneKeyWhateverTheirSource() {
    UUID key = key(event("son-la", "/a", "card.expiring", "case-1"));
    assertThat(key).isNotNull().isEqualTo(key(event("son-la", "/b", "card.expiring", "case-1")));
    assertThat(key)
        .isNotEqualTo(key(event("ha-noi", "/a", "card.expiring", "case-1")))
        .isNotEqualTo(key(event("son-la", "/a", "card.renewed", "case-1")))
        .isNotEqualTo(key(event("son-la", "/a", "card.expiring", "case-2")))
        .isNotEqualTo(
            BusinessKeyDigest.of(
                DIGESTS, event("son-la", "/a", "card.expiring", "case-1"), "+84912345679"));
  }

  @Test
  void tenantsShareTheKeysOfATypeThatSaysSo() {
    EventRecord event = event("son-la", "/a", "notice.published", "N1").withSending(rules(true));
    EventRecord other = event("ha-noi", "/b", "notice.published", "N1").withSending(rules(true));
    assertThat(key(event)).isNotNull().isEqualTo(key(other)).isNotEqualTo(key(event, WINDOW));
    EventRecord test =
        event("ha-noi~test", "/b", "notice.published", "N1").withSending(rules(true));
    assertThat(key(test)).as("of a test").isNotNull().isNotEqualTo(key(event));
  }

  @Test
  void whatPeopleAskForHasNoKey() {
    EventRecord event = event("son-la", "/a", "card.expiring", "case-1");
    assertThat(key(event, SendingRules.NONE)).as("without a window").isNull();
    assertThat(BusinessKeyDigest.of(DIGESTS, event, null)).as("without a number").isNull();
    assertThat(key(event("son-la", "/a", "card.expiring", null))).as("without subject").isNull();
    assertThat(key(event.withReply(new ReplyOrigin("8079", null, new UUID(1, 1)))))
        .as("an answer")
        .isNull();
    assertThat(key(event("son-la", "/a", "card.expiring", "case-1", Category.OTP)))
        .as("a code")
        .isNull();
  }

  private static @Nullable UUID key(EventRecord event, SendingRules rules) {
    return key(event.withSending(rules));
  }

  private static @Nullable UUID key(EventRecord event) {
    return BusinessKeyDigest.of(DIGESTS, event, PHONE);
  }

  private static SendingRules rules(@Nullable Boolean shared) {
    return new SendingRules(null, null, Duration.ofDays(7), shared, null);
  }

  private static EventRecord event(
      String tenant, String source, String type, @Nullable String subject) {
    return event(tenant, source, type, subject, Category.SERVICE);
  }

  private static EventRecord event(
      String tenant, String source, String type, @Nullable String subject, Category category) {
    return new EventRecord(
            EventRecord.VERSION,
            tenant,
            source,
            "e",
            type,
            Instant.EPOCH,
            subject,
            PHONE,
            Map.of("phone", PHONE),
            Map.of(),
            category,
            null,
            Instant.EPOCH,
            null,
            null,
            null)
        .withSending(WINDOW);
  }
}
