package dev.notifier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for COPY in the binary format. PostgreSQL writes the rows of a page with one WAL record, and
 * with a record for each row if they are inserted. If a row exists already, the transaction fails.
 * For one statement; not thread-safe.
 */
public final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };

  /** No flags, and no extension. */
  private static final int HEADER_FIELDS = 2 * Integer.BYTES;

  private static final int BYTES_OF_A_ROW = 256;

  /** COPY needs one round trip more, which costs more than it saves for a few rows. */
  private static final int MIN_ROWS = 64;

  private static final int NULL = -1;
  private static final String CONNECTION_FAILURES = "08";
  private static final short END = -1;

  /** The day 0 of PostgreSQL. */
  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

  private static final Instant EPOCH_TIME = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NANOS_OF_A_MICRO = 1_000;
  private static final long MICROS_OF_A_SECOND = 1_000_000;

  private final short columns;
  private ByteBuffer buffer;

  /**
   * @param columns of each row
   * @param rows how many rows are expected
   */
  public CopyRows(int columns, int rows) {
    this.columns = (short) columns;
    this.buffer = ByteBuffer.allocate(SIGNATURE.length + HEADER_FIELDS + rows * BYTES_OF_A_ROW);
    buffer.put(SIGNATURE).put(new byte[HEADER_FIELDS]);
  }

  /** Whether a number of rows is better copied than inserted. */
  public static boolean isWorthIt(int rows) {
    return rows >= MIN_ROWS;
  }

  /** Begins a row. Its columns follow, in the order of the statement. */
  public CopyRows row() {
    space(Short.BYTES).putShort(columns);
    return this;
  }

  public CopyRows uuid(@Nullable UUID value) {
    if (value == null) {
      return none();
    }
    value(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  public CopyRows smallint(@Nullable Integer value) {
    if (value == null) {
      return none();
    }
    if (value != value.shortValue()) {
      throw new ArithmeticException("smallint out of range");
    }
    value(Short.BYTES).putShort(value.shortValue());
    return this;
  }

  public CopyRows integer(@Nullable Integer value) {
    if (value == null) {
      return none();
    }
    value(Integer.BYTES).putInt(value);
    return this;
  }

  public CopyRows bigint(@Nullable Long value) {
    if (value == null) {
      return none();
    }
    value(Long.BYTES).putLong(value);
    return this;
  }

  public CopyRows bool(@Nullable Boolean value) {
    if (value == null) {
      return none();
    }
    value(Byte.BYTES).put((byte) (value ? 1 : 0));
    return this;
  }

  public CopyRows text(@Nullable String value) {
    if (value == null) {
      return none();
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    value(bytes.length).put(bytes);
    return this;
  }

  public CopyRows date(LocalDate value) {
    return integer((int) (value.toEpochDay() - EPOCH.toEpochDay()));
  }

  /** Rounds to microseconds, as PostgreSQL does with a time in a text. */
  public CopyRows time(@Nullable Instant value) {
    if (value == null) {
      return none();
    }
    Duration since = Duration.between(EPOCH_TIME, value.plusNanos(NANOS_OF_A_MICRO / 2));
    return bigint(
        Math.addExact(
            Math.multiplyExact(since.getSeconds(), MICROS_OF_A_SECOND),
            since.getNano() / NANOS_OF_A_MICRO));
  }

  /**
   * Sends the rows. If the connection fails meanwhile, it is ended: pgjdbc ends it after a timeout
   * of a statement, but not of COPY, and the late reply would be taken for that of the rollback.
   *
   * @param sql {@code copy … (columns) from stdin (format binary)}
   */
  public void send(Connection connection, String sql) throws SQLException {
    space(Short.BYTES).putShort(END);
    try {
      sendRows(connection.unwrap(PGConnection.class), sql);
    } catch (SQLException e) {
      if (e.getCause() instanceof IOException
          || String.valueOf(e.getSQLState()).startsWith(CONNECTION_FAILURES)) {
        connection.abort(Runnable::run);
      }
      throw e;
    }
  }

  private void sendRows(PGConnection connection, String sql) throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn(sql);
    try {
      copy.writeToCopy(buffer.array(), 0, buffer.position());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private CopyRows none() {
    space(Integer.BYTES).putInt(NULL);
    return this;
  }

  private ByteBuffer value(int length) {
    return space(Integer.BYTES + length).putInt(length);
  }

  private ByteBuffer space(int bytes) {
    if (buffer.remaining() < bytes) {
      int position = buffer.position();
      byte[] larger = Arrays.copyOf(buffer.array(), 2 * buffer.capacity() + bytes);
      buffer = ByteBuffer.wrap(larger).position(position);
    }
    return buffer;
  }
}
