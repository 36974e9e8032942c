package dev.notifier.worker.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.report.TableWriter;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.JsonText;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.FaultRow;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.RefusedLine.Fault;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.jobs.QuietShare;
import dev.notifier.worker.optouts.OptOuts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files become lines that can be sent and lines that cannot. */
class ParseJobIT {
  private static final BatchFixture FIXTURE = new BatchFixture();

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  private static String rows(int from, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      rows.append(BatchFixture.row(i));
    }
    return rows.toString();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** And a dry run. */
  @Test
  void aJobTakesMostOfTheTimeWhileNoMessagesAreWorkedOn() {
    ParseJob parse = FIXTURE.parseJob(10);
    DryRunJob dryRun = FIXTURE.dryRunJob(OptOuts.NONE, Map.of());
    assertThat(parse.minSharePercent()).isZero();
    assertThat(dryRun.minSharePercent()).isEqualTo(50);

    FIXTURE.nanos.addAndGet(QuietShare.QUIET.toNanos());

    assertThat(parse.minSharePercent()).isEqualTo(QuietShare.PERCENT);
    assertThat(dryRun.minSharePercent()).isEqualTo(QuietShare.PERCENT);
  }

  @Test
  void eachRowBecomesALine() {
    StoredBatch batch = FIXTURE.parsed(BatchFixture.HEADER + rows(1, 3));

    assertThat(batch.state())
        .as("%s %s", batch.reason(), batch.question())
        .isEqualTo(BatchState.READY);
    assertThat(batch.lines()).isEqualTo(new StoredBatch.Lines(3, 3, 0, 1, 0, 0));
    assertThat(batch.type())
        .isEqualTo(new StoredBatch.Type("card.expiring", 1, "card-expiring", 1));
    StoredLine line = FIXTURE.lines.read(batch.id(), 0).getFirst();
    assertThat(line.line()).isEqualTo(2);
    assertThat(line.phone()).isEqualTo("+84390000001");
    assertThat(line.recipient())
        .containsEntry("phone", "+84390000001")
        .containsEntry("fullName", "Lò Thị Mai")
        .containsEntry("honorific", "Bà");
    assertThat(line.data()).containsEntry("validTo", "2026-12-31").containsEntry("daysLeft", 30);
    assertThat(line.subject()).isEqualTo("s1");
    assertThat(line.segments()).isPositive();
  }

