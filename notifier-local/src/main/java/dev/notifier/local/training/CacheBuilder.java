package dev.notifier.local.training;

import dev.notifier.local.programs.JavaProgram;
import dev.notifier.local.programs.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Makes the AOT cache of a program from its record. */
final class CacheBuilder {
  private final JavaProgram program;
  private final String identity;

  /** Remembers the jar: a cache must not be used with another one, which may look the same. */
  CacheBuilder(JavaProgram program) throws IOException {
    this.program = program;
    identity = identity(program.jar());
  }

  /**
   * Makes the cache, and puts it beside the jar when it is complete.
   *
   * @throws IOException if the record is missing, the JVM fails, or the program was built again
   *     since this builder was created
   */
  void build(Recording recording) throws IOException, InterruptedException {
    var record = recording.file(program);
    if (!Files.exists(record)) {
      throw new IOException(program.jar() + " wrote no record of its training.");
    }
    var unfinished = Files.createTempFile(program.jar().getParent(), "cache", ".unfinished");
    try {
      var log = recording.folder().resolve(program.cache().getFileName() + ".log");
      var process =
          new ProcessBuilder(program.command(options(record, unfinished)))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("Java made no cache of " + program.jar() + "; see " + log);
      }
      if (!identity(program.jar()).equals(identity)) {
        throw new IOException(program.jar() + " was built again during the training.");
      }
      Files.move(
          unfinished,
          program.cache(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      Files.delete(record);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static List<String> options(Path record, Path cache) {
    var options = new ArrayList<String>();
    options.add("-XX:AOTMode=create");
    options.add("-XX:AOTConfiguration=" + record);
    options.add("-XX:AOTCache=" + cache);
    return options;
  }

  private static String identity(Path jar) throws IOException {
    var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
    return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
  }
}
