package dev.notifier.api.inbound;

import dev.notifier.config.replies.ProviderConfig;
import dev.notifier.config.replies.ProviderConfig.Parameters;
import dev.notifier.config.replies.TimeForm;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the messages of one provider from its parameters. Thread-safe. */
final class ProviderMessageReader {
  /** About thirty segments. */
  static final int MAX_TEXT = 4_000;

  static final int MAX_ID = 100;

  /** A provider whose clock is wrong, or that repeats a message of last week. */
  private static final Duration MAX_AGE = Duration.ofHours(24);

  private final String provider;
  private final Parameters names;
  private final List<String> addresses;
  private final String channel;
  private final TimeForm times;
  private final InstantSource clock;

  ProviderMessageReader(String provider, ProviderConfig config, InstantSource clock) {
    this.provider = provider;
    this.names = config.parameters();
    this.addresses = config.addresses();
    this.channel = config.channel().name().toLowerCase(Locale.ROOT);
    this.times = TimeForm.of(config.timeFormat());
    this.clock = clock;
  }

  /** What the parameters are. */
  sealed interface Result {
    /** A message. */
    record Message(InboundRecord record, MobileNumber number) implements Result {}

    /** No message. */
    record Refused(ProviderOutcome outcome) implements Result {}
  }

  Result read(ProviderForm form) {
    String id = form.value(names.id());
    String text = form.value(names.content());
    if (own().anyMatch(form::isRepeated)
        || !form.has(names.content())
        || text.length() > MAX_TEXT
        || !isId(id)) {
      return new Result.Refused(ProviderOutcome.INVALID);
    }
    String address = names.address().isEmpty() ? addresses.getFirst() : form.value(names.address());
    if (!addresses.contains(address)) {
      return new Result.Refused(ProviderOutcome.WRONG_ADDRESS);
    }
    if (!(PhoneNumberParser.parse(form.value(names.sender())) instanceof Accepted sender)) {
      return new Result.Refused(ProviderOutcome.WRONG_NUMBER);
    }
    String number = sender.number().e164();
    InboundRecord message =
        InboundRecord.ofProvider(
            provider, id, channel, number, address, withoutControls(text), time(form));
    return new Result.Message(message, sender.number());
  }

  private Stream<String> own() {
    return Stream.of(names.sender(), names.content(), names.address(), names.id(), names.time())
        .filter(name -> !name.isEmpty());
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.length() <= MAX_ID && id.chars().noneMatch(Character::isISOControl);
  }

  /** Lines stay; other control characters are no text, and PostgreSQL stores no NUL. */
  private static String withoutControls(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            each -> each == '\n' || each == '\r' || each == '\t' || !Character.isISOControl(each))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Of the provider if it can be true. A message is not lost because of a time. */
  private Instant time(ProviderForm form) {
    Instant now = clock.instant();
    return times
        .parse(names.time().isEmpty() ? "" : form.value(names.time()))
        .filter(time -> !time.isAfter(now) && time.isAfter(now.minus(MAX_AGE)))
        .orElse(now);
  }
}
