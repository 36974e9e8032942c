package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.line.NumberCounts;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.schema.EventSchemas;
import dev.notifier.store.JsonText;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchSettings;
import dev.notifier.store.batches.BatchSketches;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.LineDigest;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.batches.UploadStore;
import dev.notifier.store.counters.CountedChanges;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.jobs.QuietShare;
import dev.notifier.worker.templates.TemplateProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of batches, and checks their lines. A step is some thousand rows, so its time and
 * memory do not depend on the size of the file.
 */
public final class ParseJob implements JobKind {
  /** Rows of a step: about a second. */
  static final int ROWS = 10_000;

  /** A file of some steps, which waits for no other one, because it is opened again soon. */
  private static final long SMALL_BYTES = 2L << 20;

  private static final Duration WAIT = Duration.ofSeconds(2);

  static final int MAX_CLEARED = 500;

  /** More lines are not compared with each other, because a step would take too long. */
  private static final int MAX_COMPARED = 2_000_000;

  /** A number in more lines than this is probably wrong. */
  private static final int REPEATED = 5;

  private final Stores stores;
  private final NotificationPlanner planner;
  private final TemplateProvider templates;
  private final LineDigest digest;
  private final OpenFiles files;
  private final FormerSettings formerSettings;
  private final EventSchemas schemas = new EventSchemas();
  private final int rowsOfStep;
  private final long smallBytes;

  /**
   * What it reads and writes.
   *
   * @param changes whether messages are worked on
   */
  public record Stores(
      BatchStore batches,
      UploadStore uploads,
      BatchLines lines,
      BatchSketches sketches,
      EventTypeStore types,
      CountedChanges changes) {}

  /**
   * @param digest by which lines are compared with those of other batches
   * @param nanoTime a monotonic clock
   */
  public ParseJob(
      Stores stores,
      NotificationPlanner planner,
      TemplateProvider templates,
      LineDigest digest,
      LongSupplier nanoTime) {
    this(stores, planner, templates, digest, nanoTime, ROWS, SMALL_BYTES);
  }

  ParseJob(
      Stores stores,
      NotificationPlanner planner,
      TemplateProvider templates,
      LineDigest digest,
      LongSupplier nanoTime,
      int rowsOfStep,
      long smallBytes) {
    this.digest = digest;
    this.files = new OpenFiles(nanoTime);
    this.stores = stores;
    this.formerSettings = new FormerSettings(stores.batches());
    this.planner = planner;
    this.templates = templates;
    this.rowsOfStep = rowsOfStep;
    this.smallBytes = smallBytes;
  }

  @Override
  public String name() {
    return BatchJob.PARSE;
  }

  /** Someone waits for it. */
  @Override
  public int minSharePercent() {
    return QuietShare.percent(stores.changes());
  }

