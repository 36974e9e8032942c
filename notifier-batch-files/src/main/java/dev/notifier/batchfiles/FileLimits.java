package dev.notifier.batchfiles;

/** The limits of uploaded files. */
public final class FileLimits {
  /** Data rows of CSV, TSV and NDJSON. */
  public static final long MAX_LINES = 10_000_000;

  /** Rows of a sheet of XLSX, the number that the format allows. */
  public static final int MAX_SHEET_ROWS = 1_048_576;

  /** Columns that are read. Blank columns behind them are cut. */
  public static final int MAX_COLUMNS = 1_000;

  /** Columns of a sheet of XLSX, the number that the format allows. */
  public static final int MAX_SHEET_COLUMNS = 16_384;

  /** Characters of a cell; a longer one is cut and its line is refused. */
  public static final int MAX_CELL_CHARACTERS = 4_096;

  /** Characters of all cells of a row; the rest is cut and the line is refused. */
  public static final int MAX_ROW_CHARACTERS = 65_536;

  /** Characters of all cells of a row of XLSX, which is in memory before the rest of it is cut. */
  public static final int MAX_SCANNED_ROW_CHARACTERS = 4 * 1_048_576;

  /** Characters of a number in a cell of XLSX. */
  public static final int MAX_STORED_NUMBER_CHARACTERS = 64;

  /** Characters that are kept in memory while the end of a quoted cell is searched. */
  public static final int MAX_BUFFER_CHARACTERS = 1_048_576;

  /** The number of blank rows after which the rest of the file is not read. */
  public static final int MAX_BLANK_ROWS = 10_000;

  /** The header row must be among this many first rows. */
  public static final int HEADER_ROWS = 10;

  /** The rows whose delimiters are compared. */
  public static final int DELIMITER_ROWS = 50;

  /** The bytes of a text file that decide on its encoding and its delimiter. */
  public static final int HEAD_BYTES = 262_144;

  /** Bytes of an XLSX file as it is uploaded. */
  public static final long MAX_PACKED_BYTES = 100L * 1024 * 1024;

  /** Bytes of an XLSX file without compression, and of a text file that was compressed. */
  public static final long MAX_UNPACKED_BYTES = 2L * 1024 * 1024 * 1024;

  /** Bytes of the table of texts of an XLSX file without compression: it is held in memory. */
  public static final long MAX_STRINGS_BYTES = 128L * 1024 * 1024;

  /** Bytes of each other part of an XLSX file without compression. */
  public static final long MAX_PART_BYTES = 16L * 1024 * 1024;

  /** Bytes between two angle brackets in the XML of an XLSX file. */
  public static final int MAX_MARKUP_BYTES = 262_144;

  /** Characters of a formula, the number that Excel allows. */
  public static final int MAX_FORMULA_CHARACTERS = 8_192;

  /** Formulas of a sheet that fill ranges. */
  public static final int MAX_ARRAY_FORMULAS = 1_000;

  /** Entries of an XLSX file. */
  public static final int MAX_ENTRIES = 2_000;

  /** How much larger an entry of more than {@link #RATIO_FREE_BYTES} may be without compression. */
  public static final int MAX_RATIO = 100;

  public static final long RATIO_FREE_BYTES = 10L * 1024 * 1024;

  /** Merged ranges of a sheet. */
  public static final int MAX_MERGED_RANGES = 100_000;

  /** Merged ranges of a sheet that have the same row. */
  public static final int MAX_MERGED_RANGES_OF_ROW = 1_000;

  /** The rows whose cells decide on the format of dates and numbers of a column. */
  public static final int SURVEY_ROWS = 10_000;

  private FileLimits() {}
}
