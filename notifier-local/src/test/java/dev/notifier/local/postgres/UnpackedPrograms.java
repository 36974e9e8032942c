package dev.notifier.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of PostgreSQL, unpacked once for all tests, because that takes many seconds. */
public final class UnpackedPrograms {
  /** Where they are, below the directory of the module. */
  public static final Path DIRECTORY = Path.of("target", "postgres").toAbsolutePath();

  private UnpackedPrograms() {}

  /** Makes them those of another directory, which must not have any yet. */
  public static void linkInto(Path directory) throws IOException {
    Path programs = PostgresBinaries.unpackInto(DIRECTORY);
    Files.createDirectories(directory);
    Files.createSymbolicLink(directory.resolve(programs.getFileName()), programs);
  }
}
