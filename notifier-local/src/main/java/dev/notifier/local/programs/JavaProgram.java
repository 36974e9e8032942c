package dev.notifier.local.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A runnable jar with the options of its JVM. The JVM reads classes, and what an earlier JVM
 * learned about them, from the AOT cache beside the jar, if there is one (JEP 483, 514 and 515).
 *
 * @param options without those of the AOT cache
 */
public record JavaProgram(Path jar, List<String> options) {
  /** Unpacked, because an AOT cache cannot contain classes from jars inside a jar. */
  private static final String UNPACKED = "unpacked";

  private static final String JAR_ENDING = "-app.jar";
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  /** Which compilers of HotSpot run: for programs that end soon, the second one never pays off. */
  private static final Pattern COMPILERS = Pattern.compile("-XX:TieredStopAtLevel=\\d");

  /** Set by the script, unless the user turned caches off. */
  private static final String PROPERTY = "launcher.aot";

  private static final String ON = "on";
  private static final String CACHE = "-XX:AOTCache=";

  /** A cache that cannot be used is ignored; the JVM's warnings about it would only worry users. */
  private static final String QUIET = "-Xlog:aot*=off,cds*=off";

  /** The options of the images ({@code docker/java-options}), but with a fixed heap. */
  private static final List<String> APPLICATION_OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public JavaProgram {
    options = List.copyOf(options);
  }

  /**
   * The api or the worker.
   *
   * @param name such as {@code api}
   * @throws IOException if it is not built
   */
  public static JavaProgram application(String name) throws IOException {
    return new JavaProgram(applicationJar(name), applicationOptions(ownOptions()));
  }

  /** This program itself, with the options of this JVM, if it runs from its jar. */
  public static Optional<JavaProgram> current() {
    var classPath = System.getProperty("java.class.path", "");
    return classPath.endsWith(JAR_ENDING)
        ? Optional.of(new JavaProgram(Path.of(classPath), ownOptions()))
        : Optional.empty();
  }

  /** The AOT cache of this program; it may be missing. */
  public Path cache() {
    var name = String.valueOf(jar.getFileName());
    return jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + ".aot");
  }

  /** The options that use the AOT cache. If the JVM cannot use it, it starts without it. */
  public List<String> cacheOptions() {
    return List.of(CACHE + cache(), QUIET);
  }

  /** The same options; empty if there is no cache or the user turned caches off. */
  public List<String> cacheOptionsIfUsable() {
    return ON.equals(System.getProperty(PROPERTY)) && Files.exists(cache())
        ? cacheOptions()
        : List.of();
  }

  /** The command line, without arguments of the program. */
  public List<String> command() {
    return command(
        Recording.current()
            .map(recording -> recording.options(this))
            .orElseGet(this::cacheOptionsIfUsable));
  }

  /** The command line with more options, and without the AOT cache. */
  public List<String> command(List<String> more) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(more);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /**
   * Options of an application, with the collector and the compilers of this JVM, so that users
   * choose them once.
   */
  static List<String> applicationOptions(List<String> ownOptions) {
    var options = new ArrayList<>(APPLICATION_OPTIONS);
    var chosen = ownOptions.stream().filter(COLLECTOR.asMatchPredicate()).distinct().toList();
    options.addAll(chosen.isEmpty() ? List.of("-XX:+UseParallelGC") : chosen);
    ownOptions.stream().filter(COMPILERS.asMatchPredicate()).distinct().forEach(options::add);
    return options;
  }

  private static List<String> ownOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  private static Path applicationJar(String name) throws IOException {
    // In the images, all programs are in one folder.
    var folder = System.getProperty("launcher.applications");
    if (folder != null) {
      return Path.of(folder, name + ".jar");
    }
    var target = Path.of(System.getProperty("launcher.root", "."), "notifier-" + name, "target");
    for (var place : List.of(target.resolve(UNPACKED), target)) {
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(place, "*" + JAR_ENDING)) {
          for (var jar : jars) {
            return jar;
          }
        }
      }
    }
    throw new IOException(
        "The " + name + " is not built: run ./mvnw package, or ./notifier start.");
  }
}
