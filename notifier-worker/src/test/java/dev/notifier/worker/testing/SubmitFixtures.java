package dev.notifier.worker.testing;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.worker.journal.PendingSegment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Messages and routes for tests of the submit stage. */
public final class SubmitFixtures {
  public static final String PHONE = "+84912345678";

  /** When the events of groups were accepted. */
  public static final Instant ACCEPTED = Instant.parse("2026-12-01T07:00:00Z");

  private SubmitFixtures() {}

  /** A route with default settings except for these. */
  public static RouteConfig route(Map<String, ?> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("", RouteConfig.class);
  }

  /** A message of one segment. */
  public static SubmitRecord message(String route, Lane lane, String phone) {
    return message(route, lane, phone, List.of("BHXHVN: tin so " + UUID.randomUUID()), List.of(1));
  }

  /** A message of which some segments are still to be sent. */
  public static SubmitRecord message(
      String route, Lane lane, String phone, List<String> texts, List<Integer> pending) {
    return message(route, lane, phone, texts, pending, null);
  }

  /** A message of one segment that expires. */
  public static SubmitRecord expiring(String route, Lane lane, @Nullable Instant expiresAt) {
    return message(route, lane, PHONE, List.of("BHXHVN: tin"), List.of(1), expiresAt);
  }

  private static SubmitRecord message(
      String route,
      Lane lane,
      String phone,
      List<String> texts,
      List<Integer> pending,
      @Nullable Instant expiresAt) {
    return message(route, lane, Category.SERVICE, phone, texts, pending, expiresAt);
  }

  /** A message with every property that the submit stage decides by. */
  public static SubmitRecord message(
      String route,
      Lane lane,
      Category category,
      String phone,
      List<String> texts,
      List<Integer> pending,
      @Nullable Instant expiresAt) {
    return new SubmitRecord(
        SubmitRecord.VERSION,
        UUID.randomUUID(),
        route,
        lane,
        category,
        phone,
        new TemplateRef("t", 1, "vi"),
        "GSM7",
        7,
        texts,
        pending,
        1,
        false,
        0,
        expiresAt,
        null);
  }

  /** A message of an event in a group of the tenant {@code son-la}. */
  public static SubmitRecord ofGroup(
      String group, String route, Lane lane, Category category, String phone, List<String> texts) {
    UUID id = UUID.randomUUID();
    return new SubmitRecord(
        SubmitRecord.VERSION,
        id,
        route,
        lane,
        category,
        phone,
        new TemplateRef("t", 1, "vi"),
        "GSM7",
        7,
        texts,
        IntStream.rangeClosed(1, texts.size()).boxed().toList(),
        1,
        false,
        0,
        null,
        null,
        MessageOrigin.of(id, "son-la", "/tst", "type", group, "k1", ACCEPTED));
  }

  /** An answer of one segment to a person who wrote to this address. */
  public static SubmitRecord answer(String route, String address) {
    return sentFrom(route, address, ReplyOrigin.SOURCE, Category.SERVICE);
  }

  /** A message of one segment with a sender. */
  public static SubmitRecord sentFrom(
      String route, String sender, String source, Category category) {
    UUID id = UUID.randomUUID();
    return new SubmitRecord(
        SubmitRecord.VERSION,
        id,
        route,
        Lane.NORMAL,
        category,
        PHONE,
        new TemplateRef("t", 1, "vi"),
        "GSM7",
        7,
        List.of("text"),
        List.of(1),
        1,
        false,
        0,
        null,
        sender,
        MessageOrigin.of(id, "son-la", source, "type", null, null, ACCEPTED));
  }

  /** A journaled segment of this message. */
  public static PendingSegment segment(
      SubmitRecord message, long number, int attempt, boolean resent) {
    return new PendingSegment(
        new SubmitIntent(
            number,
            new SegmentId(message.notificationId(), message.pending().getFirst()),
            message.texts().size(),
            attempt,
            resent,
            message.category().resentWhenUnconfirmed(),
            message.lane(),
            number),
        message);
  }
}