  @Override
  public JobStep step(LeasedJob job) {
    JobStep step = null;
    try {
      step = next(job);
      return step;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!(step instanceof JobStep.Proceed || step instanceof JobStep.Later)) {
        files.drop(job.id());
      }
    }
  }

  private JobStep next(LeasedJob job) throws IOException {
    UUID id = job.payload(BatchJob.class).batch();
    StoredBatch batch = stores.batches().find(id).orElse(null);
    ParsePosition position = job.position(ParsePosition.class);
    Progress progress = new Progress(job.done(), null);
    if (batch == null
        || batch.state() != BatchState.PARSING
        || (position != null && position.version() != batch.version())) {
      // It was cancelled, deleted, or is read again by another job.
      return new JobStep.Done(progress);
    }
    if (position != null && position.complete()) {
      return finish(job, batch, position);
    }
    // Before the turn begins, because this step may be the last one of this worker.
    if (position == null && !stores.lines().isCleared(batch.id(), MAX_CLEARED)) {
      return new JobStep.Proceed(null, progress);
    }
    if (batch.file().bytes() > smallBytes && !files.begin(job.id(), batch.tenant())) {
      return new JobStep.Later(position, progress, WAIT);
    }
    return position == null ? begin(job, batch) : read(job, batch, position);
  }

  @Override
  public void failed(LeasedJob job) {
    files.drop(job.id());
    ParsePosition position = job.position(ParsePosition.class);
    stores
        .batches()
        .find(job.payload(BatchJob.class).batch())
        .filter(batch ->
            batch.state() == BatchState.PARSING
                && (position == null || position.version() == batch.version()))
        .ifPresent(batch -> stores.batches().unreadable(batch, BatchReason.FAILED.sentence()));
  }

  private JobStep begin(LeasedJob job, StoredBatch batch) throws IOException {
    Progress none = new Progress(0, null);
    stores.sketches().clear(batch.id());
    Optional<EventTypeRecord> type = stores.types().find(batch.type().name());
    if (type.isEmpty()) {
      return unreadable(batch, BatchReason.NO_TYPE.sentence(), none);
    }
    TemplateLookup lookup = lookUp(batch);
    if (!(lookup instanceof TemplateLookup.Found(_, var published))
        || published.version() == null) {
      String detail =
          lookup instanceof TemplateLookup.Missing missing
              ? missing.detail()
              : "publish a template";
      return unreadable(batch, BatchReason.noText(detail).sentence(), none);
    }
    switch (setup(batch, type.get())) {
      case FileSetup.Refused(UnreadableFile reason) -> {
        return unreadable(batch, reason.english(), none);
      }
      case FileSetup.Asks(FileQuestion question) -> {
        stores.batches().ask(batch, JsonText.write(Question.of(question)));
        return new JobStep.Done(none);
      }
      case FileSetup.Ready(OpenFile open) -> {
        files.keep(job.id(), open);
        return new JobStep.Proceed(
            ParsePosition.begin(
                batch.version(), type.get().version(), published.id(), published.version()),
            none);
      }
    }
  }

  private TemplateLookup lookUp(StoredBatch batch) {
    try {
      return templates.upToDate().lookUp(batch.tenant(), batch.type().name(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The worker stops", e);
    }
  }

  /** Closes the file unless its rows can be read. */
  private FileSetup.Setup setup(StoredBatch batch, EventTypeRecord type) throws IOException {
    UploadedFile file = new UploadedFile(stores.uploads(), batch.id());
    FileSetup.Setup setup = null;
    try {
      setup =
          new FileSetup(
                  BatchType.of(type, schemas),
                  JsonText.read(batch.settings(), BatchSettings.class),
                  corrected -> formerSettings.of(batch, corrected))
              .open(file, batch.file().kind());
      return setup;
    } finally {
      if (!(setup instanceof FileSetup.Ready)) {
        file.close();
      }
    }
  }

  private JobStep unreadable(StoredBatch batch, String reason, Progress progress) {
    stores.batches().unreadable(batch, reason);
    return new JobStep.Done(progress);
  }

  private JobStep read(LeasedJob job, StoredBatch batch, ParsePosition begin) throws IOException {
    EventTypeRecord definition = type(batch, begin);
    BatchType type = BatchType.of(definition, schemas);
    OpenFile file = opened(job, batch, begin, definition);
    JobStep step = null;
    try {
      step = read(job, batch, begin, type, file);
      return step;
    } finally {
      if (step instanceof JobStep.Proceed) {
        files.keep(job.id(), file);
      } else {
        OpenFiles.close(file);
      }
    }
  }

  private JobStep read(
      LeasedJob job, StoredBatch batch, ParsePosition begin, BatchType type, OpenFile file)
      throws IOException {
    file.skipTo(begin.rows());
    LineBlock block =
        new LineBlock(
            stores.lines(),
            batch.id(),
            file,
            type,
            check(job, batch, type, begin),
            line -> digest.of(batch.tenant(), batch.type().name(), line),
            begin);
    boolean complete = false;
    for (int i = 0; i < rowsOfStep && !complete; i++) {
      OpenFile.Read read = file.next();
      if (read == null) {
        complete = true;
      } else {
        block.add(read);
      }
    }
    UnreadableFile reason = file.totals().unreadable();
    if (complete && reason != null) {
      return unreadable(batch, reason.english(), new Progress(begin.rows(), null));
    }
    ParsePosition end = block.end(begin, file, complete);
    if (complete && end.read() == 0) {
      return unreadable(batch, UnreadableKind.NO_ROWS.english(), new Progress(begin.rows(), null));
    }
    stores.sketches().add(batch.id(), block.sketch());
    UUID corrected = block.correctionOf();
    if (begin.rows() == 0 && corrected != null) {
      stores.batches().correct(batch, corrected);
    }
    stores.batches().progress(batch, end.read(), end.valid(), end.refused());
    return new JobStep.Proceed(end, new Progress(end.rows(), null));
  }

  private LineCheck check(
      LeasedJob job, StoredBatch batch, BatchType type, ParsePosition position) {
    return new LineCheck(
        new LineCheck.Batch(batch.id(), batch.tenant(), type, position.templateVersion()),
        planner,
        templates.current(),
        job.now());
  }

  private EventTypeRecord type(StoredBatch batch, ParsePosition position) {
    return stores
        .types()
        .version(batch.type().name(), position.typeVersion())
        .orElseThrow(() -> new IllegalStateException("A version of an event type is missing"))
        .type();
  }

  /** The file as it was left, or opened again. */
  private OpenFile opened(
      LeasedJob job, StoredBatch batch, ParsePosition position, EventTypeRecord type)
      throws IOException {
    OpenFile kept = files.take(job.id(), position.rows());
    if (kept != null) {
      return kept;
    }
    if (setup(batch, type) instanceof FileSetup.Ready(OpenFile open)) {
      return open;
    }
    throw new IllegalStateException("The file cannot be read as before");
  }

  private JobStep finish(LeasedJob job, StoredBatch batch, ParsePosition end) throws IOException {
    OpenFile file = opened(job, batch, end, type(batch, end));
    try {
      @Nullable Long duplicates = null;
      BatchSummary.@Nullable Repeated repeated = null;
      if (end.valid() <= MAX_COMPARED) {
        NumberCounts numbers = numbers(batch.id(), end.chunks());
        NumberCounts.Frequent twice = numbers.above(1);
        duplicates = twice.lines() - twice.size();
        NumberCounts.Frequent often = numbers.above(REPEATED);
        repeated = new BatchSummary.Repeated(often.size(), often.lines());
      }
      stores
          .batches()
          .ready(
              batch,
              new StoredBatch.Type(
                  batch.type().name(), end.typeVersion(), end.template(), end.templateVersion()),
              new StoredBatch.Lines(end.read(), end.valid(), end.refused(), end.chunks(), 0, 0),
              JsonText.write(BatchSummary.of(file, end, duplicates, repeated)));
      return new JobStep.Done(new Progress(end.rows(), end.rows()));
    } finally {
      OpenFiles.close(file);
    }
  }

  private NumberCounts numbers(UUID batch, int chunks) {
    NumberCounts numbers = new NumberCounts();
    for (int chunk = 0; chunk < chunks; chunk++) {
      List<StoredLine> lines = stores.lines().read(batch, chunk);
      for (StoredLine line : lines) {
        MobileNumber number = MobileNumber.ofE164(line.phone());
        if (number != null) {
          numbers.add(number);
        }
      }
    }
    return numbers;
  }

  /** A question as callers see it. */
  private record Question(
      String kind, String subject, String text, List<String> choices, List<String> samples) {
    static Question of(FileQuestion question) {
      return new Question(
          question.kind().code(),
          question.subject(),
          question.kind().english(),
          question.choices(),
          question.samples());
    }
  }
}
