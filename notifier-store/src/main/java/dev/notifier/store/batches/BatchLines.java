package dev.notifier.store.batches;

import dev.notifier.contracts.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The lines of batches, in compressed chunks of JSON lines. Thread-safe; calls take part in the
 * transaction of the caller.
 */
public final class BatchLines {
  /** The most lines of a chunk. */
  public static final int CHUNK = 1_000;

  /** The first lines of each kind of fault are here, so that no one reads all for them. */
  private static final int FAULT_ROWS = -1;

  private final JdbcTemplate jdbc;

  public BatchLines(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Reads a chunk of lines that can be sent.
   *
   * @param chunk from 0
   * @return in the order of the file; empty if there is no such chunk
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<StoredLine> read(UUID batch, int chunk) {
    return read(
        "select bytes from batch_chunks where batch_id = ? and chunk = ?",
        batch,
        chunk,
        StoredLine.class);
  }

  /**
   * Reads a chunk of lines that cannot be sent.
   *
   * @param chunk from 0
   * @return in the order of the file; empty if there is no such chunk
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<RefusedLine> refused(UUID batch, int chunk) {
    return read(
        "select bytes from batch_refused where batch_id = ? and chunk = ?",
        batch,
        chunk,
        RefusedLine.class);
  }

  /**
   * Reads lines that can be sent from a row of the file on. They must be in its order. Each chunk
   * but the first has one of them, so that few are read.
   *
   * @param line the first row, from 1
   * @param most how many
   * @return in the order of the file; fewer if there are no more
   */
  public List<StoredLine> readFrom(UUID batch, int line, int most) {
    return readFrom(
        first("batch_chunks", batch, line),
        most,
        chunk -> read(batch, chunk),
        StoredLine::line,
        line);
  }

  /**
   * Reads lines that can be sent in the order in which they are stored.
   *
   * @param number of the first one, from 1
   * @param most how many
   * @return fewer if there are no more
   */
  public List<StoredLine> readInOrder(UUID batch, int number, int most) {
    List<StoredLine> found = new ArrayList<>();
    jdbc.query(
        """
        select bytes, before from (
          select chunk, bytes, valid_lines,
            sum(valid_lines) over (order by chunk) - valid_lines as before
          from batch_chunks where batch_id = ?) each
        where before + valid_lines >= ? and before < ? order by chunk
        """,
        row -> {
          lines(row.getBytes("bytes"), StoredLine.class).stream()
              .skip(Math.max(0, number - 1 - row.getLong("before")))
              .limit(most - found.size())
              .forEach(found::add);
        },
        batch,
        number,
        (long) number - 1 + most);
    return found;
  }

  /**
   * The same of lines that cannot be sent. Of a file that an earlier release has read, only those
   * of the first chunk are found.
   */
  public List<RefusedLine> refusedFrom(UUID batch, int line, int most) {
    return readFrom(
        first("batch_refused", batch, line),
        most,
        chunk -> refused(batch, chunk),
        RefusedLine::line,
        line);
  }

  /**
   * Where lines are read.
   *
   * @param known whether it is known in which chunk a row is
   */
  private record Start(int chunk, boolean known) {}

  /** The chunk that has a row, or the first one. */
  private Start first(String table, UUID batch, int line) {
    return jdbc
        .query(
            """
            select chunk, first_line is not null as known from %s
            where batch_id = ? and chunk >= 0 and (first_line <= ? or chunk = 0)
            order by chunk desc limit 1
            """
                .formatted(table),
            (row, _) -> new Start(row.getInt("chunk"), row.getBoolean("known")),
            batch,
            line)
        .stream()
        .findFirst()
        .orElse(new Start(0, true));
  }

  private static <T> List<T> readFrom(
      Start start, int most, IntFunction<List<T>> chunks, ToIntFunction<T> number, int line) {
    List<T> found = new ArrayList<>();
    int end = start.chunk() + (start.known() ? most + 1 : 1);
    for (int chunk = start.chunk(); found.size() < most && chunk < end; chunk++) {
      List<T> lines = chunks.apply(chunk);
      if (lines.isEmpty()) {
        return found;
      }
      lines.stream()
          .filter(each -> number.applyAsInt(each) >= line)
          .limit(most - found.size())
          .forEach(found::add);
    }
    return found;
  }

  /**
   * The first lines that each kind of fault has refused, in the order of the file.
   *
   * @return as many as the writer has kept; none if an earlier release has read the file
   */
  public List<FaultRow> faultRows(UUID batch) {
    return read(
        "select bytes from batch_refused where batch_id = ? and chunk = ?",
        batch,
        FAULT_ROWS,
        FaultRow.class);
  }

  /**
   * Adds some of the first lines that a kind of fault has refused. Those that are there already
   * stay.
   */
  public void addFaultRows(UUID batch, List<FaultRow> rows) {
    Map<String, FaultRow> all = new LinkedHashMap<>();
    faultRows(batch).forEach(row -> all.put(row.kind() + ' ' + row.line(), row));
    rows.forEach(row -> all.putIfAbsent(row.kind() + ' ' + row.line(), row));
    writeRefused(batch, FAULT_ROWS, all.size(), null, List.copyOf(all.values()));
  }

  /**
   * The number of the first line of each chunk of lines that can be sent, in their order.
   *
   * @return at most some ten thousand
   */
  public int[] firstLines(UUID batch) {
    return jdbc
        .queryForList(
            "select first_line from batch_chunks where batch_id = ? order by chunk",
            Integer.class,
            batch)
        .stream()
        .mapToInt(each -> each)
        .toArray();
  }

  /**
   * The first line that was not passed on.
   *
   * @param ofChunk how many lines of the chunk were
   */
  public record NextLine(int chunk, int ofChunk) {}

  /** Up to where the lines of a batch were passed on. */
  public NextLine next(UUID batch) {
    return jdbc
        .query(
            "select next_chunk, fed_of_chunk from batches where id = ?",
            (row, _) -> new NextLine(row.getInt(1), row.getInt(2)),
            batch)
        .stream()
        .findFirst()
        .orElse(new NextLine(0, 0));
  }

  /**
   * Writes a chunk of lines that can be sent, instead of one that was there.
   *
   * @param lines 1 to {@value #CHUNK}
   */
  public void write(UUID batch, int chunk, List<StoredLine> lines) {
    jdbc.update(
        """
        insert into batch_chunks (batch_id, chunk, first_line, valid_lines, bytes)
        values (?, ?, ?, ?, ?)
        on conflict (batch_id, chunk) do update
          set first_line = excluded.first_line, valid_lines = excluded.valid_lines,
            bytes = excluded.bytes
        """,
        batch,
        chunk,
        lines.getFirst().line(),
        lines.size(),
        compressed(lines));
  }

  /**
   * Writes a chunk of lines that cannot be sent, instead of one that was there.
   *
   * @param lines 1 to {@value #CHUNK}
   */
  public void writeRefused(UUID batch, int chunk, List<RefusedLine> lines) {
    writeRefused(batch, chunk, lines.size(), lines.getFirst().line(), lines);
  }

  private void writeRefused(
      UUID batch, int chunk, int size, @Nullable Integer firstLine, List<?> lines) {
    jdbc.update(
        """
        insert into batch_refused (batch_id, chunk, lines, first_line, bytes) values (?, ?, ?, ?, ?)
        on conflict (batch_id, chunk) do update
          set lines = excluded.lines, first_line = excluded.first_line, bytes = excluded.bytes
        """,
        batch,
        chunk,
        size,
        firstLine,
        compressed(lines));
  }

  /**
   * Deletes chunks of a batch, of both kinds.
   *
   * @param maxChunks the most of each kind
   * @return whether none is left
   */
  public boolean isCleared(UUID batch, int maxChunks) {
    int chunks = delete("batch_chunks", batch, maxChunks);
    int refused = delete("batch_refused", batch, maxChunks);
    return chunks < maxChunks && refused < maxChunks;
  }

  private int delete(String table, UUID batch, int maxChunks) {
    return jdbc.update(
        """
        delete from %s where batch_id = ? and chunk in (
          select chunk from %s where batch_id = ? order by chunk limit ?)
        """
            .formatted(table, table),
        batch,
        batch,
        maxChunks);
  }

  private <T> List<T> read(String query, UUID batch, int chunk, Class<T> type) {
    return jdbc.query(query, (row, _) -> lines(row.getBytes(1), type), batch, chunk).stream()
        .findFirst()
        .orElse(List.of());
  }

  private static byte[] compressed(List<?> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (Object line : lines) {
        out.write(RecordJson.write(line));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> List<T> lines(byte[] compressed, Class<T> type) {
    byte[] plain;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      plain = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<T> lines = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '\n') {
        lines.add(RecordJson.read(Arrays.copyOfRange(plain, begin, i), type));
        begin = i + 1;
      }
    }
    return lines;
  }
}
