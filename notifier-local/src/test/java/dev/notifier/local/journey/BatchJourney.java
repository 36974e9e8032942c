package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.report.TableWriter;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.local.cli.CommandHere;
import dev.notifier.local.components.TestNumber;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list from a spreadsheet becomes messages, and the list of what became of them. */
abstract class BatchJourney {
  private static final int DELIVERED = 6;

  @TempDir private static Path folder;

  private final LocalStart notifier;

  BatchJourney(LocalStart notifier) {
    this.notifier = notifier;
  }

  @Test
  void aSpreadsheetBecomesTheOutcomeOfEachLine() throws Exception {
    Path list = spreadsheet();

    String batch = batch("Batch", "upload", "--type", "card.expiring", list);
    String dryRun = dryRun(batch);
    batch("RUNNING", "release", "--dry-run", dryRun, batch);
    batch("DONE", "watch", batch);
    Path outcome = folder.resolve("outcome.csv");
    batch("What has become", "outcome", batch, outcome);

    List<String> rows = Files.readAllLines(outcome);
    assertThat(rows).hasSize(1 + DELIVERED + 2);
    assertThat(rows.subList(1, rows.size())).allMatch(row -> row.contains("\"true\""));
    assertThat(rows).filteredOn(row -> row.contains("\"DELIVERED\"")).hasSize(DELIVERED);
    assertThat(rows)
        .anyMatch(row -> row.contains("\"8\",\"EXPIRED\",\"RECEIPT_EXPIRED\",\"The carrier"))
        .anyMatch(row -> row.contains("\"9\",\"REJECTED\",\"CARRIER_INVALID_DESTINATION\""));
    Path report = folder.resolve("refused.csv");
    batch("The refused lines", "report", batch, report);
    assertThat(Files.readAllLines(report)).hasSize(2).anyMatch(row -> row.contains(batch));

    String retry = batch("Batch", "retry", batch);
    batch("READY", "show", retry);
    assertThat(dryRun(retry)).isNotEmpty();
  }

  /** Some lines that are right, two that fail, and one that is refused. */
  private static Path spreadsheet() throws IOException {
    List<String> phones = new ArrayList<>();
    for (int i = 0; i < DELIVERED; i++) {
      phones.add("039123450" + i);
    }
    phones.add(TestNumber.EXPIRED.phone());
    phones.add(TestNumber.UNKNOWN_NUMBER.phone());
    phones.add("0391");
    Path list = folder.resolve("October.xlsx");
    try (OutputStream out = Files.newOutputStream(list);
        TableWriter table = TableWriter.open(out, FileKind.XLSX, ',')) {
      table.write(
          List.of("Số điện thoại", "Họ và tên", "Danh xưng", "cardNo", "validTo", "daysLeft"));
      for (String phone : phones) {
        table.write(List.of(phone, "Lò Thị Mai", "Bà", "HC4010110129425", "31/12/2026", "30"));
      }
    }
    return list;
  }

  /** Orders a dry run, and returns its id. */
  private String dryRun(String batch) {
    String advice = batch("Release it with ./notifier batch release --dry-run", "dry-run", batch);
    return advice.substring(0, advice.indexOf(' '));
  }

  /** Runs {@code ./notifier batch}, and returns what it prints behind a prefix. */
  private String batch(String prefix, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("batch", arguments[0], "--home", notifier.home()));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return CommandHere.printed(prefix, 0, all.toArray());
  }
}
