package dev.notifier.batchfiles.rows;

import dev.notifier.batchfiles.UnreadableFile;
import org.jspecify.annotations.Nullable;

/**
 * What was read so far.
 *
 * @param rows that were returned
 * @param hidden rows that are hidden in the spreadsheet and were not returned
 * @param blank rows without a visible character
 * @param unreadable why reading ended early, or null
 */
public record RowTotals(long rows, long hidden, long blank, @Nullable UnreadableFile unreadable) {}
