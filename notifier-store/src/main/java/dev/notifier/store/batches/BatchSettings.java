package dev.notifier.store.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read, as far as someone has said so; the rest is detected. Null is not said.
 *
 * @param encoding such as {@code utf-8} or {@code windows-1258}
 * @param delimiter between the cells of a text file
 * @param sheet the name of the sheet
 * @param headerRow the row with the names of the columns, as a spreadsheet shows it; 0 = none
 * @param mapping the name of the column of each field; an empty name = the field has no column
 * @param dateOrder of dates: {@code day-first} or {@code month-first}
 * @param numberFormat the decimal separator: {@code decimal-dot} or {@code decimal-comma}
 * @param takeFirstNumber whether a cell with two phone numbers means the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchSettings(
    @Nullable String encoding,
    @Nullable String delimiter,
    @Nullable String sheet,
    @Nullable Integer headerRow,
    @Nullable Map<String, String> mapping,
    @Nullable String dateOrder,
    @Nullable String numberFormat,
    @Nullable Boolean takeFirstNumber) {}
