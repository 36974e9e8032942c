package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import dev.notifier.templates.yaml.YamlError;
import dev.notifier.templates.yaml.YamlPosition;
import dev.notifier.templates.yaml.YamlReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads the file of {@code --config} as api and worker read it. */
final class ConfigurationFile {
  private static final String SELECTED_FILE = "selected file";

  private final Path file;

  private ConfigurationFile(Path file) {
    this.file = file;
  }

  /** Environment variables, system properties and the file. */
  static StandardEnvironment environment(Optional<Path> file) throws CommandException {
    var environment = new StandardEnvironment();
    if (file.isPresent()) {
      new ConfigurationFile(file.get()).addTo(environment);
    }
    return environment;
  }

  private void addTo(StandardEnvironment environment) throws CommandException {
    if (Files.isDirectory(file)) {
      throw cannotBeRead("is a directory; name a YAML file");
    }
    if (!Files.isReadable(file)) {
      throw cannotBeRead("does not exist or cannot be read; check the path");
    }
    if (!file.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")) {
      throw cannotBeRead("has another name than YAML files have; let it end in .yaml");
    }
    var sources = environment.getPropertySources();
    try {
      new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
      // Resolves imports, profiles and several documents.
      sources.addFirst(
          new MapPropertySource(SELECTED_FILE, Map.of("spring.config.location", "file:" + file)));
      ConfigDataEnvironmentPostProcessor.applyTo(environment);
      sources.remove(SELECTED_FILE);
    } catch (IOException | RuntimeException e) {
      throw explain(e);
    }
  }

  private CommandException explain(Exception failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof MarkedYAMLException marked) {
        return cannotBeRead(problem(marked));
      }
    }
    return failure.getClass().getPackageName().startsWith("org.yaml")
        ? cannotBeRead("is not YAML text: it is not UTF-8, or has a control character")
        : cannotBeRead("cannot be loaded: " + firstLine(failure.getMessage()));
  }

  private String problem(MarkedYAMLException e) {
    YamlError error =
        new YamlReasons(text())
            .explain(
                String.valueOf(e.getProblem()),
                Optional.ofNullable(e.getContextMark()).map(ConfigurationFile::position),
                Optional.ofNullable(e.getProblemMark())
                    .map(ConfigurationFile::position)
                    .orElse(YamlPosition.START));
    return "is not YAML: line %d, column %d: %s"
        .formatted(error.position().line(), error.position().column(), error.reason());
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static YamlPosition position(Mark mark) {
    return new YamlPosition(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String firstLine(@Nullable String text) {
    return String.valueOf(text).lines().findFirst().orElse("").strip();
  }

  private CommandException cannotBeRead(String why) {
    return new CommandException("The configuration file " + file + " " + why + ".");
  }
}
