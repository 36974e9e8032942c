package dev.notifier.worker.uploads;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a step of reading a file begins. No personal data.
 *
 * @param version of the batch when reading began; another one means that it was changed
 * @param typeVersion with which all lines are checked
 * @param template its full name
 * @param rows that were read
 * @param read lines without blank ones
 * @param chunks of lines that can be sent
 * @param refusedChunks of the other ones
 * @param faults lines by kind
 * @param repairs lines by kind
 * @param hidden rows that are hidden
 * @param blank rows without a value
 * @param complete whether all rows were read
 */
record ParsePosition(
    int version,
    int typeVersion,
    String template,
    int templateVersion,
    long rows,
    int read,
    int valid,
    int refused,
    int chunks,
    int refusedChunks,
    Map<String, Integer> faults,
    Map<String, Integer> repairs,
    long hidden,
    long blank,
    boolean complete) {
  static ParsePosition begin(int version, int typeVersion, String template, int templateVersion) {
    return new ParsePosition(
        version,
        typeVersion,
        template,
        templateVersion,
        0,
        0,
        0,
        0,
        0,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        0,
        false);
  }
}
