package dev.notifier.api.carriers;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.imports.ImportDocument;
import dev.notifier.api.imports.LineImport;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.carriers.NumberCarrier;
import dev.notifier.store.carriers.NumberCarrier.Source;
import dev.notifier.store.carriers.NumberCarrierStore;
import dev.notifier.store.carriers.TooManyNumbersException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Imports lists of ported numbers while they arrive. Thread-safe. */
final class CarrierImport {
  /** What was recorded until then stays. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final LineImport.Fields FIELDS =
      new LineImport.Fields(List.of("phone", "carrier", "portedAt"), Set.of());

  /** A day of a list begins there. */
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  /** How far a clock may be ahead. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** Numbers can be ported since 2018. */
  private static final Instant EARLIEST = Instant.parse("2018-01-01T00:00:00Z");

  private static final String NO_TIME =
      "Send the day or time from which the number is with this carrier, which is in the past, such as"
          + " 2026-12-01 or 2026-12-01T08:00:00+07:00.";

  private static final String NO_CARRIER =
      "Send one of "
          + Arrays.stream(Carrier.values())
              .map(carrier -> carrier.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "))
          + ".";

  private final NumberCarrierStore store;
  private final AuditTrail audit;
  private final RecipientKey keys;
  private final InstantSource clock;

  CarrierImport(
      NumberCarrierStore store, AuditTrail audit, RecipientKey keys, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Imports a body. What was recorded before a failure stays; repeating the import records the
   * rest.
   *
   * @throws ProblemException if it is too long, takes too long, or PostgreSQL is unavailable
   * @throws IOException if the body breaks off
   */
  ImportDocument run(InputStream body, boolean csv) throws IOException {
    Instant latest = clock.instant().plus(LONGEST);
    LineImport<NumberCarrier> lines =
        new LineImport<>(FIELDS, this::read, this::store, () -> clock.instant().isAfter(latest));
    change(Map.of("begun", true));
    ImportDocument done = lines.run(body, csv);
    change(Map.of("lines", done.lines(), "recorded", done.recorded(), "refused", done.refused()));
    return done;
  }

  private int store(List<NumberCarrier> page) {
    return StoreAccess.call(() -> {
      try {
        return store.store(page);
      } catch (TooManyNumbersException e) {
        throw new ProblemException(ErrorCode.TOO_MANY_PORTED_NUMBERS);
      }
    });
  }

  /** An entry of the audit for what is recorded in many transactions. */
  private void change(Map<String, ?> detail) {
    var _ =
        StoreAccess.<Boolean>call(() -> audit.<Boolean>change(() -> true, _ -> Change.of(detail)));
  }

  private LineImport.Result<NumberCarrier> read(JsonNode line) {
    @Nullable Carrier carrier = Carrier.named(line.path("carrier").stringValue(""));
    if (carrier == null) {
      return new LineImport.Refused<>("carrier", ErrorCode.INVALID_PARAMETER, NO_CARRIER);
    }
    @Nullable Instant since = time(line.path("portedAt").stringValue(""));
    if (since == null
        || since.isBefore(EARLIEST)
        || since.isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
      return new LineImport.Refused<>("portedAt", ErrorCode.INVALID_PARAMETER, NO_TIME);
    }
    return switch (PhoneNumberParser.parse(line.path("phone").stringValue(""))) {
      case Accepted accepted ->
          new LineImport.Rows<>(
              List.of(
                  new NumberCarrier(
                      keys.bitsOf(accepted.number().e164()),
                      carrier.name(),
                      since.truncatedTo(ChronoUnit.MICROS),
                      Source.PORTING_FILE)));
      case Rejected rejected -> {
        ErrorCode code = ErrorCode.of(rejected.problem());
        yield new LineImport.Refused<>("phone", code, code.detail());
      }
    };
  }

  private static @Nullable Instant time(String text) {
    Instant time = Rfc3339.parse(text);
    if (time != null) {
      return time;
    }
    try {
      return LocalDate.parse(text).atStartOfDay(VIETNAM).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
