package dev.notifier.batchfiles.rows;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of files that are read. */
public enum FileKind {
  CSV("text/csv", ".csv"),
  TSV("text/tab-separated-values", ".tsv"),
  NDJSON("application/x-ndjson", ".ndjson"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");

  private final String contentType;
  private final String suffix;

  FileKind(String contentType, String suffix) {
    this.contentType = contentType;
    this.suffix = suffix;
  }

  public String contentType() {
    return contentType;
  }

  /** The end of file names, such as {@code .csv}. */
  public String suffix() {
    return suffix;
  }

  /**
   * Returns the kind that a caller names.
   *
   * @param contentType a media type, with or without parameters
   * @return null if it says nothing, such as {@code application/octet-stream}
   */
  public static @Nullable FileKind ofContentType(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "text/csv", "application/csv" -> CSV;
      case "text/tab-separated-values" -> TSV;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> NDJSON;
      case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> XLSX;
      default -> null;
    };
  }
}