  @Test
  void aWrongLineDoesNotRejectTheFile() {
    StoredBatch batch =
        FIXTURE.parsed(
            BatchFixture.HEADER
                + rows(1, 2)
                + "024 3826 6666,Mai,Bà,HC4010110129425,31/12/2026,30,x\n"
                + "0391234567,Mai,Bà,hc-1,31/12/2026,400,x\n"
                + "391234567,Mai,Bà,HC4010110129425,31/12/2026,30,x\n");

    assertThat(batch.state()).isEqualTo(BatchState.READY);
    assertThat(batch.lines()).isEqualTo(new StoredBatch.Lines(5, 3, 2, 1, 0, 0));
    List<RefusedLine> refused = FIXTURE.lines.refused(batch.id(), 0);
    assertThat(refused).extracting(RefusedLine::line).containsExactly(4, 5);
    assertThat(refused.getFirst().faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.column()).isEqualTo("A");
          assertThat(fault.name()).isEqualTo("phone");
        });
    assertThat(refused.getLast().faults())
        .extracting(Fault::column)
        .containsExactlyInAnyOrder("D", "F");
    assertThat(refused.getLast().values()).contains("hc-1");
    List<FaultRow> shown = FIXTURE.lines.faultRows(batch.id());
    assertThat(shown).extracting(FaultRow::line).containsExactly(4, 5);
    assertThat(shown.getFirst().kind()).isEqualTo("landline");
    assertThat(shown.getFirst().value()).isEqualTo("024 3826 6666");
    JsonNode summary = json(String.valueOf(batch.summary()));
    assertThat(summary.at("/faults/0/kind").asString()).isEqualTo("invalid-data");
    assertThat(summary.path("repairs").toString()).contains("leading-zero");
    assertThat(summary.path("duplicates").asInt()).isZero();
  }

  @Test
  void theFirstLinesOfEachKindOfFaultAreShownWhereverTheyAre() {
    StringBuilder file = new StringBuilder(BatchFixture.HEADER);
    for (int i = 0; i < 30; i++) {
      file.append("024 3826 6666,Mai,Bà,HC4010110129425,31/12/2026,30,x\n");
      file.append(BatchFixture.row(i + 1));
    }
    file.append("1900 1234,Mai,Bà,HC4010110129425,31/12/2026,30,x\n".repeat(2));

    StoredBatch batch = FIXTURE.parsed(file.toString());

    assertThat(FIXTURE.lines.faultRows(batch.id()))
        .extracting(row -> row.kind() + ' ' + row.line())
        .containsExactly(
            "landline 2",
            "landline 4",
            "landline 6",
            "landline 8",
            "landline 10",
            "service-number 62",
            "service-number 63");
    assertThat(FIXTURE.lines.readFrom(batch.id(), 40, 3))
        .extracting(StoredLine::line)
        .containsExactly(41, 43, 45);
    assertThat(FIXTURE.lines.refusedFrom(batch.id(), 58, 9))
        .extracting(RefusedLine::line)
        .containsExactly(58, 60, 62, 63);
    assertThat(FIXTURE.lines.readFrom(batch.id(), 62, 3)).isEmpty();
    assertThat(FIXTURE.lines.refused(batch.id(), 0).getFirst().line())
        .as("the report does not have them twice")
        .isEqualTo(2);
  }

  @Test
  void aCorrectedReportNamesItsBatch() {
    StoredBatch first = FIXTURE.parsed(BatchFixture.HEADER + BatchFixture.row(1));
    String header = BatchFixture.HEADER.strip() + ",Lỗi,Mã lô\n";
    String row = BatchFixture.row(2).strip() + ",Sai số,";

    StoredBatch second = FIXTURE.parsed(header + row + first.id() + "\n");

    assertThat(second.correctionOf()).isEqualTo(first.id());
    assertThat(second.lines().valid()).isOne();
    assertThat(second.summary()).contains("\"ignoredColumns\": []");
    assertThat(FIXTURE.parsed(header + row + UUID.randomUUID() + "\n").correctionOf()).isNull();
    assertThat(FIXTURE.parsed(header + row + "xyz\n").correctionOf()).isNull();
    assertThat(first.correctionOf()).isNull();
  }

  @Test
  void repeatedNumbersAreCounted() {
    StoredBatch batch =
        FIXTURE.parsed(BatchFixture.HEADER + rows(1, 2) + BatchFixture.row(7).repeat(6));

    JsonNode summary = json(String.valueOf(batch.summary()));
    assertThat(summary.path("duplicates").asInt()).isEqualTo(5);
    assertThat(summary.at("/repeated/numbers").asInt()).isOne();
    assertThat(summary.at("/repeated/lines").asInt()).isEqualTo(6);
  }

  /** Two are open, and the third one waits, so no row is skipped again and again. */
  @Test
  void ofThreeLargeFilesOneWaitsAndASmallOneDoesNot() {
    AtomicLong nanos = new AtomicLong();
    ParseJob job = FIXTURE.parseJob(10, 5_000, nanos::get);
    List<UUID> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(FIXTURE.received(BatchFixture.HEADER + rows(0, 200)));
    }
    UUID small = FIXTURE.received(BatchFixture.HEADER + rows(0, 12));
    files.add(small);
    Map<UUID, @Nullable String> positions = new HashMap<>();
    Map<UUID, Integer> waits = new HashMap<>();
    List<UUID> left = new ArrayList<>(files);
    for (int round = 0; round < 200 && !left.isEmpty(); round++) {
      for (UUID id : List.copyOf(left)) {
        switch (FIXTURE.step(job, id, positions.get(id))) {
          case JobStep.Proceed(Object next, var _) ->
              positions.put(id, next == null ? null : JsonText.write(next));
          case JobStep.Later(Object next, var _, var _) -> {
            waits.merge(id, 1, Integer::sum);
            positions.put(id, next == null ? null : JsonText.write(next));
          }
          default -> left.remove(id);
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      }
    }
    assertThat(left).isEmpty();
    assertThat(waits).containsKey(files.get(2)).doesNotContainKey(small);
    assertThat(files)
        .allSatisfy(id -> assertThat(FIXTURE.found(id).state()).isEqualTo(BatchState.READY));
    assertThat(FIXTURE.found(files.get(2)).lines().valid()).isEqualTo(200);
  }

  /** What was read before is deleted in several steps, each of which may be done by any worker. */
  @Test
  void aWorkerThatOnlyDeletesKeepsNoTurn() {
    ParseJob first = FIXTURE.parseJob(1_000, 0, () -> 0);
    ParseJob second = FIXTURE.parseJob(1_000, 0, () -> 0);
    for (int i = 0; i < ReadingTurns.MOST; i++) {
      UUID id = FIXTURE.received(BatchFixture.HEADER + rows(0, 3));
      FIXTURE.jdbc.update(
          "insert into batch_chunks (batch_id, chunk, first_line, valid_lines, bytes)"
              + " select ?, n, 1, 1, '' from generate_series(1, ?) n",
          id,
          ParseJob.MAX_CLEARED);
      assertThat(FIXTURE.step(first, id, null))
          .isInstanceOfSatisfying(
              JobStep.Proceed.class, step -> assertThat(step.position()).isNull());
      FIXTURE.run(new BatchJob(id, null), second);
      assertThat(FIXTURE.found(id).state()).isEqualTo(BatchState.READY);
    }
    UUID next = FIXTURE.received(BatchFixture.HEADER + rows(0, 3));
    FIXTURE.run(new BatchJob(next, null), first);
    assertThat(FIXTURE.found(next).state()).isEqualTo(BatchState.READY);
  }

  /** Nor does it need one for its last step, after its file was read. */
  @Test
  void aSmallFileTakesNoTurn() {
    ParseJob job = FIXTURE.parseJob(10, 5_000, () -> 0);
    List<UUID> small = new ArrayList<>();
    for (int i = 0; i < ReadingTurns.MOST; i++) {
      small.add(FIXTURE.received(BatchFixture.HEADER + rows(0, 12)));
    }
    small.forEach(
        id -> assertThat(FIXTURE.step(job, id, null)).isInstanceOf(JobStep.Proceed.class));
    UUID large = FIXTURE.received(BatchFixture.HEADER + rows(0, 200));
    FIXTURE.run(new BatchJob(large, null), job);
    assertThat(FIXTURE.found(large).state()).isEqualTo(BatchState.READY);
  }

  @Test
  void theLastStepWaitsForNoTurn() {
    ParseJob first = FIXTURE.parseJob(1_000, 0, () -> 0);
    ParseJob second = FIXTURE.parseJob(1_000, 0, () -> 0);
    UUID id = FIXTURE.received(BatchFixture.HEADER + rows(0, 3));
    String position = null;
    for (int i = 0; i < 2; i++) {
      position = position(FIXTURE.step(first, id, position));
    }
    for (int i = 0; i < ReadingTurns.MOST; i++) {
      FIXTURE.step(second, FIXTURE.received(BatchFixture.HEADER + rows(0, 3)), null);
    }
    assertThat(FIXTURE.step(second, id, position)).isInstanceOf(JobStep.Done.class);
    assertThat(FIXTURE.found(id).state()).isEqualTo(BatchState.READY);
  }

  private static String position(JobStep step) {
    return JsonText.write(Objects.requireNonNull(((JobStep.Proceed) step).position()));
  }

  /** Each worker skips what the other one has read. */
  @Test
  void workersTakeTurns() {
    UUID id = FIXTURE.received(BatchFixture.HEADER + rows(0, 2_500));

    int steps = FIXTURE.run(new BatchJob(id, null), FIXTURE.parseJob(600), FIXTURE.parseJob(600));

    StoredBatch batch = FIXTURE.found(id);
    assertThat(steps).isGreaterThan(6);
    assertThat(batch.state()).isEqualTo(BatchState.READY);
    assertThat(batch.lines().valid()).isEqualTo(2_500);
    List<Integer> lines = new ArrayList<>();
    for (int chunk = 0; chunk < batch.lines().chunks(); chunk++) {
      FIXTURE.lines.read(id, chunk).forEach(line -> lines.add(line.line()));
    }
    assertThat(lines).hasSize(2_500).doesNotHaveDuplicates().isSorted();
  }

  /** As if the worker was killed after the step, and before its transaction was committed. */
  @Test
  void aStepThatIsNotSavedIsRepeated() {
    UUID id = FIXTURE.received(BatchFixture.HEADER + rows(0, 1_500));

    FIXTURE.runWithLostSteps(new BatchJob(id, null), FIXTURE.parseJob(400));

    StoredBatch batch = FIXTURE.found(id);
    assertThat(batch.state()).isEqualTo(BatchState.READY);
    assertThat(batch.lines().valid()).isEqualTo(1_500);
    List<Integer> lines = new ArrayList<>();
    for (int chunk = 0; chunk < batch.lines().chunks(); chunk++) {
      FIXTURE.lines.read(id, chunk).forEach(line -> lines.add(line.line()));
    }
    assertThat(lines).hasSize(1_500).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "'name,cardNo,validTo,daysLeft\na,HC4010110129425,31/12/2026,30\n', mapping",
    "'phone,validTo,daysLeft\n0391234567,31/12/2026,30\n', mapping",
    "'phone,cardNo,validTo,daysLeft\n0391234567,HC4010110129425,12/31/2026,30\n', date-order",
  })
  void aQuestionIsAsked(String file, String kind) {
    StoredBatch batch = FIXTURE.parsed(file);

    assertThat(batch.state()).isEqualTo(BatchState.NEEDS_ANSWER);
    assertThat(json(String.valueOf(batch.question())).path("kind").asString()).isEqualTo(kind);
  }

  @Test
  void theAnswerIsUsed() {
    StoredBatch asked =
        FIXTURE.parsed(
            "Liên hệ,cardNo,validTo,daysLeft\n0391234567,HC4010110129425,12/31/2026,30\n");
    assertThat(asked.state()).isEqualTo(BatchState.NEEDS_ANSWER);
    FIXTURE.batches.readAgain(
        asked, "{\"mapping\":{\"phone\":\"Liên hệ\"},\"dateOrder\":\"month-first\"}", "user:lan");

    FIXTURE.run(new BatchJob(asked.id(), null), FIXTURE.parseJob(100));

    StoredBatch batch = FIXTURE.found(asked.id());
    assertThat(batch.state()).as(batch.question()).isEqualTo(BatchState.READY);
    assertThat(FIXTURE.lines.read(asked.id(), 0).getFirst().data())
        .containsEntry("validTo", "2026-12-31");
  }

  @Test
  void whatCannotBeReadSaysWhatToDo() {
    UUID id =
        FIXTURE.received("xlsx", "PK\u0003\u0004 no sheet".getBytes(StandardCharsets.ISO_8859_1));

    FIXTURE.run(new BatchJob(id, null), FIXTURE.parseJob(100));

    StoredBatch batch = FIXTURE.found(id);
    assertThat(batch.state()).isEqualTo(BatchState.UNREADABLE);
    assertThat(batch.reason()).isNotBlank();
    assertThat(batch.times().ended()).isNotNull();
  }

  /** PostgreSQL has no such character. */
  @Test
  void aFileWithTheCharacterZeroIsRead() {
    UUID id =
        FIXTURE.received(
            "ndjson",
            """
            {"phone":"0391234567","cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30,"\\u0000":1}
            """
                .getBytes(StandardCharsets.UTF_8));

    FIXTURE.run(new BatchJob(id, null), FIXTURE.parseJob(100));

    StoredBatch batch = FIXTURE.found(id);
    assertThat(batch.state())
        .as("%s %s", batch.reason(), batch.question())
        .isEqualTo(BatchState.READY);
  }

  @Test
  void aQuestionHasNoCharacterZero() {
    UUID id =
        FIXTURE.received(
            "ndjson",
            "{\"name\":\"a\\u0000b\",\"cardNo\":\"x\"}\n".getBytes(StandardCharsets.UTF_8));

    FIXTURE.run(new BatchJob(id, null), FIXTURE.parseJob(100));

    StoredBatch batch = FIXTURE.found(id);
    assertThat(batch.state()).isEqualTo(BatchState.NEEDS_ANSWER);
    assertThat(json(String.valueOf(batch.question())).path("samples").toString()).contains("ab");
  }

  @Test
  void noCopyOfASpreadsheetIsLeftBehind() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TableWriter table = TableWriter.open(out, FileKind.XLSX, ',')) {
      table.write(List.of("phone", "cardNo", "validTo", "daysLeft"));
      for (int i = 0; i < 5; i++) {
        table.write(List.of("039123456" + i, "HC4010110129425", "31/12/2026", "30"));
      }
    }
    Set<String> before = copies();
    UUID id = FIXTURE.received("xlsx", out.toByteArray());
    ParseJob parsing = FIXTURE.parseJob(2);

    parsing.step(BatchFixture.job(BatchJob.PARSE, new BatchJob(id, null), null));

    assertThat(copies()).isEqualTo(before);
    FIXTURE.run(new BatchJob(id, null), parsing);
    assertThat(FIXTURE.found(id).lines().valid()).isEqualTo(5);
    assertThat(copies()).isEqualTo(before);
  }

  private static Set<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(Path::toString)
          .filter(name -> name.contains("notifier-batch-"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aJobThatFailsLeavesAReason() {
    UUID id = FIXTURE.received(BatchFixture.HEADER + rows(1, 3));
    ParseJob parsing = FIXTURE.parseJob(100);

    parsing.failed(BatchFixture.job(BatchJob.PARSE, new BatchJob(id, null), null));

    StoredBatch batch = FIXTURE.found(id);
    assertThat(batch.state()).isEqualTo(BatchState.UNREADABLE);
    assertThat(batch.reason()).isNotBlank();
  }

  @Test
  void aCancelledBatchIsNotReadOn() {
    UUID id = FIXTURE.received(BatchFixture.HEADER + rows(1, 3));
    FIXTURE.batches.cancel(FIXTURE.found(id));

    assertThat(FIXTURE.run(new BatchJob(id, null), FIXTURE.parseJob(100))).isOne();
    assertThat(FIXTURE.lines.read(id, 0)).isEmpty();
  }
}
