package dev.notifier.local.bench;

import java.util.regex.Pattern;

/** Parses files of Linux's /proc. */
final class ProcFileSystem {
  /** The unit of CPU times in /proc (USER_HZ). It is 100 on every platform that we support. */
  static final double TICKS_PER_SECOND = 100;

  private static final int USER = 11;
  private static final int OFFSET_OF_CHILDREN = 2;
  private static final long BYTES_PER_KIB = 1024;

  private static final Pattern LINE = Pattern.compile("(?m)^(\\w+):\\s+(\\d+) kB$");

  private ProcFileSystem() {}

  /**
   * CPU times of a process, including those of its children that ended.
   *
   * @param user in user mode
   * @param system in the kernel
   */
  record Ticks(long user, long system) {}

  /** Parses /proc/PID/stat. The name is in brackets and may contain brackets and blanks. */
  static Ticks ticks(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    return new Ticks(sumWithChildren(fields, USER), sumWithChildren(fields, USER + 1));
  }

  private static long sumWithChildren(String[] fields, int index) {
    return Long.parseLong(fields[index]) + Long.parseLong(fields[index + OFFSET_OF_CHILDREN]);
  }

  /**
   * Memory of one process, in bytes.
   *
   * @param peak highest resident memory so far
   * @param shared resident pages that other processes may share, now
   */
  record Memory(long peak, long shared) {}

  /** Parses /proc/PID/status. */
  static Memory memory(String status) {
    var peak = 0L;
    var shared = 0L;
    var lines = LINE.matcher(status);
    while (lines.find()) {
      var bytes = Long.parseLong(lines.group(2)) * BYTES_PER_KIB;
      switch (lines.group(1)) {
        case "VmHWM" -> peak = bytes;
        case "RssFile", "RssShmem" -> shared += bytes;
        default -> {}
      }
    }
    return new Memory(peak, shared);
  }

  /** The ticks in which the machine was busy, from the first line of /proc/stat. */
  static long busyTicks(String stat) {
    var fields = stat.lines().findFirst().orElse("").strip().split(" +", -1);
    // user, nice, system; then idle and iowait; then irq, softirq, steal.
    var busy = 0L;
    for (var i : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(fields[i]);
    }
    return busy;
  }
}
