package dev.notifier.local.console;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** Converts an option to an absolute path, which stays valid for child processes. */
public final class AbsolutePath implements ITypeConverter<Path> {
  @Override
  public Path convert(String value) {
    return of(value);
  }

  /** The absolute path of a text. */
  public static Path of(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
