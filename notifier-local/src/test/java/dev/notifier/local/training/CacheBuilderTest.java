package dev.notifier.local.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.programs.JavaProgram;
import dev.notifier.local.programs.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches of a small program, made and used by real JVMs. */
class CacheBuilderTest {
  private static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:+UseParallelGC");

  @TempDir private Path folder;

  private JavaProgram program;

  /** The program. */
  static final class Greeting {
    private Greeting() {}

    @SuppressWarnings("SystemOut") // Its output is what the tests compare.
    public static void main(String[] arguments) {
      System.out.println("hello");
    }
  }

  @BeforeEach
  void createProgram() throws IOException {
    program = new JavaProgram(folder.resolve("greeting.jar"), OPTIONS);
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Greeting.class.getName());
    var name = Greeting.class.getName().replace('.', '/') + ".class";
    try (var jar = new JarOutputStream(Files.newOutputStream(program.jar()), manifest);
        var code = Greeting.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(code.readAllBytes());
    }
  }

  @Test
  void aCacheIsMadeAndUsed() throws Exception {
    var recording = record();
    new CacheBuilder(program).build(recording);

    assertThat(program.cache()).exists();
    assertThat(recording.file(program)).doesNotExist();
    assertThat(run(withCache("-XX:AOTMode=on"))).isEqualTo("hello\n");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void aCacheOfAnotherJarOrAnotherCollectorDoesNotPreventTheStart() throws Exception {
    new CacheBuilder(program).build(record());
    assertThat(run(withCache("-XX:-UseParallelGC", "-XX:+UseG1GC"))).isEqualTo("hello\n");

    Files.setLastModifiedTime(program.jar(), FileTime.from(Instant.EPOCH));
    assertThat(run(withCache())).isEqualTo("hello\n");
  }

  @Test
  void aBrokenCacheDoesNotPreventTheStart() throws Exception {
    for (String content : new String[] {"", "broken", "broken".repeat(100_000)}) {
      Files.writeString(program.cache(), content);
      assertThat(run(withCache())).isEqualTo("hello\n");
    }
    Files.delete(program.cache());
    assertThat(run(withCache())).isEqualTo("hello\n");
  }

  @Test
  void aJarThatWasBuiltDuringTheTrainingGetsNoCache() throws Exception {
    var builder = new CacheBuilder(program);
    var recording = record();
    Files.setLastModifiedTime(program.jar(), FileTime.from(Instant.EPOCH));

    assertThatThrownBy(() -> builder.build(recording)).isInstanceOf(IOException.class);
    assertThat(program.cache()).doesNotExist();
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void withoutARecordThereIsNoCache() throws Exception {
    var builder = new CacheBuilder(program);

    assertThatThrownBy(() -> builder.build(new Recording(folder)))
        .hasMessageContaining("no record");
    assertThat(program.cache()).doesNotExist();
  }

  private Recording record() throws Exception {
    var recording = new Recording(Files.createDirectories(folder.resolve("records")));
    assertThat(run(program.command(recording.options(program)))).startsWith("hello\n");
    return recording;
  }

  private List<String> withCache(String... more) {
    return program.command(
        Stream.concat(program.cacheOptions().stream(), Stream.of(more)).toList());
  }

  private List<Path> unfinished() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".unfinished")).toList();
    }
  }

  private static String run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
