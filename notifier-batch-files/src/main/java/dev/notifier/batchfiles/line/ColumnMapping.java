package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLook.Header;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column is which field.
 *
 * @param fields the fields that have a column
 * @param ignored the names of columns that are no field
 * @param batchColumn the column of a report with the id of the batch that refused these lines, or
 *     null
 * @param lastColumn the last column with a name; a value behind it shows that cells were shifted
 * @param strict whether values behind the last column are faults, as in CSV
 * @param takeFirstNumber whether the first number is taken from a cell with several phone numbers
 */
public record ColumnMapping(
    List<MappedField> fields,
    List<String> ignored,
    @Nullable Integer batchColumn,
    int lastColumn,
    boolean strict,
    boolean takeFirstNumber) {
  /** The column of a report with what is wrong. */
  public static final String FAULT_COLUMN = "Lỗi";

  /** The column of a report with the id of the batch. */
  public static final String BATCH_COLUMN = "Mã lô";

  private static final String FOLDED_FAULTS = HeaderNames.fold(FAULT_COLUMN);
  private static final String FOLDED_BATCH = HeaderNames.fold(BATCH_COLUMN);

  public ColumnMapping {
    fields = List.copyOf(fields);
    ignored = List.copyOf(ignored);
  }

  /**
   * A field and its column.
   *
   * @param column from 0
   * @param header the name of the column in the file
   */
  public record MappedField(FieldSpec spec, int column, String header) {}

  /**
   * The result.
   *
   * @param questions about required fields without a column and fields with several
   */
  public record Result(ColumnMapping mapping, List<FileQuestion> questions) {
    public Result {
      questions = List.copyOf(questions);
    }
  }

  /** Finds the column of each field, by what the caller has set or by the names of the columns. */
  public static Result match(FileLook look, List<FieldSpec> specs, MappingChoices choices) {
    List<MappedField> fields = new ArrayList<>();
    List<FileQuestion> questions = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (FieldSpec spec : specs) {
      String set = choices.columns().get(spec.name());
      List<Header> found = find(look, spec, set);
      if (found.size() == 1) {
        Header header = found.getFirst();
        fields.add(new MappedField(spec, header.column(), header.name()));
        used.add(header.column());
      } else if (found.size() > 1 || isMissing(spec, set)) {
        questions.add(question(look, spec, found));
      }
    }
    return new Result(mapping(look, fields, used, choices), questions);
  }

  private static boolean isMissing(FieldSpec spec, @Nullable String set) {
    return spec.required() || (set != null && !set.isEmpty());
  }

  private static List<Header> find(FileLook look, FieldSpec spec, @Nullable String set) {
    if (set != null) {
      List<Header> same =
          look.headers().stream().filter(header -> header.name().equals(set)).limit(1).toList();
      Set<String> folded = Set.of(HeaderNames.fold(set));
      return set.isEmpty() || !same.isEmpty() ? same : named(look, folded);
    }
    return named(look, spec.folded());
  }

  private static List<Header> named(FileLook look, Set<String> folded) {
    return look.headers().stream()
        .filter(header -> folded.contains(HeaderNames.fold(header.name())))
        .toList();
  }

  private static FileQuestion question(FileLook look, FieldSpec spec, List<Header> found) {
    List<Header> choices = found.isEmpty() ? look.headers() : found;
    return new FileQuestion(
        QuestionKind.MAPPING,
        spec.name(),
        choices.stream().map(Header::name).toList(),
        look.samples().stream().map(cells -> String.join(" | ", cells)).toList());
  }

  private static ColumnMapping mapping(
      FileLook look, List<MappedField> fields, Set<Integer> used, MappingChoices choices) {
    List<String> ignored = new ArrayList<>();
    Integer batch = null;
    int last = -1;
    for (Header header : look.headers()) {
      last = Math.max(last, header.column());
      String folded = HeaderNames.fold(header.name());
      if (used.contains(header.column()) || folded.equals(FOLDED_FAULTS)) {
        continue;
      }
      if (folded.equals(FOLDED_BATCH)) {
        batch = header.column();
      } else {
        ignored.add(header.name());
      }
    }
    FileKind kind = look.layout().kind();
    boolean strict = kind == FileKind.CSV || kind == FileKind.TSV;
    return new ColumnMapping(fields, ignored, batch, last, strict, choices.takeFirstNumber());
  }

  /** The id of the batch that refused this line, as a report says; null if it says nothing. */
  public @Nullable String batchOf(FileRow row) {
    String text = batchColumn == null ? "" : row.cell(batchColumn).text().strip();
    return text.isEmpty() ? null : text;
  }
}
