package dev.notifier.batchfiles.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.CountingRows;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.FileRow;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads CSV and TSV (RFC 4180). A row that spans several lines is one row, as in a spreadsheet. */
public final class CsvRowReader extends CountingRows {
  private final CsvReader<CsvCells> reader;
  private final Iterator<CsvCells> records;
  private final CsvCells cells = new CsvCells();
  private final int headerRow;
  private long number;

  // Without the deprecated setting, one cell like "a"b would end the reading of the whole file.
  @SuppressWarnings("removal")
  private CsvRowReader(Reader characters, FileLayout layout) {
    super(FileLimits.MAX_LINES);
    headerRow = layout.headerRow();
    reader =
        CsvReader.builder()
            .fieldSeparator(layout.delimiter())
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowExtraCharsAfterClosingQuote(true)
            .allowUnclosedQuote(false)
            .maxBufferSize(FileLimits.MAX_BUFFER_CHARACTERS)
            .build(cells, characters);
    records = reader.iterator();
  }

  /** Opens the rows below the header. */
  public static CsvRowReader open(FileContent content, FileLayout layout) throws IOException {
    Reader characters = TextFiles.characters(content, layout);
    try {
      SeparatorLine.skip(characters);
      return new CsvRowReader(characters, layout);
    } catch (IOException | RuntimeException e) {
      characters.close();
      throw e;
    }
  }

  @Override
  protected @Nullable FileRow read() {
    while (records.hasNext()) {
      CsvCells record = records.next();
      number++;
      if (number > headerRow) {
        return record.row(number);
      }
    }
    return null;
  }

  @Override
  protected long number() {
    return number;
  }

  @Override
  protected @Nullable UnreadableKind reason(RuntimeException failure) {
    return failure instanceof CsvParseException ? UnreadableKind.OPEN_QUOTE : null;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
