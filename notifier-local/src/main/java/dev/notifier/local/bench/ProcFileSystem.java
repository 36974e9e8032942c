package dev.notifier.local.bench;

import java.util.regex.Pattern;

/** Reads what Linux tells of processes; texts in, numbers out. */
final class ProcFileSystem {
  /** The unit of CPU times in /proc is fixed at this for programs, on every machine of ours. */
  static final double TICKS_A_SECOND = 100;

  private static final int USER = 11;
  private static final int OF_CHILDREN = 2;
  private static final long OCTETS_A_KIB = 1024;

  private static final Pattern LINE = Pattern.compile("(?m)^(\\w+):\\s+(\\d+) kB$");

  private ProcFileSystem() {}

  /**
   * @param user ticks of the process and of those children that it has seen end
   * @param system the same in the kernel
   */
  record Ticks(long user, long system) {}

  /** From /proc/PID/stat. The name in it stands in brackets and may hold brackets and blanks. */
  static Ticks ticks(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    return new Ticks(
        Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + OF_CHILDREN]),
        Long.parseLong(fields[USER + 1]) + Long.parseLong(fields[USER + 1 + OF_CHILDREN]));
  }

  /**
   * Memory of one process, in octets.
   *
   * @param peak at most so far
   * @param shared what other processes may have in common with it, now
   */
  record Memory(long peak, long shared) {}

  /** From /proc/PID/status. */
  static Memory memory(String status) {
    var peak = 0L;
    var shared = 0L;
    var lines = LINE.matcher(status);
    while (lines.find()) {
      var octets = Long.parseLong(lines.group(2)) * OCTETS_A_KIB;
      switch (lines.group(1)) {
        case "VmHWM" -> peak = octets;
        case "RssFile", "RssShmem" -> shared += octets;
        default -> {}
      }
    }
    return new Memory(peak, shared);
  }

  /** Ticks in which the machine did anything, from the first line of /proc/stat. */
  static long busyTicks(String stat) {
    var fields = stat.lines().findFirst().orElse("").strip().split(" +", -1);
    // user, nice, system; then idle and waiting; then interrupts, soft interrupts, stolen.
    var busy = 0L;
    for (var i : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(fields[i]);
    }
    return busy;
  }
}
