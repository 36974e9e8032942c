package dev.notifier.contracts.wire;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.sending.QuietHours;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Any record that a worker can write. */
public final class AnyRecords extends DomainContextBase {
  /** A record and its format. */
  record Any<T extends VersionedRecord>(RecordFormat<T> format, T record) {
    byte[] bytes() {
      return format.encode(record);
    }
  }

  @Provide
  Arbitrary<Any<?>> any() {
    return Arbitraries.oneOf(
        submits().map(each -> new Any<>(RecordFormats.SUBMIT, each)),
        journals().map(each -> new Any<>(RecordFormats.JOURNAL, each)),
        inbound().map(each -> new Any<>(RecordFormats.INBOUND, each)),
        statuses().map(each -> new Any<>(RecordFormats.STATUSES, each)));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(200),
        Arbitraries.strings()
            .withChars("ăâêôơưđĐạảấầ€😀\0{\"\\\uFFFD")
            .ofMaxLength(70)
            .filter(text -> text.codePoints().noneMatch(each -> each >= 0xD800 && each < 0xE000)));
  }

  private static Arbitrary<UUID> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  private static Arbitrary<Instant> times() {
    long most = Long.MAX_VALUE / 2;
    return Arbitraries.longs()
        .between(-most, most)
        .map(each -> Instant.EPOCH.plus(each, ChronoUnit.MICROS));
  }

  private static Arbitrary<SubmitRecord> submits() {
    Arbitrary<TemplateRef> templates =
        Combinators.combine(texts(), Arbitraries.integers(), texts()).as(TemplateRef::new);
    Arbitrary<List<String>> segments = texts().list().ofMinSize(1).ofMaxSize(6);
    return Combinators.combine(
            Combinators.combine(ids(), texts(), Arbitraries.of(Lane.class)).as(Message::new),
            Arbitraries.of(Category.class),
            texts(),
            templates,
            segments.flatMap(AnyRecords::contents),
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            times().injectNull(0.3),
            texts().injectNull(0.3))
        .as((message, category, phone, template, content, number, expiresAt, sender) ->
            new SubmitRecord(
                SubmitRecord.VERSION,
                message.id(),
                message.route(),
                message.lane(),
                category,
                "+" + phone,
                template,
                "GSM7",
                number & 0xFFFF,
                content.texts(),
                content.pending(),
                number,
                number % 2 == 0,
                number / 2,
                expiresAt,
                sender,
                number % 3 == 0 ? null : origin(number),
                number % 7 == 0 ? new MessageSubject(number, -number) : null,
                number % 3 == 0 ? quietHours(number) : null));
  }

  private static QuietHours quietHours(int number) {
    LocalTime from = LocalTime.MIN.plusMinutes(Math.abs(number % 1_440));
    return new QuietHours(from, from.plusMinutes(1 + Math.abs(number % 1_439)));
  }

  private static MessageOrigin origin(int number) {
    return MessageOrigin.of(
        new UUID(number, 7),
        "tenant",
        "/source",
        "type",
        number % 2 == 0 ? null : "group",
        number % 5 == 0 ? null : "key",
        Instant.EPOCH.plusMillis(number));
  }

  private record Message(UUID id, String route, Lane lane) {}

  private record Content(List<String> texts, List<Integer> pending) {}

  private static Arbitrary<Content> contents(List<String> texts) {
    List<Integer> all = IntStream.rangeClosed(1, texts.size()).boxed().toList();
    return Arbitraries.subsetOf(all)
        .ofMinSize(1)
        .map(some -> new Content(texts, some.stream().sorted().toList()));
  }

  private static Arbitrary<SegmentId> segments() {
    return Combinators.combine(ids(), Arbitraries.integers().between(1, 64)).as(SegmentId::new);
  }

  @SuppressWarnings("NullAway") // An intent of a lane that this release does not know has none.
  private static Arbitrary<SubmitIntent> intents() {
    return Combinators.combine(
            Arbitraries.longs(),
            segments(),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(Lane.class).injectNull(0.1),
            Arbitraries.longs())
        .as(SubmitIntent::new);
  }

  private static Arbitrary<Response> responses() {
    Arbitrary<Response> accepted =
        Combinators.combine(
                Arbitraries.longs(),
                segments(),
                Arbitraries.integers(),
                Arbitraries.of(Outcome.class),
                texts().injectNull(0.2),
                Arbitraries.of(FailureReason.class).injectNull(0.5),
                Arbitraries.longs(),
                texts().injectNull(0.2))
            .as((number, segment, of, outcome, id, reason, at, phone) ->
                new Response(
                    number, segment, of, 1, of > 3, outcome, of, id, reason, at, at + of, phone));
    return accepted;
  }

  private static Arbitrary<JournalRecord> journals() {
    Arbitrary<Unconfirmed> unconfirmed =
        Combinators.combine(
                Arbitraries.longs(),
                segments(),
                Arbitraries.integers(),
                Arbitraries.of(true, false),
                Arbitraries.longs())
            .as(Unconfirmed::new);
    Arbitrary<Drop> drops =
        Combinators.combine(
                segments(),
                Arbitraries.integers(),
                Arbitraries.of(FailureReason.class),
                Arbitraries.longs())
            .as(Drop::new);
    Arbitrary<Transfer> transfers =
        Combinators.combine(
                ids(),
                Arbitraries.of("a", "b"),
                Arbitraries.longs(),
                Arbitraries.longs().injectNull(0.4),
                Arbitraries.of(FailureReason.class).injectNull(0.4))
            .as(Transfer::new);
    return Combinators.combine(
            intents().list().ofMaxSize(4),
            responses().list().ofMaxSize(4),
            unconfirmed.list().ofMaxSize(2),
            drops.list().ofMaxSize(2),
            transfers.list().ofMaxSize(2),
            Arbitraries.maps(Arbitraries.of(Lane.class), Arbitraries.longs()).ofMaxSize(3),
            Combinators.combine(
                    intents().list().ofMaxSize(3).injectNull(0.5), inbound().list().ofMaxSize(3))
                .as(CheckpointAndReceipts::new),
            Arbitraries.integers())
        .as((written, answers, open, dropped, moved, lanes, last, session) ->
            new JournalRecord(
                JournalRecord.VERSION,
                "a",
                session,
                written,
                answers,
                open,
                dropped,
                moved,
                lanes,
                session > 0,
                last.checkpoint(),
                last.receipts().stream().map(each -> of("a", session, each)).toList()));
  }

  private record CheckpointAndReceipts(
      @Nullable List<SubmitIntent> checkpoint, List<InboundRecord> receipts) {}

  private static InboundRecord of(String route, int session, InboundRecord receipt) {
    return new InboundRecord(
        InboundRecord.VERSION,
        route,
        session,
        receipt.esmClass(),
        receipt.dataCoding(),
        receipt.sourceAddress(),
        receipt.destinationAddress(),
        receipt.shortMessage(),
        receipt.tlvs(),
        receipt.receivedAt());
  }

  private static Arbitrary<InboundRecord> inbound() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(254);
    Arbitrary<String> tags =
        Arbitraries.shorts().map(each -> HexFormat.of().withUpperCase().toHexDigits(each));
    Arbitrary<InboundRecord> pdus =
        Combinators.combine(
                texts(),
                Arbitraries.integers(),
                texts(),
                texts(),
                bytes,
                Arbitraries.maps(tags, bytes).ofMaxSize(4),
                times())
            .as((route, number, from, to, message, tlvs, at) ->
                new InboundRecord(
                    InboundRecord.VERSION, route, number, 4, 8, from, to, message, tlvs, at));
    Arbitrary<InboundRecord> ofProviders =
        Combinators.combine(
                texts(),
                texts(),
                Arbitraries.of(InboundRecord.SMS, "portal", "fanpage"),
                texts(),
                texts(),
                texts(),
                times())
            .as(InboundRecord::ofProvider);
    return Arbitraries.oneOf(pdus, ofProviders);
  }

  private static Arbitrary<StatusRecord> statuses() {
    Arbitrary<Change> changes =
        Combinators.combine(
                ids(),
                Arbitraries.of("/tst/son-la", "/tst/lào-cai", ""),
                texts(),
                Arbitraries.of(NotificationState.class),
                Arbitraries.of(FailureReason.class).injectNull(0.5),
                Arbitraries.of("handset", "smsc").injectNull(0.5),
                Combinators.combine(Arbitraries.integers(), origins()).as(SegmentsAndOrigin::new),
                times())
            .as((id, source, event, state, reason, confidence, other, at) ->
                new Change(
                    id,
                    source,
                    event,
                    "card.expiring",
                    state,
                    reason,
                    confidence,
                    other.segments() > 3,
                    other.segments(),
                    at,
                    other.origin()));
    return Arbitraries.oneOf(
        changes
            .list()
            .ofMaxSize(5)
            .map(some -> new StatusRecord(StatusRecord.VERSION, "default", some)),
        groups().map(group -> StatusRecord.of("default", group)),
        Combinators.combine(
                ids(),
                Arbitraries.of(MessageSubject.Kind.class),
                Arbitraries.of(true, false),
                ids().injectNull(0.5),
                times())
            .as(WrongPerson::new)
            .map(wrong -> StatusRecord.of("default", wrong)),
        Combinators.combine(ids(), texts(), texts().injectNull(0.5), times())
            .as(ChangedBatch::new)
            .map(batch -> StatusRecord.of("default", batch)),
        Combinators.combine(ids(), Arbitraries.integers(), times(), ids().injectNull(0.5), times())
            .as(ForgedText::new)
            .map(forged -> StatusRecord.of("default", forged)));
  }

  private static Arbitrary<CompletedGroup> groups() {
    Arbitrary<Count> counts =
        Combinators.combine(
                Arbitraries.of(NotificationState.class),
                Arbitraries.of(FailureReason.class).injectNull(0.5),
                Arbitraries.longs(),
                Arbitraries.longs())
            .as(Count::new);
    return Combinators.combine(
            texts(),
            texts().injectNull(0.5),
            Arbitraries.longs(),
            times(),
            counts.list().ofMaxSize(5))
        .as(CompletedGroup::new);
  }

  private record SegmentsAndOrigin(int segments, Origin origin) {}

  private static Arbitrary<Origin> origins() {
    return Combinators.combine(
            Arbitraries.of("run-1", "thông báo").injectNull(0.5),
            Arbitraries.of("card-expiring", "son-la/card-expiring").injectNull(0.5),
            Arbitraries.integers().greaterOrEqual(0),
            ids().injectNull(0.5))
        .as(Origin::new);
  }
}
