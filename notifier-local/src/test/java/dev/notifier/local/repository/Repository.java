package dev.notifier.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The source files and documents of the repository, without the output of builds. */
final class Repository {
  /** Tests run in the directory of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Repository() {}

  /** The directories of all modules. */
  static List<Path> modules() throws IOException {
    return children(ROOT).stream()
        .filter(child -> Files.isDirectory(child.resolve("src")))
        .toList();
  }

  /**
   * The Java files of all modules.
   *
   * @param kind main or test
   */
  static List<Path> sources(String kind) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module : modules()) {
      Path folder = module.resolve(Path.of("src", kind, "java"));
      if (Files.isDirectory(folder)) {
        sources.addAll(below(folder, ".java"));
      }
    }
    assertThat(sources).as("sources under %s", ROOT).isNotEmpty();
    return sources;
  }

  /** The documents at the root, in docs and in the modules. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(below(ROOT.resolve("docs"), ".md"));
    for (Path child : children(ROOT)) {
      if (child.toString().endsWith(".md")) {
        pages.add(child);
      } else if (Files.exists(child.resolve("README.md"))) {
        pages.add(child.resolve("README.md"));
      }
    }
    assertThat(pages).contains(ROOT.resolve("README.md"));
    return pages;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> !child.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static List<Path> below(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
