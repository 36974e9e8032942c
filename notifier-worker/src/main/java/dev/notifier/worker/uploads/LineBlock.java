package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.ColumnLetters;
import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.line.ColumnRules;
import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.batchfiles.line.FieldType;
import dev.notifier.batchfiles.line.FileLine;
import dev.notifier.batchfiles.line.LineFault;
import dev.notifier.batchfiles.line.LineResult;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.FaultRow;
import dev.notifier.store.batches.LineSketch;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.RefusedLine.Fault;
import dev.notifier.store.batches.StoredLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Checks the lines of one step and stores them in chunks. Used by one thread. */
final class LineBlock {
  /** People look at these lines of a kind, and fetch all others as a file. */
  private static final int ROWS_OF_KIND = 5;

  private static final int KINDS_WITH_ROWS = 20;

  /** Longer values are cut. */
  private static final int MAX_VALUE = 100;

  private final BatchLines store;
  private final UUID batch;
  private final ColumnMapping mapping;
  private final ColumnRules rules;

  /** The fields of dates and numbers, by their columns. */
  private final Map<Integer, FieldSpec> rewritten = new HashMap<>();

  private final BatchType type;
  private final LineCheck check;
  private final ToLongFunction<StoredLine> hash;
  private final Map<String, Integer> faults;
  private final Map<String, Integer> repairs;
  private final List<StoredLine> valid = new ArrayList<>(BatchLines.CHUNK);
  private final LineSketch sketch = new LineSketch();
  private final List<RefusedLine> refused = new ArrayList<>();
  private final List<FaultRow> faultRows = new ArrayList<>();
  private int chunks;
  private int refusedChunks;
  private int validLines;
  private int refusedLines;
  private @Nullable UUID correctionOf;

  /**
   * @param file whose rows are added
   * @param hash of a line, by which it is compared with those of other batches
   */
  LineBlock(
      BatchLines store,
      UUID batch,
      OpenFile file,
      BatchType type,
      LineCheck check,
      ToLongFunction<StoredLine> hash,
      ParsePosition begin) {
    this.store = store;
    this.batch = batch;
    this.mapping = file.mapping();
    this.rules = file.rules();
    this.type = type;
    this.check = check;
    this.hash = hash;
    this.faults = new TreeMap<>(begin.faults());
    this.repairs = new TreeMap<>(begin.repairs());
    this.chunks = begin.chunks();
    this.refusedChunks = begin.refusedChunks();
    this.validLines = begin.valid();
    this.refusedLines = begin.refused();
    for (ColumnMapping.MappedField field : mapping.fields()) {
      FieldType kind = field.spec().type();
      if (kind == FieldType.DATE || kind == FieldType.INTEGER || kind == FieldType.NUMBER) {
        rewritten.putIfAbsent(field.column(), field.spec());
      }
    }
  }

  /** Adds a row. */
  void add(OpenFile.Read read) {
    if (correctionOf == null) {
      correctionOf = id(mapping.batchOf(read.row()));
    }
    switch (read.line()) {
      case LineResult.Blank _ -> {
        // It has no value of a field.
      }
      case LineResult.Refused wrong ->
          refuse(read.row(), wrong.faults().stream().map(LineBlock::fault).toList());
      case FileLine right -> check(read.row(), right);
    }
  }

  private static Fault fault(LineFault fault) {
    boolean whole = fault.column() < 0;
    return new Fault(
        fault.kind().code(),
        whole ? null : fault.letters(),
        whole ? null : fault.header(),
        fault.kind().english());
  }

  private void check(FileRow row, FileLine right) {
    StoredLine line = CandidateLine.of(right, type);
    LineCheck.Checked checked = check.check(line);
    if (!checked.problems().isEmpty()) {
      refuse(row, checked.problems().stream().map(this::fault).toList());
      return;
    }
    Set<String> kinds = new HashSet<>();
    right.repairs().forEach(repair -> kinds.add(repair.kind().code()));
    kinds.forEach(kind -> repairs.merge(kind, 1, Integer::sum));
    validLines++;
    sketch.add(hash.applyAsLong(line));
    valid.add(
        new StoredLine(
            line.line(),
            line.phone(),
            line.recipient(),
            line.data(),
            line.subject(),
            checked.segments()));
    if (valid.size() == BatchLines.CHUNK) {
      flushValid();
    }
  }

  private Fault fault(LineCheck.Problem problem) {
    ColumnMapping.@Nullable MappedField field =
        mapping.fields().stream()
            .filter(each -> {
              BatchField known = type.field(each.spec().name());
              return known != null && known.pointer().equals(problem.pointer());
            })
            .findFirst()
            .orElse(null);
    return new Fault(
        problem.kind(),
        field == null ? null : ColumnLetters.of(field.column()),
        field == null ? null : field.header(),
        problem.detail());
  }

  private void refuse(FileRow row, List<Fault> wrong) {
    Set<String> kinds = new HashSet<>();
    for (Fault fault : wrong) {
      if (kinds.add(fault.kind())) {
        show(row, fault);
        faults.merge(fault.kind(), 1, Integer::sum);
      }
    }
    refusedLines++;
    List<@Nullable String> values = new ArrayList<>();
    for (int column = 0; column <= mapping.lastColumn(); column++) {
      FieldSpec field = rewritten.get(column);
      FileCell cell = row.cell(column);
      String text = field == null ? cell.text() : rules.reported(cell, field);
      values.add(text.isEmpty() ? null : text);
    }
    refused.add(new RefusedLine((int) row.number(), values, wrong));
    if (refused.size() == BatchLines.CHUNK) {
      flushRefused();
    }
  }

  /** Keeps the line if it is one of the first with this kind of fault. */
  private void show(FileRow row, Fault fault) {
    int before = faults.getOrDefault(fault.kind(), 0);
    if (before >= ROWS_OF_KIND || (before == 0 && faults.size() >= KINDS_WITH_ROWS)) {
      return;
    }
    String column = fault.column();
    String text = column == null ? "" : row.cell(ColumnLetters.index(column)).text();
    faultRows.add(
        new FaultRow(
            (int) row.number(),
            fault.kind(),
            column,
            fault.name(),
            text.isEmpty() ? null : cut(text),
            fault.detail()));
  }

  /** Cuts no character into halves. */
  private static String cut(String text) {
    return text.length() <= MAX_VALUE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_VALUE)));
  }

  private void flushValid() {
    if (!valid.isEmpty()) {
      store.write(batch, chunks++, valid);
      valid.clear();
    }
  }

  private void flushRefused() {
    if (!refused.isEmpty()) {
      store.writeRefused(batch, refusedChunks++, refused);
      refused.clear();
    }
  }

  /** People may have changed it. */
  static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** The hashes of the lines that can be sent. */
  LineSketch sketch() {
    return sketch;
  }

  /** The batch whose report the file is, as its first line says; null if it is none. */
  @Nullable UUID correctionOf() {
    return correctionOf;
  }

  /** Stores the rest, and returns where the next step begins. */
  ParsePosition end(ParsePosition begin, OpenFile file, boolean complete) {
    flushValid();
    flushRefused();
    if (!faultRows.isEmpty()) {
      store.addFaultRows(batch, faultRows);
    }
    return new ParsePosition(
        begin.version(),
        begin.typeVersion(),
        begin.template(),
        begin.templateVersion(),
        file.consumed(),
        validLines + refusedLines,
        validLines,
        refusedLines,
        chunks,
        refusedChunks,
        faults,
        repairs,
        file.totals().hidden(),
        file.totals().blank(),
        complete);
  }
}
