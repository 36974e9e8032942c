package dev.notifier.api.people;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.api.people.VerifyDocument.Result;
import dev.notifier.api.people.VerifyDocument.SentMessage;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.origin.ForeignTextDigest;
import dev.notifier.replies.comparison.TextComparison;
import dev.notifier.replies.comparison.TextComparison.Match;
import dev.notifier.store.forged.ForeignTexts;
import dev.notifier.store.forged.ReportedText;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Message;
import dev.notifier.store.people.Person;
import dev.notifier.store.search.NotificationSearch;
import dev.notifier.store.search.NotificationSearch.Found;
import dev.notifier.store.search.SearchField;
import dev.notifier.store.search.SearchFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a text was sent to a number. Texts with secrets are not kept, and are never
 * compared while they are: the answer would help to guess them. Thread-safe.
 */
final class TextVerification {
  private static final Duration SEARCHED = Duration.ofDays(90);

  /** A carrier may keep a message that long while the phone is off. */
  private static final Duration NEAR = Duration.ofDays(2);

  private static final int PAGE = 200;

  /** A person has fewer; what is older is then not compared. */
  private static final int MAX_PAGES = 20;

  private static final int MAX_WITHOUT_TEXT = 10;

  private final NotificationSearch search;
  private final ForeignTexts foreign;
  private final ForeignTextDigest digest;
  private final InstantSource clock;

  TextVerification(
      NotificationSearch search,
      ForeignTexts foreign,
      ForeignTextDigest digest,
      InstantSource clock) {
    this.search = search;
    this.foreign = foreign;
    this.digest = digest;
    this.clock = clock;
  }

  /** What was found in the messages to a number. */
  private static final class Sent {
    private @Nullable SentMessage message;
    private final List<SentMessage> withoutText = new ArrayList<>();
    private boolean all = true;
  }

  /**
   * Answers, and notes a text that was not sent.
   *
   * @param person known by the number
   * @param received about when it was received; null if unknown. Limits which secret texts it may
   *     be
   */
  VerifyDocument verify(Person person, String text, @Nullable Instant received) {
    TextComparison wanted = new TextComparison(text);
    Sent sent = find(person, wanted, received);
    if (sent.message != null) {
      return new VerifyDocument(Result.SENT, sent.message, List.of(), null);
    }
    if (!sent.withoutText.isEmpty() || !sent.all || wanted.folded().isEmpty()) {
      return new VerifyDocument(Result.UNKNOWN, null, List.copyOf(sent.withoutText), null);
    }
    long reports =
        foreign.report(
            new ReportedText(
                person.tenant(), clock.instant(), digest.digest(wanted.folded()), null));
    return new VerifyDocument(Result.NOT_SENT, null, List.of(), reports);
  }

  private Sent find(Person person, TextComparison wanted, @Nullable Instant received) {
    SearchFilter filter =
        new SearchFilter(
            person.tenant(),
            Map.of(SearchField.PHONE, List.of(person.subject().value())),
            clock.instant().minus(SEARCHED),
            null,
            null);
    Sent sent = new Sent();
    @Nullable UUID next = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      Found found = search.find(filter, next, PAGE);
      for (StoredNotification each : found.notifications()) {
        compare(each, wanted, received, sent);
        if (sent.message != null) {
          return sent;
        }
      }
      next = found.next();
      if (next == null) {
        return sent;
      }
    }
    sent.all = false;
    return sent;
  }

  private static void compare(
      StoredNotification stored, TextComparison wanted, @Nullable Instant received, Sent sent) {
    Message message = stored.message();
    if (message == null || !mayHaveArrived(stored)) {
      return;
    }
    if (message.text().equals(PersonalDataMask.HIDDEN)) {
      SentMessage secret = SentMessage.of(stored, message, false);
      if (sent.withoutText.size() < MAX_WITHOUT_TEXT && isNear(secret.sentAt(), received)) {
        sent.withoutText.add(secret);
      }
      return;
    }
    Match match = wanted.with(message.text());
    if (match != Match.NONE) {
      sent.message = SentMessage.of(stored, message, match == Match.PART);
    }
  }

  private static boolean mayHaveArrived(StoredNotification stored) {
    return stored.times().submitted() != null
        || stored.status().state() == NotificationState.UNCONFIRMED
        || stored.segments().accepted() != 0
        || stored.segments().unconfirmed() != 0;
  }

  private static boolean isNear(Instant sentAt, @Nullable Instant received) {
    return received == null || Duration.between(sentAt, received).abs().compareTo(NEAR) <= 0;
  }
}
