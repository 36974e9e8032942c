package dev.notifier.contracts.wire;

import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.origin.MessageSubject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The message {@code WrongPerson} of {@code records.proto}. */
final class WrongPersonWire {
  private static final int STATEMENT = 1;
  private static final int KIND = 2;
  private static final int EXCLUDED = 3;
  private static final int INBOUND_ID = 4;
  private static final int AT = 5;

  private static final int PERSON = 1;
  private static final int UNIT = 2;

  private WrongPersonWire() {}

  static void write(WireWriter out, WrongPerson wrong) {
    out.id(STATEMENT, wrong.statement())
        .number(
            KIND,
            switch (wrong.kind()) {
              case PERSON -> PERSON;
              case UNIT -> UNIT;
            })
        .flag(EXCLUDED, wrong.excluded());
    if (wrong.inbound() != null) {
      out.id(INBOUND_ID, wrong.inbound());
    }
    out.time(AT, wrong.at());
  }

  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  static WrongPerson read(WireReader in) {
    UUID statement = null;
    MessageSubject.Kind kind = null;
    boolean excluded = false;
    @Nullable UUID inbound = null;
    Instant at = null;
    while (in.next()) {
      switch (in.field()) {
        case STATEMENT -> statement = in.id();
        case KIND ->
            kind = in.number() == UNIT ? MessageSubject.Kind.UNIT : MessageSubject.Kind.PERSON;
        case EXCLUDED -> excluded = in.flag();
        case INBOUND_ID -> inbound = in.id();
        case AT -> at = in.time();
        default -> in.skip();
      }
    }
    return new WrongPerson(statement, kind, excluded, inbound, at);
  }
}
