package dev.notifier.benchmarks;

import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.line.ColumnRules;
import dev.notifier.batchfiles.line.ColumnSurvey;
import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.batchfiles.line.FieldType;
import dev.notifier.batchfiles.line.FileLine;
import dev.notifier.batchfiles.line.FileLineReader;
import dev.notifier.batchfiles.line.LineCounts;
import dev.notifier.batchfiles.line.LineResult;
import dev.notifier.batchfiles.line.MappingChoices;
import dev.notifier.batchfiles.line.NumberCounts;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.report.TableWriter;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.numbers.MobileNumber;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Writes an invented file of a batch and reads it as the job of an upload does: look, survey, then
 * every line with its number counted. Prints lines a second and the largest use of the heap; give
 * it a small heap ({@code -Xmx128m}) to see that memory does not grow with the file. Arguments: CSV
 * or XLSX; lines.
 */
public final class BatchFileLoad {
  private static final int FREQUENT = 5;
  private static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.required("phone", FieldType.PHONE, "Số điện thoại"),
          FieldSpec.required("fullName", FieldType.TEXT, "Họ và tên"),
          FieldSpec.required("validTo", FieldType.DATE, "Hạn thẻ"),
          FieldSpec.required("amount", FieldType.INTEGER, "Số tiền"),
          FieldSpec.required("honorific", FieldType.HONORIFIC, "Giới tính"));
  private static final List<String> NAMES =
      List.of("Lò Thị Mai", "Đặng Thị Thu Hoài", "Nguyễn Văn Thắng", "Trần Thị Điệp");

  private BatchFileLoad() {}

  /** Writes and reads the file, in the folder for temporary files. */
  public static void main(String[] arguments) throws IOException {
    FileKind kind = FileKind.valueOf(arguments[0]);
    int lines = Integer.parseInt(arguments[1]);
    Path file = Files.createTempFile("batch", kind.suffix());
    PrintStream out = System.out;
    try {
      long begun = System.nanoTime();
      write(file, kind, lines);
      out.println(lines + " lines, " + Files.size(file) + " bytes");
      out.println("written: " + speed(lines, begun));
      long read = System.nanoTime();
      LineCounts counts = read(FileContent.of(file));
      out.println("read: " + speed(lines, read) + ", " + counts.valid() + " valid");
      out.println("repairs: " + counts.repairs() + ", faults: " + counts.faults());
      long heap =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .map(MemoryPoolMXBean::getPeakUsage)
              .mapToLong(usage -> usage.getUsed())
              .sum();
      out.println("largest heap: " + heap / 1024 / 1024 + " MiB");
    } finally {
      Files.delete(file);
    }
  }

  private static String speed(int lines, long begun) {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return String.format(
        Locale.ROOT,
        "%.1f s, %.0f lines a second",
        took.toMillis() / 1_000.0,
        lines * 1_000.0 / Math.max(1, took.toMillis()));
  }

  private static void write(Path file, FileKind kind, int lines) throws IOException {
    LocalDate first = LocalDate.of(2026, 1, 1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        TableWriter table = TableWriter.open(out, kind, ';')) {
      table.write(FIELDS.stream().map(FieldSpec::title).toList());
      for (int i = 0; i < lines; i++) {
        LocalDate day = first.plusDays(i % 365);
        table.write(
            List.of(
                // Every tenth number lost its zero.
                (i % 10 == 0 ? "" : "0") + (900_000_000 + i % 90_000_000),
                NAMES.get(i % NAMES.size()),
                day.getDayOfMonth() + "/" + day.getMonthValue() + "/" + day.getYear(),
                "1.263." + (100 + i % 900),
                i % 2 == 0 ? "Nam" : "Nữ"));
      }
    }
  }

  private static LineCounts read(FileContent content) throws IOException {
    LookResult result =
        FileLooks.look(content, null, FileSettings.NONE, FieldSpec.foldedNames(FIELDS));
    if (!(result instanceof LookResult.Looked(FileLook look))) {
      throw new IllegalStateException(result.toString());
    }
    ColumnMapping mapping = ColumnMapping.match(look, FIELDS, MappingChoices.NONE).mapping();
    ColumnRules rules;
    try (RowReader rows = RowReaders.open(content, look)) {
      rules = ColumnSurvey.survey(rows, mapping, ColumnRules.NONE).rules();
    }
    FileLineReader reader = new FileLineReader(mapping, rules);
    LineCounts counts = new LineCounts();
    NumberCounts numbers = new NumberCounts();
    try (RowReader rows = RowReaders.open(content, look)) {
      FileRow row;
      while ((row = rows.next()) != null) {
        LineResult line = reader.read(row);
        counts.add(line);
        MobileNumber number =
            line instanceof FileLine right
                ? MobileNumber.ofE164((String) right.values().get("phone"))
                : null;
        if (number != null) {
          numbers.add(number);
        }
      }
    }
    numbers.above(FREQUENT);
    return counts;
  }
}
