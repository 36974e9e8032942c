package dev.notifier.local.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The right to run one part of a home, held by one process at a time, and the note of who holds it.
 * The lock ends with the process, however it ends; the note tells other commands whom to stop and
 * carries the identity of the process, so that a number given anew to another is left alone.
 */
public final class ComponentLock implements AutoCloseable {
  private static final String NOTE = ".run";

  private final String name;
  private final Path note;
  private final FileChannel lock;
  private final @Nullable String formerAddress;

  private ComponentLock(String name, Path note, FileChannel lock, @Nullable String formerAddress) {
    this.name = name;
    this.note = note;
    this.lock = lock;
    this.formerAddress = formerAddress;
  }

  /**
   * A part that runs, or did when its process last wrote.
   *
   * @param part like {@code kafka} or {@code worker-2}
   * @param pid the process that runs it; it ends the part when it is asked to end
   * @param identity of that process, see {@link ProcessTable#identity}
   * @param address where the part is reached; empty while it starts
   */
  public record Note(String part, long pid, String identity, String address) {
    /** Whether the very process that wrote this still lives. */
    public boolean lives() {
      return ProcessTable.identity(pid).filter(identity::equals).isPresent();
    }
  }

  /** Takes the part, or nothing if a living process holds it. */
  public static Optional<ComponentLock> take(HomeDirectory home, String part) throws IOException {
    var note = home.run().resolve(part + NOTE);
    if (read(note).filter(Note::lives).isPresent()) {
      // Before the lock file is opened: closing it again would give up a lock of this very process.
      return Optional.empty();
    }
    var channel =
        FileChannel.open(
            home.run().resolve(part + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      var former = read(note);
      if (channel.tryLock() == null || former.filter(Note::lives).isPresent()) {
        channel.close();
        return Optional.empty();
      }
      var claim = new ComponentLock(part, note, channel, former.map(Note::address).orElse(null));
      claim.write(ProcessHandle.current().pid(), "");
      return Optional.of(claim);
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    }
  }

  /** What is noted in this home, living or not, in the order of the names. */
  public static List<Note> notes(HomeDirectory home) throws IOException {
    try (var files = Files.list(home.run())) {
      return files
          .filter(file -> file.toString().endsWith(NOTE))
          .sorted()
          .map(ComponentLock::readOrNothing)
          .flatMap(Optional::stream)
          .collect(Collectors.toList());
    }
  }

  /** The note of one part, if its process lives. */
  public static Optional<Note> running(HomeDirectory home, String part) throws IOException {
    return read(home.run().resolve(part + NOTE)).filter(Note::lives);
  }

  /** Name of the part, like {@code worker-2}. */
  public String name() {
    return name;
  }

  /** The address that a former, killed process of this part had noted. */
  public Optional<String> formerAddress() {
    return Optional.ofNullable(formerAddress).filter(address -> !address.isEmpty());
  }

  /** Notes that the part is up, and which process has to be asked to end it. */
  public void ready(long pid, String address) throws IOException {
    write(pid, address);
  }

  /** Gives the part up. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(note);
    lock.close();
  }

  private void write(long pid, String address) throws IOException {
    var lines =
        List.of(
            "pid=" + pid,
            "identity=" + ProcessTable.identity(pid).orElse(""),
            "address=" + address.replace("\\", "\\\\"),
            "");
    LockedFile.replace(note, String.join("\n", lines));
  }

  private static Optional<Note> readOrNothing(Path note) {
    try {
      return read(note);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Note> read(Path note) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(note)) {
      properties.load(reader);
      var name = String.valueOf(note.getFileName());
      return Optional.of(
          new Note(
              name.substring(0, name.length() - NOTE.length()),
              Long.parseLong(properties.getProperty("pid", "0")),
              properties.getProperty("identity", ""),
              properties.getProperty("address", "")));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
