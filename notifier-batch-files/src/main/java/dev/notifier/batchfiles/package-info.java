/**
 * What people upload for a batch, as lines with values, faults and questions: catalogues and
 * limits.
 *
 * <p>A file is read in four calls, none of which throws for what is in a file:
 *
 * <ol>
 *   <li>{@code look.FileLooks.look}: kind, encoding, delimiter, sheet, header row, names of the
 *       columns and three samples, or an {@link dev.notifier.batchfiles.UnreadableFile}. What is
 *       not certain is a {@link dev.notifier.batchfiles.FileQuestion}, which the caller answers
 *       with {@code look.FileSettings}.
 *   <li>{@code line.ColumnMapping.match}: which column is which field.
 *   <li>{@code line.ColumnSurvey.survey}: the order of dates and the format of numbers of each
 *       column.
 *   <li>{@code look.RowReaders.open} and {@code line.FileLineReader.read}: the rows as a stream,
 *       each with its values or all its faults.
 * </ol>
 *
 * <p>Classes depend in this direction only: report, line, look, text and xlsx, rows, this package.
 */
@NullMarked
package dev.notifier.batchfiles;

import org.jspecify.annotations.NullMarked;
