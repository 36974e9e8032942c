package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.line.ColumnRules;
import dev.notifier.batchfiles.line.ColumnSurvey;
import dev.notifier.batchfiles.line.DateOrder;
import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.batchfiles.line.FieldType;
import dev.notifier.batchfiles.line.MappingChoices;
import dev.notifier.batchfiles.line.NumberStyle;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.rows.TextEncoding;
import dev.notifier.store.batches.BatchSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out how a file is read: what is detected, and what someone has said. */
final class FileSetup {
  private final BatchType type;
  private final BatchSettings settings;
  private final Function<UUID, BatchSettings> former;

  /**
   * @param former the settings of a batch whose corrected report the file is
   */
  FileSetup(BatchType type, BatchSettings settings, Function<UUID, BatchSettings> former) {
    this.former = former;
    this.type = type;
    this.settings = settings;
  }

  /** What was found out. */
  sealed interface Setup {}

  /** The rows can be read. */
  record Ready(OpenFile file) implements Setup {}

  /** Someone has to say something before. */
  record Asks(FileQuestion question) implements Setup {}

  /** The file cannot be read. */
  record Refused(UnreadableFile reason) implements Setup {}

  /**
   * Looks at a file. The result is the same each time.
   *
   * @param kind as its sender has said: csv, tsv, ndjson or xlsx
   * @throws IOException if the bytes cannot be read
   */
  Setup open(UploadedFile file, String kind) throws IOException {
    String contentType = FileKind.valueOf(kind.toUpperCase(Locale.ROOT)).contentType();
    List<FieldSpec> specs = type.specs();
    LookResult result =
        FileLooks.look(file, contentType, fileSettings(), FieldSpec.foldedNames(specs));
    return switch (result) {
      case LookResult.Refused(var reason) -> new Refused(reason);
      case LookResult.Looked(FileLook look) -> open(file, look, specs);
    };
  }

  private Setup open(UploadedFile file, FileLook look, List<FieldSpec> specs) throws IOException {
    if (!look.questions().isEmpty()) {
      return new Asks(look.questions().getFirst());
    }
    ColumnMapping.Result mapped = ColumnMapping.match(look, specs, choices());
    ColumnMapping mapping = mapped.mapping();
    List<FileQuestion> questions = new ArrayList<>(mapped.questions());
    boolean hasPerson =
        mapping.fields().stream()
            .anyMatch(field ->
                field.spec().type() == FieldType.PHONE
                    || field.spec().name().endsWith(BatchField.PERSON));
    if (!hasPerson
        && questions.stream().noneMatch(each -> each.subject().equals(BatchField.PHONE))) {
      questions.add(phone(look));
    }
    if (!questions.isEmpty()) {
      return new Asks(questions.getFirst());
    }
    ColumnSurvey.Result survey;
    try (RowReader rows = RowReaders.open(file, look)) {
      survey = ColumnSurvey.survey(rows, mapping, rules(settings), this::former);
    }
    return survey.questions().isEmpty()
        ? new Ready(OpenFile.open(file, look, mapping, survey.rules()))
        : new Asks(survey.questions().getFirst());
  }

  private static FileQuestion phone(FileLook look) {
    return new FileQuestion(
        QuestionKind.MAPPING,
        BatchField.PHONE,
        look.headers().stream().map(FileLook.Header::name).toList(),
        look.samples().stream().map(cells -> String.join(" | ", cells)).toList());
  }

  private FileSettings fileSettings() {
    String encoding = settings.encoding();
    String delimiter = settings.delimiter();
    return new FileSettings(
        encoding == null ? null : encoding(encoding),
        delimiter == null || delimiter.isEmpty() ? null : delimiter.charAt(0),
        settings.sheet(),
        settings.headerRow());
  }

  private static @Nullable TextEncoding encoding(String code) {
    return Arrays.stream(TextEncoding.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElse(null);
  }

  private MappingChoices choices() {
    Map<String, String> mapping = settings.mapping();
    return new MappingChoices(
        mapping == null ? Map.of() : mapping, Boolean.TRUE.equals(settings.takeFirstNumber()));
  }

  /** Other settings than these concern the places of columns, which the report may not have. */
  private @Nullable ColumnRules former(String batch) {
    UUID id = LineBlock.id(batch);
    return id == null ? null : rules(former.apply(id));
  }

  /** What was said concerns all columns of dates, or of numbers. */
  private ColumnRules rules(BatchSettings settings) {
    Map<String, DateOrder> dates = new HashMap<>();
    Map<String, NumberStyle> numbers = new HashMap<>();
    for (FieldSpec spec : type.specs()) {
      if (spec.type() == FieldType.DATE && settings.dateOrder() != null) {
        dates.put(spec.name(), dateOrder(settings.dateOrder()));
      } else if (isNumber(spec) && settings.numberFormat() != null) {
        numbers.put(spec.name(), numberStyle(settings.numberFormat()));
      }
    }
    return new ColumnRules(dates, numbers);
  }

  private static boolean isNumber(FieldSpec spec) {
    return spec.type() == FieldType.INTEGER || spec.type() == FieldType.NUMBER;
  }

  private static DateOrder dateOrder(String code) {
    return Arrays.stream(DateOrder.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElse(DateOrder.DAY_FIRST);
  }

  private static NumberStyle numberStyle(String code) {
    return Arrays.stream(NumberStyle.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElse(NumberStyle.DECIMAL_COMMA);
  }
}
