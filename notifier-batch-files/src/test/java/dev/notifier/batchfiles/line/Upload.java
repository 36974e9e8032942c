package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an upload as a job does, and describes what became of it in one line of text. */
public record Upload(
    @Nullable String contentType,
    FileSettings settings,
    MappingChoices choices,
    ColumnRules rules) {
  public static final Upload DETECTED =
      new Upload(null, FileSettings.NONE, MappingChoices.NONE, ColumnRules.NONE);

  public static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.required("phone", FieldType.PHONE, "Số điện thoại", "SĐT", "Phone number"),
          FieldSpec.required("fullName", FieldType.TEXT, "Họ tên", "Họ và tên", "Full name"),
          FieldSpec.optional("validTo", FieldType.DATE, "Hạn thẻ", "Valid to"),
          FieldSpec.optional("amount", FieldType.INTEGER, "Số tiền", "Amount"),
          FieldSpec.optional("rate", FieldType.NUMBER, "Lãi suất", "Rate"),
          FieldSpec.optional("month", FieldType.MONTH, "Tháng", "Month"),
          FieldSpec.optional("honorific", FieldType.HONORIFIC, "Giới tính", "Xưng hô", "Sex"),
          FieldSpec.optional("note", FieldType.TEXT, "Ghi chú", "Note").withLineBreaks(),
          FieldSpec.optional("fund", FieldType.ENUM, "Quỹ", "Fund")
              .withLabels(
                  new FieldSpec.EnumLabel("HEALTH", List.of("BHYT", "Bảo hiểm y tế")),
                  new FieldSpec.EnumLabel("SOCIAL", List.of("BHXH", "Bảo hiểm xã hội"))));

  public Upload as(String type) {
    return new Upload(type, settings, choices, rules);
  }

  public Upload with(FileSettings value) {
    return new Upload(contentType, value, choices, rules);
  }

  public Upload with(MappingChoices value) {
    return new Upload(contentType, settings, value, rules);
  }

  public Upload with(ColumnRules value) {
    return new Upload(contentType, settings, choices, value);
  }

  /**
   * Describes the result: {@code refused KIND}, {@code ask KIND}, or the lines with the number of
   * the row, values and repairs, or faults.
   */
  public String read(FileContent content) {
    try {
      LookResult result =
          FileLooks.look(content, contentType, settings, FieldSpec.foldedNames(FIELDS));
      return switch (result) {
        case LookResult.Refused(var reason) ->
            "refused " + reason.kind().code() + (reason.row() == 0 ? "" : " at " + reason.row());
        case LookResult.Looked(FileLook look) -> lines(content, look);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lines(FileContent content, FileLook look) throws IOException {
    ColumnMapping.Result mapped = ColumnMapping.match(look, FIELDS, choices);
    List<FileQuestion> questions = new ArrayList<>(look.questions());
    // What is not certain about the rows comes before the columns.
    if (questions.isEmpty()) {
      questions.addAll(mapped.questions());
    }
    ColumnRules found = rules;
    if (questions.isEmpty()) {
      try (RowReader rows = RowReaders.open(content, look)) {
        ColumnSurvey.Result survey = ColumnSurvey.survey(rows, mapped.mapping(), rules);
        questions.addAll(survey.questions());
        found = survey.rules();
      }
    }
    if (!questions.isEmpty()) {
      return questions.stream().map(Upload::described).collect(Collectors.joining("; "));
    }
    return lines(content, look, new FileLineReader(mapped.mapping(), found));
  }

  private static String lines(FileContent content, FileLook look, FileLineReader reader)
      throws IOException {
    List<String> lines = new ArrayList<>();
    try (RowReader rows = RowReaders.open(content, look)) {
      FileRow row;
      while ((row = rows.next()) != null) {
        lines.add(described(reader.read(row)));
      }
      var totals = rows.totals();
      if (totals.hidden() > 0) {
        lines.add("hidden " + totals.hidden());
      }
      var unreadable = totals.unreadable();
      if (unreadable != null) {
        lines.add("ended " + unreadable.kind().code() + " at " + unreadable.row());
      }
    }
    return String.join("; ", lines);
  }

  private static String described(FileQuestion question) {
    String subject = question.subject().isEmpty() ? "" : " " + question.subject();
    return "ask " + question.kind().code() + subject + " " + question.choices().getFirst();
  }

  private static String described(LineResult line) {
    return line.number()
        + switch (line) {
          case FileLine right ->
              " "
                  + right.values().values().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(" / "))
                  + (right.repairs().isEmpty()
                      ? ""
                      : right.repairs().stream()
                          .map(repair -> repair.kind().code())
                          .collect(Collectors.joining(" ", " {", "}")));
          case LineResult.Refused wrong ->
              wrong.faults().stream()
                  .map(fault -> " " + fault.letters() + "!" + fault.kind().code())
                  .collect(Collectors.joining());
          case LineResult.Blank none -> " blank";
        };
  }
}
