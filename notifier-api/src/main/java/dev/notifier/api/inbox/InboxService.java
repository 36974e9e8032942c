package dev.notifier.api.inbox;

import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.inbox.ConversationDocument.Entry;
import dev.notifier.api.inbox.ConversationDocument.Message;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.forged.ForgedTextAlerts;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationEntry;
import dev.notifier.store.inbox.EntryKind;
import dev.notifier.store.inbox.InboxFilter;
import dev.notifier.store.inbox.InboxPage;
import dev.notifier.store.inbox.InboxPage.Place;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.lookup.NotificationLookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the inbox. Every method throws a {@link ProblemException} if it fails. Thread-safe. */
final class InboxService {
  /** The most addresses of a number that are shown. */
  private static final int MAX_OF_NUMBER = 100;

  private static final int MAX_ENTRIES = 200;
  private static final int MAX_ALERTS = 20;
  private static final Duration ALERTS_OF = Duration.ofDays(1);

  private final InboxQueries queries;
  private final NotificationLookup lookup;
  private final ForgedTextAlerts alerts;
  private final RecipientKey numbers;
  private final InstantSource clock;

  InboxService(
      InboxQueries queries,
      NotificationLookup lookup,
      ForgedTextAlerts alerts,
      RecipientKey numbers,
      InstantSource clock) {
    this.queries = queries;
    this.lookup = lookup;
    this.alerts = alerts;
    this.numbers = numbers;
    this.clock = clock;
  }

  /**
   * What is shown of a conversation.
   *
   * @param notifications the ids of those that are shown
   */
  record Shown(ConversationDocument document, String phone, List<UUID> notifications) {
    /** Omits the number. */
    @Override
    public String toString() {
      return document.toString();
    }
  }

  ConversationSummary.All all(Caller caller, InboxFilter filter, PageRequest request) {
    UUID after = request.afterId();
    Place place =
        after == null
            ? Place.FIRST
            : new Place(after.getMostSignificantBits(), after.getLeastSignificantBits());
    InboxPage page =
        StoreAccess.call(() -> queries.page(filter, place, request.elementsToRead() - 1));
    boolean clearLanguage = caller.has(Scope.PERSONAL_DATA_READ);
    Place next = page.next();
    return new ConversationSummary.All(
        page.conversations().stream()
            .map(each -> ConversationSummary.masked(each, clearLanguage))
            .toList(),
        next == null ? null : new UUID(next.place(), next.tie()).toString(),
        forgedTexts(filter.tenant()));
  }

  private List<ForgedTextSummary> forgedTexts(String tenant) {
    Instant since = clock.instant().minus(ALERTS_OF);
    return StoreAccess.call(() -> alerts.since(tenant, since, MAX_ALERTS)).stream()
        .map(ForgedTextSummary::of)
        .toList();
  }

  Shown find(Caller caller, String tenant, UUID id, PageRequest request) {
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    @Nullable UUID before = request.afterId();
    return StoreAccess.call(() -> {
      Conversation conversation = conversation(tenant, id);
      PageRequest.Page<InboxQueries.Message> messages =
          request.page(
              queries.messages(conversation, before, request.elementsToRead()),
              InboxQueries.Message::id);
      List<ConversationEntry> entries =
          before == null ? queries.entries(id, MAX_ENTRIES) : List.of();
      SentNotifications sent =
          SentNotifications.of(lookup, conversation, messages.elements(), entries, clear);
      return new Shown(
          new ConversationDocument(
              ConversationSummary.of(conversation, clear),
              messages.elements().stream().map(each -> Message.of(each, sent, clear)).toList(),
              entries.stream().map(each -> entry(id, each, sent, clear)).toList(),
              messages.next()),
          conversation.phone(),
          sent.ids());
    });
  }

  private static Entry entry(
      UUID conversation, ConversationEntry entry, SentNotifications sent, boolean clear) {
    return Entry.of(
        entry,
        entry.kind() == EntryKind.ANSWERED ? sent.answer(conversation, entry.number()) : null,
        clear);
  }

  ConversationSummary.All ofNumber(Caller caller, String tenant, String phone) {
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return new ConversationSummary.All(
        StoreAccess.call(() -> queries.ofNumber(tenant, numbers.bitsOf(phone), MAX_OF_NUMBER))
            .stream()
            .map(each -> ConversationSummary.of(each, clear))
            .toList(),
        null,
        null);
  }

  /** Requires that a conversation is one of the tenant of the caller. */
  void requireKnown(Caller caller, UUID id) {
    var _ = StoreAccess.call(() -> conversation(caller.tenant(), id));
  }

  private Conversation conversation(String tenant, UUID id) {
    return queries
        .find(tenant, id)
        .orElseThrow(() -> new ProblemException(ErrorCode.CONVERSATION_NOT_FOUND));
  }
}
