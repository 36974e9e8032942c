package dev.notifier.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each part has used so far: its process, all that it started and lives, and those that it has
 * seen end. Linux only. Thread-safe.
 */
final class CpuMeter {
  /** This process, which posts and waits; the parts that it started do not count as it. */
  static final String DRIVER = "driver";

  private static final Path PROC = Path.of("/proc");

  private final Map<String, Long> processes;

  CpuMeter(Map<String, Long> processes) {
    this.processes = processes;
  }

  /**
   * One look at everything.
   *
   * @param parts by name, with the driver
   * @param machine CPU seconds of all programs of the machine
   */
  record Look(Map<String, ResourceUsage> parts, double machine) {
    /**
     * What was used since an earlier look; a part that was not there then counts from its start.
     */
    Look since(Look before) {
      var used = new LinkedHashMap<String, ResourceUsage>();
      parts.forEach((name, usage) -> {
        var earlier = before.parts.get(name);
        used.put(name, earlier == null ? usage : usage.since(earlier));
      });
      return new Look(used, machine - before.machine);
    }
  }

  /** Empty where the system does not tell. */
  Optional<Look> look() {
    if (!Files.isReadable(PROC.resolve("self/stat"))) {
      return Optional.empty();
    }
    try {
      var parts = new LinkedHashMap<String, ResourceUsage>();
      for (var part : processes.entrySet()) {
        parts.put(part.getKey(), usage(withChildren(part.getValue())));
      }
      parts.put(DRIVER, usage(List.of(ProcessHandle.current().pid())));
      var busy = ProcFileSystem.busyTicks(Files.readString(PROC.resolve("stat")));
      return Optional.of(new Look(parts, busy / ProcFileSystem.TICKS_A_SECOND));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Long> withChildren(long pid) {
    var root = ProcessHandle.of(pid);
    return Stream.concat(
            root.stream(), root.map(ProcessHandle::descendants).orElseGet(Stream::empty))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static ResourceUsage usage(List<Long> pids) {
    var user = 0L;
    var system = 0L;
    var peak = 0L;
    var shared = 0L;
    for (var pid : pids) {
      try {
        var process = PROC.resolve(Long.toString(pid));
        var ticks = ProcFileSystem.ticks(Files.readString(process.resolve("stat")));
        var memory = ProcFileSystem.memory(Files.readString(process.resolve("status")));
        user += ticks.user();
        system += ticks.system();
        peak += Math.max(0, memory.peak() - memory.shared());
        shared = Math.max(shared, memory.shared());
      } catch (IOException e) {
        // It ended in this moment: from now on its parent's figures hold it.
      }
    }
    return new ResourceUsage(
        user / ProcFileSystem.TICKS_A_SECOND,
        system / ProcFileSystem.TICKS_A_SECOND,
        peak + shared);
  }
}
