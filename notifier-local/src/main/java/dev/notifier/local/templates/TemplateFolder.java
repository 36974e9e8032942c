package dev.notifier.local.templates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of wording: {@code templates/*.yaml} and {@code event-types/*.yaml}.
 *
 * @param directory that holds the two
 */
public record TemplateFolder(Path directory) {
  private static final String ENDING = ".yaml";

  /** The files of templates, by name; none when there is no such folder. */
  public List<Path> templates() throws IOException {
    return files("templates");
  }

  /** The files of event types, by name; none when there is no such folder. */
  public List<Path> eventTypes() throws IOException {
    return files("event-types");
  }

  /** Writes a file, by its path in this folder; folders are made. */
  public Path write(String path, String content) throws IOException {
    Path file = directory.resolve(path).normalize();
    if (!file.startsWith(directory.normalize())) {
      throw new IOException("The server named a file outside " + directory + ".");
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
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }
}
