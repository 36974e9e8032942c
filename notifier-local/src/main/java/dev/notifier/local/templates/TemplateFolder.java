package dev.notifier.local.templates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A directory with templates and event types: {@code templates/*.yaml}, {@code event-types/*.yaml}.
 *
 * @param directory contains the directories {@code templates} and {@code event-types}
 */
public record TemplateFolder(Path directory) {
  private static final String SUFFIX = ".yaml";
  private static final Pattern OTHER_ENDING =
      Pattern.compile("(?i:.*\\.(yml|json|yaml\\.txt))|.*(?!\\.yaml)(?i:\\.yaml)");
  private static final Pattern ANY_YAML = Pattern.compile("(?i).*\\.ya?ml");

  /** The template files, ordered by name; empty if there is no such directory. */
  public List<Path> templates() throws IOException {
    return files("templates");
  }

  /** The event type files, ordered by name; empty if there is no such directory. */
  public List<Path> eventTypes() throws IOException {
    return files("event-types");
  }

  /**
   * The files that were probably meant to be read and are not: those with another ending, and those
   * beside the two directories.
   */
  public List<Path> unread() throws IOException {
    List<Path> unread = new ArrayList<>(named("templates", OTHER_ENDING));
    unread.addAll(named("event-types", OTHER_ENDING));
    unread.addAll(named("", ANY_YAML));
    return unread;
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
    return named(folder, Pattern.compile(".*" + Pattern.quote(SUFFIX)));
  }

  private List<Path> named(String folder, Pattern name) throws IOException {
    Path inside = directory.resolve(folder);
    if (!Files.isDirectory(inside)) {
      return List.of();
    }
    try (var files = Files.list(inside)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
