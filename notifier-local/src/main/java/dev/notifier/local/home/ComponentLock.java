package dev.notifier.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The right to run one component of a home. A small file records which process holds it. The right
 * ends with that process, even if the process is killed: the file contains the identity of the
 * process, so that a later process with the same number does not count as the holder.
 */
public final class ComponentLock implements AutoCloseable {
  private static final String SUFFIX = ".run";

  private final HomeDirectory home;
  private final String name;
  private final Optional<String> formerAddress;
  private Registration registration;

  private ComponentLock(HomeDirectory home, String name, Optional<String> formerAddress)
      throws IOException {
    this.home = home;
    this.name = name;
    this.formerAddress = formerAddress;
    registration = write(ProcessHandle.current().pid(), "");
  }

  /**
   * A component that runs, or that was running when its process last wrote the file.
   *
   * @param component such as {@code kafka} or {@code worker-2}
   * @param pid the process that runs it; when this process ends, the component ends
   * @param identity of that process, see {@link ProcessTable#identity}
   * @param address where the component is reached; empty while it starts
   */
  public record Registration(String component, long pid, String identity, String address) {
    /** Whether the process that wrote this is still alive. */
    public boolean isAlive() {
      return ProcessTable.identity(pid).filter(identity::equals).isPresent();
    }
  }

  /** Acquires the lock; empty if a live process holds it. */
  public static Optional<ComponentLock> acquire(HomeDirectory home, String component)
      throws IOException {
    return exclusively(
        home,
        () -> {
          var former = read(file(home, component));
          return former.filter(Registration::isAlive).isPresent()
              ? Optional.empty()
              : Optional.of(new ComponentLock(home, component, former.map(Registration::address)));
        });
  }

  /** All registrations of this home, of live and of ended processes, ordered by name. */
  public static List<Registration> registrations(HomeDirectory home) throws IOException {
    try (var files = Files.list(home.run())) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(ComponentLock::readIfPossible)
          .flatMap(Optional::stream)
          .collect(Collectors.toList());
    }
  }

  /** The registration of one component, if its process is alive. */
  public static Optional<Registration> running(HomeDirectory home, String component)
      throws IOException {
    return read(file(home, component)).filter(Registration::isAlive);
  }

  /** The name of the component, such as {@code worker-2}. */
  public String name() {
    return name;
  }

  /** The address that the previous, killed process of this component had registered. */
  public Optional<String> formerAddress() {
    return formerAddress.filter(address -> !address.isEmpty());
  }

  /**
   * Records that the component is up.
   *
   * @param pid the process that runs it: this one or a child of it
   */
  public void register(long pid, String address) throws IOException {
    registration = exclusively(home, () -> write(pid, address));
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    exclusively(
        home,
        () -> {
          // If this component's process had ended before, another one may hold the lock by now.
          if (read(file(home, name)).filter(registration::equals).isPresent()) {
            Files.delete(file(home, name));
          }
          return true;
        });
  }

  private Registration write(long pid, String address) throws IOException {
    var written = new Registration(name, pid, ProcessTable.identity(pid).orElse(""), address);
    var lines =
        List.of(
            "pid=" + pid,
            "identity=" + written.identity(),
            "address=" + address.replace("\\", "\\\\"),
            "");
    LockedFile.replace(file(home, name), String.join("\n", lines));
    return written;
  }

  private static <T> T exclusively(HomeDirectory home, LockedFile.Action<T> action)
      throws IOException {
    return LockedFile.with(home.run().resolve("components.lock"), action);
  }

  private static Path file(HomeDirectory home, String component) {
    return home.run().resolve(component + SUFFIX);
  }

  private static Optional<Registration> readIfPossible(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Registration> read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      var name = String.valueOf(file.getFileName());
      return Optional.of(
          new Registration(
              name.substring(0, name.length() - SUFFIX.length()),
              Long.parseLong(properties.getProperty("pid", "0")),
              properties.getProperty("identity", ""),
              properties.getProperty("address", "")));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
