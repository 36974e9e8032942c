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
 * Measures what each component has used: its process, the live descendants, and those children that
 * have ended. Linux only. Thread-safe.
 *
 * <p>Reads /proc itself, because OSHI reports neither the CPU time of ended children, which is most
 * of PostgreSQL's, nor the peak of the resident memory.
 */
final class CpuMeter {
  /** This process, which posts and waits, without the components that it started. */
  static final String DRIVER = "driver";

  /** The components whose work belongs to the product. */
  static final List<String> COUNTED = List.of("api", "worker", "kafka", "postgres");

  static final List<String> NOT_COUNTED = List.of("smsc", DRIVER);

  private static final Path PROC = Path.of("/proc");

  private final Map<String, Long> processes;

  CpuMeter(Map<String, Long> processes) {
    this.processes = processes;
  }

  /**
   * The usage at one moment.
   *
   * @param components by name, with the driver
   * @param machine CPU seconds of all programs of the machine
   */
  record Measurement(Map<String, ResourceUsage> components, double machine) {
    /**
     * What was used since an earlier measurement. A component that was missing there counts from
     * its start.
     */
    Measurement since(Measurement before) {
      var used = new LinkedHashMap<String, ResourceUsage>();
      components.forEach((name, usage) -> {
        var earlier = before.components.get(name);
        used.put(name, earlier == null ? usage : usage.since(earlier));
      });
      return new Measurement(used, machine - before.machine);
    }
  }

  /** Measures now; empty if the system does not report it. */
  Optional<Measurement> measure() {
    if (!Files.isReadable(PROC.resolve("self/stat"))) {
      return Optional.empty();
    }
    try {
      var components = new LinkedHashMap<String, ResourceUsage>();
      for (var process : processes.entrySet()) {
        components.put(process.getKey(), usage(withDescendants(process.getValue())));
      }
      components.put(DRIVER, usage(List.of(ProcessHandle.current().pid())));
      var busy = ProcFileSystem.busyTicks(Files.readString(PROC.resolve("stat")));
      return Optional.of(new Measurement(components, busy / ProcFileSystem.TICKS_PER_SECOND));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Long> withDescendants(long pid) {
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
        // It has just ended: from now on, its time is part of its parent's.
      }
    }
    return new ResourceUsage(
        user / ProcFileSystem.TICKS_PER_SECOND,
        system / ProcFileSystem.TICKS_PER_SECOND,
        peak + shared);
  }
}
