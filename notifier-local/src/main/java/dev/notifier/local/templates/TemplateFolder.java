package dev.notifier.local.templates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory with templates and event types: {@code templates/*.yaml}, {@code event-types/*.yaml}.
 *
 * @param directory contains the directories {@code templates} and {@code event-types}
 */
public record TemplateFolder(Path directory) {
  private static final String SUFFIX = ".yaml";

  /** The template files, ordered by name; empty if there is no such directory. */
  public List<Path> templates() throws IOException {
    return files("templates");
  }

  /** The event type files, ordered by name; empty if there is no such directory. */
  public List<Path> eventTypes() throws IOException {
    return files("event-types");
  }

  /** Writes a file and creates its parent directories. */
  public Path write(String path, String content) throws IOException {
    Path file = directory.resolve(path).normalize();
    if (!file.startsWith(directory.normalize())) {
      throw new IOException("The server sent the path of a file outside " + directory + ".");
    }
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private List<Path> files(String folder) throws IOException {
    Path inside = directory.resolve(folder);
    if (!Files.isDirectory(inside)) {
      return List.of();
    }
    try (var files = Files.list(inside)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }
}
